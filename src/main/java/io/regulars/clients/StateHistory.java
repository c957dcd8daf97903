package io.regulars.clients;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of one thing in the order in which they came to be, and what a telling of the past makes of them. What a PATCH
 * names holds from its moment until a later state says it; what it does not name is as it was. A PUT is the whole until a
 * later PUT; a PATCH between the two goes on from it.
 * <pre>
 *   27th PUT BOOKED · 29th PUT COMPLETED        and then  28th PATCH price 77
 *   27th BOOKED · 28th BOOKED 77 · 29th COMPLETED 77
 * </pre>
 */
public final class StateHistory {
    private final List<Point> points;
    private final Reading reading;

    /**
     * A life.
     *
     * @param points in order, at most one at a moment
     */
    public StateHistory(List<Point> points, Reading reading) {
        this.points = List.copyOf(points);
        this.reading = reading;
    }

    /**
     * What was so from a moment on.
     *
     * @param state in the fields of a PUT
     * @param removed whether it was removed, or given away, at that moment
     */
    public record Point(Instant at, ObjectNode state, SaidFields said, boolean removed) {
        /** Whether another that is told of the same moment is known by this one. */
        public boolean says(Point other) {
            return !removed && state.equals(other.state) && said.of(state).containsAll(other.said.of(other.state));
        }
    }

    /** Checks a state as a telling of that moment would be, and writes it as it is stored. */
    @FunctionalInterface
    public interface Reading {
        ObjectNode read(ObjectNode state, Instant at);
    }

    /**
     * A telling of the past.
     *
     * @param told in the fields of a PUT, or of a PATCH
     * @param following a field not said whose value goes where that of another goes; null: none
     */
    public record Telling(
            ObjectNode told,
            SaidFields said,
            Instant at,
            @Nullable Following following) {}

    /** {@code cancelledAt}, where not said, goes with {@code status}. */
    public record Following(String field, String leader) {}

    /**
     * What changes.
     *
     * @param points the new state at the telling's moment, then those later ones that are others now
     * @param beatenBy from when on nothing of the telling holds; null if some of it still does
     */
    public record Retold(List<Point> points, @Nullable Instant beatenBy) {
        /** The new state at the telling's moment. */
        public Point first() {
            return points.getFirst();
        }
    }

    /** What was in force then; before the first state that one, before anything came of it. */
    public Optional<ObjectNode> before(Instant moment) {
        Optional<Point> last = points.stream()
                .filter(point -> !point.removed && !point.at.isAfter(moment))
                .reduce((one, other) -> other);
        return last.or(() -> points.stream().filter(point -> !point.removed).findFirst())
                .map(Point::state);
    }

    /** The state at just that moment, if it is one of a life that goes on. */
    public Optional<Point> at(Instant moment) {
        return points.stream()
                .filter(point -> !point.removed && point.at.equals(moment))
                .findFirst();
    }

    /**
     * Tells the past otherwise.
     *
     * @param base what a PATCH is merged into
     * @throws ProblemException INVALID if a state would come of it that no telling could have told
     */
    public Retold tell(Telling telling, ObjectNode base) {
        boolean whole = telling.said.whole();
        ObjectNode state = reading.read(whole ? telling.told : MergePatch.apply(base, telling.told), telling.at);
        SaidFields named = whole ? telling.said : telling.said.inside(base);
        SaidFields said =
                at(telling.at).map(same -> same.said.and(named, same.state)).orElse(named);
        var changed = new ArrayList<Point>();
        changed.add(new Point(telling.at, state, said, false));
        List<Point> later = points.stream()
                .filter(point -> !point.removed && point.at.isAfter(telling.at))
                .toList();
        Instant beatenBy =
                whole ? goOn(later, state, changed) : spread(later, named.of(state), telling.following, state, changed);
        return new Retold(changed, beatenBy);
    }

    /** The whole was other than known: later tellings of some fields go on from it, until one of the whole. */
    private @Nullable Instant goOn(List<Point> later, ObjectNode state, List<Point> changed) {
        ObjectNode current = state;
        for (Point point : later) {
            if (point.said.whole()) {
                return point.at;
            }
            ObjectNode next = current.deepCopy();
            point.said.of(point.state).forEach(field -> SaidFields.copy(next, field, point.state));
            current = retell(point, next, changed);
        }
        return null;
    }

    /** Some fields were other than known, until somebody says them. */
    private @Nullable Instant spread(
            List<Point> later,
            Set<String> named,
            @Nullable Following following,
            ObjectNode state,
            List<Point> changed) {
        Set<String> open = new HashSet<>(named);
        boolean follows = following != null && open.contains(following.leader) && open.add(following.field);
        for (Point point : later) {
            Set<String> said = point.said.of(point.state);
            open.removeAll(said);
            if (follows && said.contains(requireNonNull(following).leader)) {
                open.remove(following.field);
            }
            if (open.isEmpty()) {
                return point.at;
            }
            ObjectNode next = point.state.deepCopy();
            open.forEach(field -> SaidFields.copy(next, field, state));
            retell(point, next, changed);
        }
        return null;
    }

    private ObjectNode retell(Point point, ObjectNode next, List<Point> changed) {
        if (next.equals(point.state)) {
            return next;
        }
        ObjectNode state;
        try {
            state = reading.read(next, point.at);
        } catch (ProblemException refusal) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "It contradicts what was told of " + point.at + "; 'errors' says how. Correct that first, or send"
                            + " this with its occurredAt after it.",
                    refusal.errors());
        }
        if (!state.equals(point.state)) {
            changed.add(new Point(point.at, state, point.said.spelled(point.state), false));
        }
        return state;
    }
}
