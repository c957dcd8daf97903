package io.regulars.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key may do within its business; {@link #ADMIN} may do all of it, {@link #PLATFORM} makes businesses. */
public enum Role {
    PLATFORM,
    ADMIN,
    BOOKING_SYSTEM,
    ANALYST,
    VIEWER;

    /** As requests and the database spell it: {@code booking-system}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of that spelling, if there is one. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
