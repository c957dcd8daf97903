package io.regulars.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;

/** Who calls in this request: the key that was shown and the business it belongs to. */
@RequestScoped
public class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The business the key belongs to. */
    public BusinessId business() {
        return key().business().id();
    }

    /** Its settings. */
    public Business settings() {
        return key().business();
    }

    /** The name of the key, for records of who did something. */
    public String name() {
        return key().name();
    }

    /** Whether the key has that very role; {@link Role#ADMIN} alone is not {@link Role#PLATFORM}. */
    public boolean has(Role role) {
        return roles().contains(role);
    }

    /** All roles the key has itself. */
    Set<Role> roles() {
        return key().roles();
    }

    private Key key() {
        if (identity.getPrincipal() instanceof Key key) {
            return key;
        }
        throw new ProblemException(ErrorCode.UNAUTHENTICATED, "This needs a key: Authorization: Bearer <key>.");
    }
}
