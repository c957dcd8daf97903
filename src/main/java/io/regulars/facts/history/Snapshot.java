package io.regulars.facts.history;

import java.util.List;

/** A client's history as it stood at one moment: the latest state of each thing, and the activity until then. */
public record Snapshot(
        String client,
        Profile profile,
        List<BookingState> bookings,
        List<ReceiptState> receipts,
        List<PassState> passes,
        List<SurveyState> surveys,
        List<Activity> activities) {
    public Snapshot {
        bookings = List.copyOf(bookings);
        receipts = List.copyOf(receipts);
        passes = List.copyOf(passes);
        surveys = List.copyOf(surveys);
        activities = List.copyOf(activities);
    }

    /** The same with other bookings. */
    public Snapshot withBookings(List<BookingState> others) {
        return new Snapshot(client, profile, others, receipts, passes, surveys, activities);
    }

    /** The same with other receipts. */
    public Snapshot withReceipts(List<ReceiptState> others) {
        return new Snapshot(client, profile, bookings, others, passes, surveys, activities);
    }

    /** The same with other passes. */
    public Snapshot withPasses(List<PassState> others) {
        return new Snapshot(client, profile, bookings, receipts, others, surveys, activities);
    }

    /** The same with other answers to surveys. */
    public Snapshot withSurveys(List<SurveyState> others) {
        return new Snapshot(client, profile, bookings, receipts, passes, others, activities);
    }

    /** The same with other activities. */
    public Snapshot withActivities(List<Activity> others) {
        return new Snapshot(client, profile, bookings, receipts, passes, surveys, others);
    }

    /** Whether another booking stands in the place of the one of that id. */
    public boolean isMoved(String booking) {
        return BookingMoves.moved(bookings).contains(booking);
    }
}
