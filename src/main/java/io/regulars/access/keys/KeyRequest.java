package io.regulars.access.keys;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who it is that shows a key. */
final class KeyRequest extends BaseAuthenticationRequest {
    private final Secret secret;

    KeyRequest(Secret secret) {
        this.secret = secret;
    }

    Secret secret() {
        return secret;
    }
}
