package io.regulars.evaluation;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.RuleSet;
import io.regulars.segments.EndedSegment;
import io.regulars.segments.HeldSegment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pure core: what follows from an input by a release's rules. Phase one assigns segments; they are compared with
 * what is held, and each change gets the moment at which it became true; phase two asks for effects.
 */
public final class Evaluator {
    private final RuleSet rules;
    private final boolean keepsReasons;

    /** Tells the reason of every membership as of now. */
    public Evaluator(RuleSet rules) {
        this(rules, false);
    }

    private Evaluator(RuleSet rules, boolean keepsReasons) {
        this.rules = rules;
        this.keepsReasons = keepsReasons;
    }

    /**
     * For everybody, whom nobody reads about at this moment: where only time has passed, the reason of a membership stays as
     * it was told last, so that a day more since a visit is not news to be written.
     */
    public static Evaluator keepingReasons(RuleSet rules) {
        return new Evaluator(rules, true);
    }

    /** The result for one client; of whom nothing is known any more, no rule speaks. */
    public EvaluationResult evaluate(EvaluationInput input) {
        if (input.due() != null) {
            return evaluate(List.of(input)).getFirst();
        }
        Client client = input.present();
        return conclude(input, client, input.history().isEmpty() ? List.of() : rules.segments(client));
    }

    /** The results for many, in their order; phase one runs for all at once. */
    public List<EvaluationResult> evaluate(List<EvaluationInput> inputs) {
        List<Client> clients = new ArrayList<>();
        for (EvaluationInput input : inputs) {
            missed(input).forEach(moment -> clients.add(input.past(moment)));
            clients.add(input.present());
        }
        List<List<Assignment>> assignments = rules.segments(clients);
        var results = new ArrayList<EvaluationResult>(inputs.size());
        int next = 0;
        for (EvaluationInput input : inputs) {
            int first = next;
            while (clients.get(next).now().isBefore(input.now())) {
                next++;
            }
            next++;
            List<List<Assignment>> own = input.history().isEmpty()
                    ? Collections.nCopies(next - first, List.of())
                    : assignments.subList(first, next);
            results.add(conclude(input, clients.subList(first, next), own));
        }
        return results;
    }

    /**
     * The moments since an evaluation was due at which time may have changed something, in order. What was corrected since
     * the last evaluation comes first: it decides what was held when time went on.
     */
    private List<Instant> missed(EvaluationInput input) {
        Instant due = input.due();
        if (due == null) {
            return List.of();
        }
        PreviousMemberships previous = input.previous();
        var moments = new ArrayDeque<Instant>();
        var past = new PastMoments(rules, input);
        while (past.hasNext()) {
            Instant moment = past.next();
            if (!moment.isAfter(previous.evaluatedAt()) || moment.isBefore(due) && !previous.corrected()) {
                break;
            }
            moments.addFirst(moment);
        }
        if (previous.corrected()) {
            moments.addFirst(previous.evaluatedAt());
        }
        return List.copyOf(moments);
    }

    /** One moment after the other, the last of which is now: each is compared with what the one before left. */
    private EvaluationResult conclude(EvaluationInput input, List<Client> course, List<List<Assignment>> assignments) {
        int last = course.size() - 1;
        // nothing came and went since the last moment before now, so looking back from now finds it
        boolean lastStands = last > 0 && names(assignments.get(last - 1)).equals(names(assignments.get(last)));
        var missed = new ArrayList<EvaluationResult>();
        PreviousMemberships previous = input.previous();
        for (int i = 0; i < (lastStands ? last - 1 : last); i++) {
            Instant moment = course.get(i).now();
            EvaluationResult result = conclude(input.earlier(moment, previous), course.get(i), assignments.get(i));
            missed.add(result);
            previous = previous.after(result, moment);
        }
        return conclude(input.holding(previous), course.get(last), assignments.get(last))
                .afterMissing(missed);
    }

    private static List<String> names(List<Assignment> assignments) {
        return assignments.stream().map(Assignment::segment).toList();
    }

