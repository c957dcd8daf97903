package io.regulars.access.sessions;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.regulars.access.keys.Secret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The session that a browser shows in its cookie. A key that is shown goes before it. A request that may change something must come from
 * a page of this very service, as the browser says, or the cookie is left aside: a page from elsewhere cannot make the browser act for whoever
 * is signed in.
 */
@ApplicationScoped
class ShownSession implements HttpAuthenticationMechanism {
    private static final Set<String> ONLY_READ = Set.of("GET", "HEAD");

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        Optional<Secret> token = token(request.request());
        if (token.isEmpty() || request.request().getHeader(HttpHeaderNames.AUTHORIZATION) != null) {
            return Uni.createFrom().nullItem();
        }
        boolean isRead = ONLY_READ.contains(request.request().method().name());
        return isRead || isOfOwnPage(request.request())
                ? identities.authenticate(new SessionRequest(token.get()))
                : Uni.createFrom().nullItem();
    }

    private static Optional<Secret> token(HttpServerRequest request) {
        return SessionCookie.NAMES.stream()
                .map(request::getCookie)
                .filter(cookie -> cookie != null)
                .map(Cookie::getValue)
                .findFirst()
                .map(Secret::new);
    }

    /** As browsers say it; older ones name the page's origin only. */
    static boolean isOfOwnPage(HttpServerRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        @Nullable String origin = request.getHeader(HttpHeaderNames.ORIGIN);
        return origin != null && origin.replaceFirst("^https?://", "").equals(request.getHeader(HttpHeaderNames.HOST));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(SessionRequest.class);
    }
}
