package io.regulars.facts;

import java.util.List;

/** A client's history as it stood at one moment: the latest state of each thing, and the activity until then. */
public record Snapshot(
        String client,
        Profile profile,
        List<BookingState> bookings,
        List<ReceiptState> receipts,
        List<SurveyState> surveys,
        List<Activity> activities) {
    public Snapshot {
        bookings = List.copyOf(bookings);
        receipts = List.copyOf(receipts);
        surveys = List.copyOf(surveys);
        activities = List.copyOf(activities);
    }

    /** Whether another booking stands in the place of the one of that id. */
    public boolean isMoved(String booking) {
        return BookingMoves.moved(bookings).contains(booking);
    }
}
