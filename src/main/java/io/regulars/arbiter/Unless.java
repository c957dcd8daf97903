package io.regulars.arbiter;

/** What makes a marketing message pointless. */
public sealed interface Unless {
    /** The client has a booking to come. */
    record UpcomingBooking() implements Unless {}

    /** The client was there within so many calendar days. */
    record VisitedWithin(int days) implements Unless {}

    /** Staff have a task of that campaign for the client. */
    record OpenTask(String campaign) implements Unless {}
}
