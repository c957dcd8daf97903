package io.regulars.access;

/**
 * The roles as operations name those one of which a key must have. {@link #ADMIN} need not be named: it may do everything within its
 * business, except what only {@link #PLATFORM} may. An operation that names none is refused to everybody.
 */
public final class Roles {
    /** Runs Regulars for many businesses: makes businesses, and changes what all share. */
    public static final String PLATFORM = "platform";
    /** Everything within its business. */
    public static final String ADMIN = "admin";
    /** Sends clients, bookings and behaviour. */
    public static final String BOOKING_SYSTEM = "booking-system";
    /** Writes rules and lets them answer. */
    public static final String ANALYST = "analyst";
    /** Reads, and changes nothing. */
    public static final String VIEWER = "viewer";

    private Roles() {}
}
