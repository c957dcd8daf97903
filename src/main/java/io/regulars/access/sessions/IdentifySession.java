package io.regulars.access.sessions;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.regulars.access.Key;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Who calls is the key that the browser was signed in with; nobody, if that session is over. */
@ApplicationScoped
class IdentifySession implements IdentityProvider<SessionRequest> {
    private final Sessions sessions;

    IdentifySession(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Class<SessionRequest> getRequestType() {
        return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(
                () -> sessions.find(request.token()).map(Key::identity).orElseGet(IdentifySession::nobody));
    }

    private static SecurityIdentity nobody() {
        return QuarkusSecurityIdentity.builder().setAnonymous(true).build();
    }
}
