package io.regulars.access.keys;

import io.quarkus.security.identity.SecurityIdentity;
import io.regulars.access.Key;
import io.regulars.platform.rest.RefusedRequests;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/** Refuses a request whose key asks too often. Browsers' sessions are requests of the key that they signed in with. */
@Provider
@Priority(Priorities.AUTHORIZATION + 100) // a wrong key is told that first
class LimitRate implements ContainerRequestFilter {
    private final SecurityIdentity identity;
    private final KeyRates rates;
    private final RefusedRequests refused;

    LimitRate(SecurityIdentity identity, KeyRates rates, RefusedRequests refused) {
        this.identity = identity;
        this.rates = rates;
        this.refused = refused;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (identity.getPrincipal() instanceof Key key) {
            Duration wait = rates.take(key);
            if (wait.isPositive()) {
                String detail = "The key '%s' may send %d requests a second for long, and has sent more."
                        .formatted(key.name(), rates.perSecond());
                request.abortWith(refused.tooOften(detail, wait, request.getUriInfo()));
            }
        }
    }
}
