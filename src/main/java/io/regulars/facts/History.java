package io.regulars.facts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was ever accepted about one client, append-only. Versions are in the order (occurredAt, recordedAt):
 * of two states of one thing the later in the list is the later in life; on a tie the later arrival wins.
 *
 * @param client external id
 */
public record History(
        String client,
        List<Version<Profile>> profiles,
        List<Version<BookingState>> bookings,
        List<Version<ReceiptState>> receipts,
        List<Version<SurveyState>> surveys,
        List<Activity> activities) {
    public History {
        profiles = List.copyOf(profiles);
        bookings = List.copyOf(bookings);
        receipts = List.copyOf(receipts);
        surveys = List.copyOf(surveys);
        activities = List.copyOf(activities);
    }

    /** The present: the latest state of everything, whatever its {@code occurredAt}. */
    public Snapshot latest() {
        return snapshot(null);
    }

    /**
     * What was so at {@code moment}, from what is known now. A thing that was removed has never been. A booking whose
     * {@code bookedAt} had come, though its first known state is later, was BOOKED.
     */
    public Snapshot at(Instant moment) {
        return snapshot(moment);
    }

    /** The moments at which {@link #at} changes, in order. */
    public NavigableSet<Instant> changes() {
        var moments = new TreeSet<Instant>();
        profiles.forEach(version -> moments.add(version.occurredAt()));
        bookings.forEach(version -> {
            moments.add(version.occurredAt());
            if (version.state() != null && version.state().bookedAt() != null) {
                moments.add(version.state().bookedAt());
            }
        });
        receipts.forEach(version -> moments.add(version.occurredAt()));
        surveys.forEach(version -> moments.add(version.occurredAt()));
        activities.forEach(activity -> moments.add(activity.occurredAt()));
        return moments;
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
                answers(moment),
                activity);
    }

    private static <S> Map<String, S> states(List<Version<S>> versions, @Nullable Instant moment) {
        var states = new LinkedHashMap<String, S>();
        for (Version<S> version : versions) {
            S state = version.state();
            if (state == null) {
                // from what is known now, what was removed has never been, unless it came again later
                states.remove(version.id());
            } else if (moment == null || !version.occurredAt().isAfter(moment)) {
                states.put(version.id(), state);
            }
        }
        return states;
    }

    /** A new score for the same survey is a new answer, so both stay; a removal takes all answers to it away. */
    private List<SurveyState> answers(@Nullable Instant moment) {
        var answers = new ArrayList<SurveyState>();
        for (Version<SurveyState> version : surveys) {
            SurveyState state = version.state();
            if (state == null) {
                answers.removeIf(answer -> answer.id().equals(version.id()));
            } else if (moment == null || !version.occurredAt().isAfter(moment)) {
                SurveyState known = last(answers, version.id());
                if (known != null && known.score() == state.score()) {
                    answers.set(answers.lastIndexOf(known), state);
                } else {
                    answers.add(state);
                }
            }
        }
        return answers;
    }

    private static @Nullable SurveyState last(List<SurveyState> answers, String id) {
        return answers.reversed().stream()
                .filter(answer -> answer.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void addBookedBeforeTheFirstKnownState(Map<String, BookingState> states, Instant moment) {
        var firstKnown = new LinkedHashMap<String, Version<BookingState>>();
        for (Version<BookingState> version : bookings) {
            if (version.state() == null) {
                firstKnown.remove(version.id());
            } else {
                firstKnown.putIfAbsent(version.id(), version);
            }
        }
        firstKnown.forEach((id, version) -> {
            BookingState state = version.state();
            Instant bookedAt = state == null ? null : state.bookedAt();
            if (state != null
                    && bookedAt != null
                    && !bookedAt.isAfter(moment)
                    && version.occurredAt().isAfter(moment)) {
                states.putIfAbsent(id, state.asBooked());
            }
        });
    }
}
