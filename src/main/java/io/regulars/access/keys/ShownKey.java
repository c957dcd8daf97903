package io.regulars.access.keys;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The key that a request shows: {@code Authorization: Bearer <key>}. Where people sign in by a company, what has the form of a token of theirs
 * is not taken for a key.
 */
@ApplicationScoped
class ShownKey implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";
    /** Three parts in base64, the first of which begins with a brace. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final int BEFORE_TOKENS = 2_000;

    private final boolean peopleSignIn;

    ShownKey(@ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean peopleSignIn) {
        this.peopleSignIn = peopleSignIn;
    }

    @Override
    public int getPriority() {
        return BEFORE_TOKENS;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        @Nullable String shown = request.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (shown == null || !shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        String key = shown.substring(SCHEME.length()).strip();
        return peopleSignIn && TOKEN.matcher(key).matches()
                ? Uni.createFrom().nullItem()
                : identities.authenticate(new KeyRequest(new Secret(key)));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(KeyRequest.class);
    }
}
