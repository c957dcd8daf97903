package io.regulars.access.keys;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.regulars.access.Key;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Who calls is the key that is shown, with its roles. */
@ApplicationScoped
class IdentifyKey implements IdentityProvider<KeyRequest> {
    private final Keys keys;

    IdentifyKey(Keys keys) {
        this.keys = keys;
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(
                () -> keys.find(request.secret()).map(Key::identity).orElseThrow(AuthenticationFailedException::new));
    }
}
