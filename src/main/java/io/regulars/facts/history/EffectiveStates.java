package io.regulars.facts.history;

import io.regulars.facts.history.BookingState.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stands of the states that were told of things. The latest decides: if it is a removal, the thing has never been; if
 * the thing is there again, it has never been away. What became of a booking is a fact that can be corrected: it is what the
 * latest state says, from the first moment at which it was told to be so, and another outcome has never been.
 * <pre>
 *   BOOKED, NO_SHOW, COMPLETED        → BOOKED, COMPLETED
 *   COMPLETED 300, COMPLETED 100      → COMPLETED 100, since the first
 *   COMPLETED, removal, COMPLETED     → COMPLETED, since the first
 *   BOOKED, COMPLETED, removal        → nothing
 * </pre>
 *
 * <p>All lists are in the order (occurredAt, recordedAt).
 */
public final class EffectiveStates {
    private EffectiveStates() {}

    /** The states of bookings that stand; an outcome is the last state of its booking. */
    public static List<Version<BookingState>> bookings(List<Version<BookingState>> told) {
        Map<String, Version<BookingState>> latest = latest(told);
        Set<String> decided = new HashSet<>();
        var standing = new ArrayList<Version<BookingState>>(told.size());
        for (Version<BookingState> version : told) {
            BookingState state = version.state();
            BookingState last = Objects.requireNonNull(latest.get(version.id())).state();
            if (state == null || last == null || decided.contains(version.id())) {
                continue;
            }
            if (state.status() == Status.BOOKED) {
                standing.add(version);
            } else if (state.status() == last.status()) {
                decided.add(version.id());
                standing.add(as(version, last));
            }
        }
        return List.copyOf(standing);
    }

    /** Each receipt once, from its first state on with the content of its latest. */
    public static List<Version<ReceiptState>> receipts(List<Version<ReceiptState>> told) {
        Map<String, Version<ReceiptState>> latest = latest(told);
        Set<String> seen = new HashSet<>();
        var standing = new ArrayList<Version<ReceiptState>>(told.size());
        for (Version<ReceiptState> version : told) {
            ReceiptState last = Objects.requireNonNull(latest.get(version.id())).state();
            if (version.state() != null && last != null && seen.add(version.id())) {
                standing.add(as(version, last));
            }
        }
        return List.copyOf(standing);
    }

    /** All answers to surveys that were not removed. */
    public static List<Version<SurveyState>> surveys(List<Version<SurveyState>> told) {
        Map<String, Version<SurveyState>> latest = latest(told);
        return told.stream()
                .filter(version -> version.state() != null
                        && Objects.requireNonNull(latest.get(version.id())).state() != null)
                .toList();
    }

    /**
     * All states of passes that were not removed, of each moment the last; one without visits left knows since when that is.
     * <pre>
     *   3 left · 0 left · 0 left, longer   → the third is used up since the second
     * </pre>
     */
    public static List<Version<PassState>> passes(List<Version<PassState>> told) {
        Map<String, Version<PassState>> latest = latest(told);
        Map<String, NavigableMap<Instant, Version<PassState>>> lives = new LinkedHashMap<>();
        for (Version<PassState> version : told) {
            boolean stands = Objects.requireNonNull(latest.get(version.id())).state() != null;
            if (version.state() != null && stands) {
                lives.computeIfAbsent(version.id(), id -> new TreeMap<>()).put(version.occurredAt(), version);
            }
        }
        var standing = new ArrayList<Version<PassState>>(told.size());
        lives.values().forEach(life -> {
            Instant usedUpAt = null;
            for (Version<PassState> version : life.values()) {
                PassState state = Objects.requireNonNull(version.state());
                usedUpAt = state.isUsedUp() ? Objects.requireNonNullElse(usedUpAt, version.occurredAt()) : null;
                standing.add(as(version, state.usedUpSince(usedUpAt)));
            }
        });
        standing.sort(Comparator.comparing(Version::occurredAt));
        return List.copyOf(standing);
    }

    /** The first state of each booking. */
    public static Map<String, Version<BookingState>> firsts(List<Version<BookingState>> standing) {
        var firsts = new LinkedHashMap<String, Version<BookingState>>();
        standing.forEach(version -> firsts.putIfAbsent(version.id(), version));
        return firsts;
    }

    /** From when on a booking was there whose first state that is, told as of a moment. */
    public static Instant madeAt(Instant occurredAt, BookingState first) {
        Instant bookedAt = first.bookedAt();
        return bookedAt != null && bookedAt.isBefore(occurredAt) ? bookedAt : occurredAt;
    }

    private static <S> Map<String, Version<S>> latest(List<Version<S>> told) {
        var latest = new HashMap<String, Version<S>>();
        told.forEach(version -> latest.put(version.id(), version));
        return latest;
    }

    private static <S> Version<S> as(Version<S> version, S state) {
        return new Version<>(version.id(), version.occurredAt(), version.recordedAt(), state);
    }
}
