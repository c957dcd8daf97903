package io.regulars.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Tells whoever may not do what they ask for why, as all problems are told. */
class AccessProblems {
    private static final String SIGN_IN = "/api/session/company";
    private static final int FOUND = 302;

    private final Caller caller;

    AccessProblems(Caller caller) {
        this.caller = caller;
    }

    /** A browser that came to sign in by the company is sent there. */
    @ServerExceptionMapper
    Uni<Response> noKey(UnauthorizedException e, UriInfo uri, RoutingContext request) {
        Response told = unauthenticated(
                "Send a key: Authorization: Bearer <key>. A browser signs in first: POST /api/session.", uri);
        HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
        return uri.getPath().equals(SIGN_IN) && authenticator != null
                ? authenticator
                        .getChallenge(request)
                        .map(challenge -> challenge.status == FOUND ? redirect(challenge) : told)
                : Uni.createFrom().item(told);
    }

    private static Response redirect(ChallengeData challenge) {
        var answer = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }

    @ServerExceptionMapper
    Response wrongKey(AuthenticationFailedException e, UriInfo uri) {
        return unauthenticated("There is no such key, or it was revoked.", uri);
    }

    @ServerExceptionMapper
    Response wrongRole(ForbiddenException e, UriInfo uri, ResourceInfo operation) {
        RolesAllowed needed = needed(operation.getResourceMethod());
        String detail = needed == null
                ? "No key may do this."
                : "This needs a key with the role " + texts(Stream.of(needed.value())) + "; this one has "
                        + texts(caller.roles().stream().map(Role::text)) + ".";
        return Problems.answer(new ProblemException(ErrorCode.FORBIDDEN, detail), uri);
    }

    private static Response unauthenticated(String detail, UriInfo uri) {
        return Problems.answer(new ProblemException(ErrorCode.UNAUTHENTICATED, detail), uri);
    }

    private static String texts(Stream<String> roles) {
        return roles.sorted().collect(Collectors.joining(" or "));
    }

    private static @Nullable RolesAllowed needed(Method method) {
        RolesAllowed onOperation = method.getAnnotation(RolesAllowed.class);
        return onOperation != null ? onOperation : method.getDeclaringClass().getAnnotation(RolesAllowed.class);
    }
}
