package io.regulars.access;

import io.regulars.platform.ErrorCode;
import io.regulars.platform.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who calls in this request: the key that was shown and the business it belongs to. */
@RequestScoped
public class Caller {
    private @Nullable Key key;

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
        return key().roles().contains(role);
    }

    void is(Key key) {
        this.key = key;
    }

    private Key key() {
        if (key == null) {
            throw new ProblemException(ErrorCode.UNAUTHENTICATED, "This needs a key: Authorization: Bearer <key>.");
        }
        return key;
    }
}
