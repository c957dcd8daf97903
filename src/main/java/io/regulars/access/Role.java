package io.regulars.access;

import java.util.Arrays;
import java.util.Optional;

/** What a key may do within its business; {@link #ADMIN} may do all of it, {@link #PLATFORM} makes businesses. */
public enum Role {
    PLATFORM(Roles.PLATFORM),
    ADMIN(Roles.ADMIN),
    BOOKING_SYSTEM(Roles.BOOKING_SYSTEM),
    ANALYST(Roles.ANALYST),
    VIEWER(Roles.VIEWER);

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** As requests and the database spell it: {@code booking-system}. */
    public String text() {
        return text;
    }

    /** The role of that spelling, if there is one. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
