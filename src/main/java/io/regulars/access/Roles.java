package io.regulars.access;

/**
 * The roles as operations name those one of which a key must have. {@link #ADMIN} need not be named: it may do everything within its
 * business, except what only {@link #PLATFORM} may. An operation that names none is refused to everybody.
 */
public final class Roles {
    public static final String PLATFORM = "platform";
    public static final String ADMIN = "admin";
    public static final String BOOKING_SYSTEM = "booking-system";
    public static final String ANALYST = "analyst";
    public static final String VIEWER = "viewer";

    private Roles() {}
}
