package io.regulars.access.sessions;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.regulars.access.keys.Secret;

/** Asks who it is whose browser shows a session. */
final class SessionRequest extends BaseAuthenticationRequest {
    private final Secret token;

    SessionRequest(Secret token) {
        this.token = token;
    }

    Secret token() {
        return token;
    }
}
