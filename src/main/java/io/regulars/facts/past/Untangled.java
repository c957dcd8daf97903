package io.regulars.facts.past;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.measures.Bill;
import io.regulars.facts.measures.Diary;
import io.regulars.facts.measures.Spend;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * States of bookings and receipts of which each says by itself what was spent: what a booking came to with the receipts that
 * settle it stands among the receipts, one for each day and time for which it was so.
 * <pre>
 *   completed without a price on 3 May, PAYMENT 55 on 5 May, REFUND 15 on 9 May
 *       →  the booking at 0,  55 of 3 May from 5 May until 9 May,  40 of 3 May from 9 May on
 * </pre>
 * What is spent all in all, of the days of a window and for a service is as it was; prices of bookings are not.
 */
record Untangled(List<Lasting<BookingState>> bookings, List<Lasting<ReceiptState>> receipts) {
    /**
     * Of what was told.
     *
     * @param booked the states of all bookings
     * @param standing those in whose place no other stood
     */
    static Untangled of(
            BusinessSettings business,
            Things things,
            List<Lasting<BookingState>> booked,
            List<Lasting<BookingState>> standing,
            List<Lasting<ReceiptState>> receipts) {
        Map<String, List<Lasting<ReceiptState>>> settling = new HashMap<>();
        var others = new ArrayList<Lasting<ReceiptState>>();
        for (Lasting<ReceiptState> receipt : receipts) {
            String booking = receipt.state().booking();
            if (booking == null || !Bill.settles(receipt.state())) {
                others.add(receipt);
            } else {
                settling.computeIfAbsent(things.of(booking), thing -> new ArrayList<>())
                        .add(receipt);
            }
        }
        if (settling.isEmpty()) {
            return new Untangled(standing, receipts);
        }
        Map<String, List<Lasting<BookingState>>> settled = new HashMap<>();
        for (Lasting<BookingState> booking : booked) {
            String thing = things.of(booking.state().id());
            if (settling.containsKey(thing)) {
                settled.computeIfAbsent(thing, same -> new ArrayList<>()).add(booking);
            }
        }
        List<Lasting<BookingState>> unpaid = standing.stream()
                .map(booking -> settling.containsKey(things.of(booking.state().id()))
                        ? new Lasting<>(booking.state().asGivenAway(), booking.from(), booking.until())
                        : booking)
                .toList();
        settled.forEach((thing, states) -> settle(business, states, settling.getOrDefault(thing, List.of()), others));
        return new Untangled(unpaid, others);
    }

    private static void settle(
            BusinessSettings business,
            List<Lasting<BookingState>> states,
            List<Lasting<ReceiptState>> receipts,
            List<Lasting<ReceiptState>> into) {
        var moments = new TreeSet<Instant>();
        states.forEach(state -> moments.add(state.from()));
        states.forEach(state -> moments.add(state.until()));
        receipts.forEach(receipt -> moments.add(receipt.from()));
        moments.remove(Instant.MAX);
        Lasting.add(moments, moment -> parts(business, at(states, moment), at(receipts, moment), moment), into);
    }

    private static List<ReceiptState> parts(
            BusinessSettings business, List<BookingState> booking, List<ReceiptState> receipts, Instant moment) {
        var parts = new ArrayList<ReceiptState>();
        new Spend(business, new Diary(business, booking, moment), receipts)
                .each((day, minor, service) -> parts.add(new ReceiptState(
                        "", LocalDate.ofEpochDay(day), minor, ReceiptState.Kind.PRODUCT.name(), service, null, null)));
        return parts;
    }

    private static <S> List<S> at(List<Lasting<S>> all, Instant moment) {
        return all.stream()
                .filter(one -> one.covers(moment))
                .map(Lasting::state)
                .toList();
    }
}
