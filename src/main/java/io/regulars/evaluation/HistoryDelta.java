package io.regulars.evaluation;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.EffectiveStates;
import io.regulars.facts.history.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What was learned of things since a client was last evaluated: finds the moments from which that makes the past another.
 * <pre>
 *   known BOOKED 1 March, news COMPLETED 5 March           → 5 March
 *   known NO_SHOW 5 March, news COMPLETED 9 March          → 5 March: the no-show has never been
 *   known COMPLETED 5 March, news a removal                → 5 March, or when it was booked
 *   known COMPLETED 5 March, news BOOKED 1 March, late     → 1 March
 * </pre>
 */
public final class HistoryDelta {
    private final Instant evaluatedAt;
    private final Consumer<Instant> changedFrom;

    /**
     * News since an evaluation.
     *
     * @param changedFrom told of each thing that differs from when on it does, perhaps too early, never too late
     */
    public HistoryDelta(Instant evaluatedAt, Consumer<Instant> changedFrom) {
        this.evaluatedAt = evaluatedAt;
        this.changedFrom = changedFrom;
    }

    /** Compares what stands of things with what stood when they were last evaluated. */
    public <S> void of(List<Version<S>> told, UnaryOperator<List<Version<S>>> standing) {
        Set<String> news = new HashSet<>();
        for (Version<S> version : told) {
            if (!version.recordedAt().isBefore(evaluatedAt)) {
                news.add(version.id());
            }
        }
        if (news.isEmpty()) {
            return;
        }
        List<Version<S>> concerned =
                told.stream().filter(version -> news.contains(version.id())).toList();
        var now = byThing(standing.apply(concerned));
        var then = byThing(standing.apply(concerned.stream()
                .filter(version -> version.recordedAt().isBefore(evaluatedAt))
                .toList()));
        for (String thing : news) {
            differ(then.getOrDefault(thing, List.of()), now.getOrDefault(thing, List.of()));
        }
        // what was recorded at that very moment may have been evaluated or not
        concerned.stream()
                .filter(version -> version.recordedAt().equals(evaluatedAt))
                .map(Version::id)
                .distinct()
                .forEach(thing -> concerned.stream()
                        .filter(version -> version.id().equals(thing))
                        .map(HistoryDelta::beginning)
                        .forEach(changedFrom));
    }

    private <S> void differ(List<Version<S>> then, List<Version<S>> now) {
        int same = 0;
        while (same < Math.min(then.size(), now.size()) && isSame(then.get(same), now.get(same))) {
            same++;
        }
        for (List<Version<S>> states : List.of(then, now)) {
            if (same < states.size()) {
                Version<S> other = states.get(same);
                changedFrom.accept(same == 0 ? beginning(other) : other.occurredAt());
            }
        }
    }

    private static <S> boolean isSame(Version<S> one, Version<S> other) {
        return one.occurredAt().equals(other.occurredAt()) && Objects.equals(one.state(), other.state());
    }

    /** A booking was there from when it was made. */
    public static Instant beginning(Version<?> first) {
        return first.state() instanceof BookingState state
                ? EffectiveStates.madeAt(first.occurredAt(), state)
                : first.occurredAt();
    }

    private static <S> Map<String, List<Version<S>>> byThing(List<Version<S>> states) {
        Map<String, List<Version<S>>> byThing = new HashMap<>();
        states.forEach(state ->
                byThing.computeIfAbsent(state.id(), id -> new ArrayList<>()).add(state));
        return byThing;
    }
}
