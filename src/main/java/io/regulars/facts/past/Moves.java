package io.regulars.facts.past;

import io.regulars.facts.history.BookingMoves;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.measures.Diary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * States of bookings of which each says by itself whether another stood in its place then, so that none need be asked of another.
 * <pre>
 *   b-1 booked from Monday on,  b-2 replaces b-1 from Wednesday on
 *       →  standing: b-1 from Monday until Wednesday, b-2 from Wednesday on;  moved: b-1 from Wednesday on
 * </pre>
 */
record Moves(List<Lasting<BookingState>> standing, List<Lasting<BookingState>> moved) {
    private static final Comparator<Lasting<BookingState>> BY_START =
            Comparator.comparing(Lasting::state, Diary.BY_START);

    static Moves of(List<Lasting<BookingState>> all, Things things) {
        Map<String, List<Lasting<BookingState>>> together = new LinkedHashMap<>();
        all.forEach(
                lasting -> together.computeIfAbsent(things.of(lasting.state().id()), thing -> new ArrayList<>())
                        .add(lasting));
        var moves = new Moves(new ArrayList<>(all.size()), new ArrayList<>());
        together.values().forEach(moves::add);
        moves.standing.sort(BY_START);
        return moves;
    }

    /** Both, those that stand first. */
    List<Lasting<BookingState>> all() {
        var all = new ArrayList<>(standing);
        all.addAll(moved);
        return all;
    }

    private void add(List<Lasting<BookingState>> thing) {
        if (thing.stream().allMatch(lasting -> lasting.state().replaces() == null)) {
            standing.addAll(thing);
            return;
        }
        var moments = new TreeSet<Instant>();
        thing.forEach(lasting -> moments.add(lasting.from()));
        thing.forEach(lasting -> moments.add(lasting.until()));
        moments.remove(Instant.MAX);
        Map<Instant, Set<String>> movedFrom = new LinkedHashMap<>();
        moments.forEach(moment -> movedFrom.put(
                moment,
                BookingMoves.moved(thing.stream()
                        .filter(lasting -> lasting.covers(moment))
                        .map(Lasting::state)
                        .toList())));
        thing.forEach(
                lasting -> add(lasting, moments.subSet(lasting.from(), false, lasting.until(), false), movedFrom));
    }

    /** Where nothing moves it away or back it stays one. */
    private void add(Lasting<BookingState> lasting, Set<Instant> moments, Map<Instant, Set<String>> movedFrom) {
        BookingState state = lasting.state();
        Instant from = lasting.from();
        boolean isMoved = movedFrom.getOrDefault(from, Set.of()).contains(state.id());
        for (Instant moment : moments) {
            if (movedFrom.getOrDefault(moment, Set.of()).contains(state.id()) != isMoved) {
                add(state, isMoved, from, moment);
                from = moment;
                isMoved = !isMoved;
            }
        }
        add(state, isMoved, from, lasting.until());
    }

    private void add(BookingState state, boolean isMoved, Instant from, Instant until) {
        if (isMoved) {
            moved.add(new Lasting<>(state.asMoved().replacingNone(), from, until));
        } else {
            standing.add(new Lasting<>(state.replacingNone(), from, until));
        }
    }
}
