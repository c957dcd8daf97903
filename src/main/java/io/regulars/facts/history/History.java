package io.regulars.facts.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that stands of what was ever accepted about one client. Versions are given in the order (occurredAt,
 * recordedAt): of two states of one thing the later in the list is the later in life; on a tie the later arrival wins. What
 * was removed, or corrected, has never been ({@link EffectiveStates}).
 *
 * @param client external id
 */
public record History(
        String client,
        List<Version<Profile>> profiles,
        List<Version<BookingState>> bookings,
        List<Version<ReceiptState>> receipts,
        List<Version<PassState>> passes,
        List<Version<SurveyState>> surveys,
        List<Activity> activities) {
    public History {
        profiles = List.copyOf(profiles);
        bookings = BookingMoves.uncancelled(EffectiveStates.bookings(bookings));
        receipts = EffectiveStates.receipts(receipts);
        passes = EffectiveStates.passes(passes);
        surveys = EffectiveStates.surveys(surveys);
        activities = List.copyOf(activities);
    }

    /** Whether nothing is known of the client: whatever was told has been taken back. */
    public boolean isEmpty() {
        return profiles.isEmpty()
                && bookings.isEmpty()
                && receipts.isEmpty()
                && passes.isEmpty()
                && surveys.isEmpty()
                && activities.isEmpty();
    }

    /** How many states and events there are: what going through all of it costs. */
    public int size() {
        return profiles.size() + bookings.size() + receipts.size() + passes.size() + surveys.size() + activities.size();
    }

    /** The present: the latest state of everything, whatever its {@code occurredAt}. */
    public Snapshot latest() {
        return snapshot(null);
    }

    /**
     * What was so at {@code moment}, from what is known now. A booking whose {@code bookedAt} had come, though its first
     * known state is later, was BOOKED.
     */
    public Snapshot at(Instant moment) {
        return snapshot(moment);
    }

    /** The moments at which {@link #at} changes, in order. */
    public NavigableSet<Instant> changes() {
        return new TreeSet<>(List.of(momentsOfChange()));
    }

    /** The same for who goes through a long history. */
    public Instant[] momentsOfChange() {
        var moments = new ArrayList<Instant>(size() + bookings.size());
        profiles.forEach(version -> moments.add(version.occurredAt()));
        bookings.forEach(version -> moments.add(version.occurredAt()));
        EffectiveStates.firsts(bookings).forEach((id, first) -> {
            if (first.state() != null) {
                moments.add(EffectiveStates.madeAt(first.occurredAt(), first.state()));
            }
        });
        receipts.forEach(version -> moments.add(version.occurredAt()));
        passes.forEach(version -> moments.add(version.occurredAt()));
        surveys.forEach(version -> moments.add(version.occurredAt()));
        activities.forEach(activity -> moments.add(activity.occurredAt()));
        // each kind is in order already, which sorting makes use of
        return moments.stream().sorted().distinct().toArray(Instant[]::new);
    }

    private Snapshot snapshot(@Nullable Instant moment) {
        Profile profile = Profile.UNKNOWN;
        for (Version<Profile> version : profiles) {
            if (version.state() != null
                    && (moment == null || !version.occurredAt().isAfter(moment))) {
                profile = version.state();
            }
        }
        var booked = states(bookings, moment);
        if (moment != null) {
            addBookedBeforeTheFirstKnownState(booked, moment);
        }
        var activity = moment == null
                ? activities
                : activities.stream()
                        .filter(a -> !a.occurredAt().isAfter(moment))
                        .toList();
        return new Snapshot(
                client,
                profile,
                List.copyOf(booked.values()),
                List.copyOf(states(receipts, moment).values()),
                List.copyOf(states(passes, moment).values()),
                answers(moment),
                activity);
    }

    private static <S> Map<String, S> states(List<Version<S>> versions, @Nullable Instant moment) {
        var states = new LinkedHashMap<String, S>();
        for (Version<S> version : versions) {
            S state = version.state();
            if (state != null && (moment == null || !version.occurredAt().isAfter(moment))) {
                states.put(version.id(), state);
            }
        }
        return states;
    }

    /** A new score for the same survey is a new answer, so both stay. */
    private List<SurveyState> answers(@Nullable Instant moment) {
        var answers = new ArrayList<SurveyState>();
        Map<String, Integer> last = new HashMap<>();
        for (Version<SurveyState> version : surveys) {
            SurveyState state = version.state();
            if (state != null && (moment == null || !version.occurredAt().isAfter(moment))) {
                Integer known = last.get(version.id());
                if (known != null && answers.get(known).score() == state.score()) {
                    answers.set(known, state);
                } else {
                    last.put(version.id(), answers.size());
                    answers.add(state);
                }
            }
        }
        return answers;
    }

    private void addBookedBeforeTheFirstKnownState(Map<String, BookingState> states, Instant moment) {
        EffectiveStates.firsts(bookings).forEach((id, first) -> {
            BookingState state = first.state();
            if (state != null
                    && first.occurredAt().isAfter(moment)
                    && !EffectiveStates.madeAt(first.occurredAt(), state).isAfter(moment)) {
                states.putIfAbsent(id, state.asBooked());
            }
        });
    }
}
