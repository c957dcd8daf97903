package io.regulars.facts.past;

import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.EffectiveStates;
import io.regulars.facts.history.History;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.Version;
import io.regulars.facts.measures.Diary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A state of a thing, and how long {@link History#at} shows it.
 *
 * @param until from when on it was no longer so; {@link Instant#MAX}: it still is
 */
public record Lasting<S>(S state, Instant from, Instant until) {
    /** Whether it was so at a moment. */
    boolean covers(Instant moment) {
        return covers(moment, moment);
    }

    /** Whether it was so from one moment to another, both included. */
    boolean covers(Instant first, Instant last) {
        return !from.isAfter(first) && until.isAfter(last);
    }

    /** Whether it was so at some moment from one to another, both included. */
    boolean touches(Instant first, Instant last) {
        return !from.isAfter(last) && until.isAfter(first);
    }

    /** What is there at each of some moments lasts until the next; what is there at that too, as often, stays one. */
    static <T> void add(SortedSet<Instant> moments, Function<Instant, List<T>> there, List<Lasting<T>> to) {
        List<Lasting<T>> open = List.of();
        for (Instant moment : moments) {
            var now = new ArrayList<>(there.apply(moment));
            var still = new ArrayList<Lasting<T>>();
            for (Lasting<T> one : open) {
                if (now.remove(one.state())) {
                    still.add(one);
                } else {
                    to.add(new Lasting<>(one.state(), one.from(), moment));
                }
            }
            now.forEach(one -> still.add(new Lasting<>(one, moment, Instant.MAX)));
            open = still;
        }
        to.addAll(open);
    }

    /**
     * The states of bookings by their start, each with one status while it lasts: one that comes to count as completed is
     * there twice.
     */
    static List<Lasting<BookingState>> bookings(BusinessSettings business, List<Version<BookingState>> standing) {
        var lasting = new ArrayList<Lasting<BookingState>>();
        EffectiveStates.firsts(standing).forEach((id, first) -> {
            BookingState state = first.state();
            if (state != null) {
                Instant made = EffectiveStates.madeAt(first.occurredAt(), state);
                add(business, state.asBooked(), made, first.occurredAt(), lasting);
            }
        });
        Map<String, Version<BookingState>> later = new HashMap<>();
        for (Version<BookingState> version : standing.reversed()) {
            if (version.state() != null) {
                Version<BookingState> next = later.put(version.id(), version);
                add(business, version.state(), version.occurredAt(), beginning(next), lasting);
            }
        }
        lasting.sort(Comparator.comparing(Lasting::state, Diary.BY_START));
        return lasting;
    }

    /** Each receipt from when it was first told. */
    static List<Lasting<ReceiptState>> receipts(List<Version<ReceiptState>> standing) {
        var lasting = new ArrayList<Lasting<ReceiptState>>(standing.size());
        for (Version<ReceiptState> version : standing) {
            if (version.state() != null) {
                lasting.add(new Lasting<>(version.state(), version.occurredAt(), Instant.MAX));
            }
        }
        return lasting;
    }

    /** Each activity from when it happened. */
    static List<Lasting<Activity>> activities(List<Activity> all) {
        return all.stream()
                .map(activity -> new Lasting<>(activity, activity.occurredAt(), Instant.MAX))
                .toList();
    }

    private static void add(
            BusinessSettings business,
            BookingState state,
            Instant from,
            Instant until,
            List<Lasting<BookingState>> to) {
        Instant settled = business.assumedCompletedAt(state);
        if (settled != null && settled.isAfter(from) && settled.isBefore(until)) {
            to.add(new Lasting<>(state, from, settled));
            to.add(new Lasting<>(state, settled, until));
        } else if (from.isBefore(until)) {
            to.add(new Lasting<>(state, from, until));
        }
    }

    private static Instant beginning(@Nullable Version<?> next) {
        return next == null ? Instant.MAX : next.occurredAt();
    }
}