    private EvaluationResult conclude(EvaluationInput input, Client client, List<Assignment> assignments) {
        var previous = input.previous();
        var lost = lost(previous, assignments);
        Map<String, MembershipStarts.Found> found = walk(input, assignments, lost);
        var segments = new ArrayList<HeldSegment>();
        var changed = new ArrayList<HeldSegment>();
        var entered = new ArrayList<HeldSegment>();
        for (Assignment assignment : assignments) {
            HeldSegment before = previous.memberships().get(assignment.segment());
            Instant since = since(previous, before, found.get(assignment.segment()));
            HeldSegment segment = segment(previous, before, assignment, since);
            segments.add(segment);
            if (!segment.equals(before)) {
                changed.add(segment);
            }
            if (before == null) {
                entered.add(segment);
            }
        }
        var left = lost.stream()
                .map(segment -> ended(
                        input, segment, Objects.requireNonNull(found.get(segment.name())), whyNot(client, segment)))
                .toList();
        List<Member> members = segments.stream()
                .map(segment -> new Member(client, segment.name(), segment.since()))
                .toList();
        List<Effect> effects = rules.effects(
                client,
                triggers(client, input),
                entered.stream()
                        .map(segment -> new Entered(client, segment.name(), segment.since()))
                        .toList(),
                left.stream()
                        .filter(segment -> !segment.retracted())
                        .map(segment -> new Left(client, segment.name(), segment.since(), segment.endedAt()))
                        .toList(),
                members);
        return new EvaluationResult(
                List.of(),
                segments,
                changed,
                entered,
                left,
                effects,
                rules.nextMoment(client, members),
                client.spendMinor(),
                input.cutoffs().reached(client.spendMinor()));
    }

    private HeldSegment segment(
            PreviousMemberships previous, @Nullable HeldSegment before, Assignment assignment, Instant since) {
        if (keepsReasons
                && before != null
                && previous.stands()
                && before.rule().equals(assignment.rule())
                && before.since().equals(since)) {
            return before;
        }
        return new HeldSegment(assignment.segment(), since, null, assignment.rule(), assignment.because());
    }

    private static List<HeldSegment> lost(PreviousMemberships previous, List<Assignment> assignments) {
        var names = new HashSet<>(names(assignments));
        return previous.memberships().values().stream()
                .filter(segment -> !names.contains(segment.name()))
                .sorted(Comparator.comparing(HeldSegment::name))
                .toList();
    }

    private Map<String, MembershipStarts.Found> walk(
            EvaluationInput input, List<Assignment> assignments, List<HeldSegment> lost) {
        PreviousMemberships previous = input.previous();
        var walk = new MembershipStarts(rules, input);
        for (Assignment assignment : assignments) {
            HeldSegment before = previous.memberships().get(assignment.segment());
            if (before == null) {
                walk.ask(assignment.segment(), true, previous.surelyOutUntil());
            } else if (previous.mayHaveGap(input.now())) {
                walk.ask(assignment.segment(), true, previous.startStandsUntil(before));
            }
        }
        for (HeldSegment segment : lost) {
            if (previous.surelyIn(segment)) {
                walk.ask(segment.name(), false, previous.lastUnchanged());
            } else {
                walk.askFrom(segment.name(), false, segment.since());
            }
        }
        return walk.go();
    }

    /** What was held without a gap keeps its start. */
    private static Instant since(
            PreviousMemberships previous, @Nullable HeldSegment before, MembershipStarts.@Nullable Found found) {
        if (before != null && (found == null || !found.wasOtherwise() && previous.startStands(before))) {
            return before.since();
        }
        return Objects.requireNonNull(found).moment();
    }

    private String whyNot(Client client, HeldSegment segment) {
        return rules.whyNot(client, new Assignment(segment.name(), segment.rule(), segment.because()));
    }

    private static EndedSegment ended(
            EvaluationInput input, HeldSegment segment, MembershipStarts.Found found, String because) {
        PreviousMemberships previous = input.previous();
        boolean neverHeld = !found.wasOtherwise() && !previous.surelyIn(segment);
        boolean retracted = neverHeld && previous.sameRules();
        Instant endedAt = retracted ? segment.since() : neverHeld ? input.now() : found.moment();
        return new EndedSegment(
                segment.name(), segment.since(), endedAt, segment.rule(), because, retracted, neverHeld);
    }

    private static List<Trigger> triggers(Client client, EvaluationInput input) {
        return input.triggerEvents().stream()
                .map(triggerEvent -> trigger(client, input, triggerEvent))
                .toList();
    }

    private static Trigger trigger(Client client, EvaluationInput input, TriggerEvent triggerEvent) {
        var history = input.history();
        return new Trigger(
                client,
                triggerEvent.kind(),
                triggerEvent.id(),
                triggerEvent.occurredAt(),
                first(client.bookingFacts(), booking -> booking.state().id().equals(triggerEvent.booking())),
                first(history.activities(), activity -> activity.id().equals(triggerEvent.activity())),
                first(client.snapshot().surveys(), survey -> survey.id().equals(triggerEvent.survey())),
                triggerEvent.movedFrom());
    }

    private static <T> @Nullable T first(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).findFirst().orElse(null);
    }
}
