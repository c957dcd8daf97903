package io.regulars.access;

import io.regulars.platform.ErrorCode;
import io.regulars.platform.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets a request through to its operation if its key may do that; everything else is refused. */
@Provider
class Gate implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final Keys keys;
    private final Caller caller;

    @Context
    @SuppressWarnings("NullAway.Init") // set by the container per request
    ResourceInfo operation;

    Gate(Keys keys, Caller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Key key = key(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        Needs needs = needs(operation.getResourceMethod());
        if (needs == null || !key.mayDo(Set.of(needs.value()))) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN,
                    needs == null
                            ? "No key may do this."
                            : "This needs a key with the role " + texts(Stream.of(needs.value())) + "; this one has "
                                    + texts(key.roles().stream()) + ".");
        }
        caller.is(key);
    }

    private Key key(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ProblemException(ErrorCode.UNAUTHENTICATED, "Send a key: Authorization: Bearer <key>.");
        }
        return keys.find(new Secret(authorization.substring(SCHEME.length()).strip()))
                .orElseThrow(() ->
                        new ProblemException(ErrorCode.UNAUTHENTICATED, "There is no such key, or it was revoked."));
    }

    private static String texts(Stream<Role> roles) {
        return roles.map(Role::text).sorted().collect(Collectors.joining(" or "));
    }

    private static @Nullable Needs needs(Method method) {
        Needs onOperation = method.getAnnotation(Needs.class);
        return onOperation != null ? onOperation : method.getDeclaringClass().getAnnotation(Needs.class);
    }
}
