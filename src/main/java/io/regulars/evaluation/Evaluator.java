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
 * The pure core: what follows from a situation by a release's rules. Phase one assigns segments; they are compared with
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

    /** The outcome for one client; of whom nothing is known any more, no rule speaks. */
    public EvaluationResult evaluate(EvaluationInput situation) {
        if (situation.due() != null) {
            return evaluate(List.of(situation)).getFirst();
        }
        Client client = situation.present();
        return conclude(situation, client, situation.history().isEmpty() ? List.of() : rules.segments(client));
    }

    /** The outcomes for many, in their order; phase one runs for all at once. */
    public List<EvaluationResult> evaluate(List<EvaluationInput> situations) {
        List<Client> clients = new ArrayList<>();
        for (EvaluationInput situation : situations) {
            missed(situation).forEach(moment -> clients.add(situation.past(moment)));
            clients.add(situation.present());
        }
        List<List<Assignment>> assignments = rules.segments(clients);
        var outcomes = new ArrayList<EvaluationResult>(situations.size());
        int next = 0;
        for (EvaluationInput situation : situations) {
            int first = next;
            while (clients.get(next).now().isBefore(situation.now())) {
                next++;
            }
            next++;
            List<List<Assignment>> own = situation.history().isEmpty()
                    ? Collections.nCopies(next - first, List.of())
                    : assignments.subList(first, next);
            outcomes.add(conclude(situation, clients.subList(first, next), own));
        }
        return outcomes;
    }

    /**
     * The moments since an evaluation was due at which time may have changed something, in order. What was corrected since
     * the last evaluation comes first: it decides what was held when time went on.
     */
    private List<Instant> missed(EvaluationInput situation) {
        Instant due = situation.due();
        if (due == null) {
            return List.of();
        }
        PreviousMemberships held = situation.held();
        var moments = new ArrayDeque<Instant>();
        var past = new PastMoments(rules, situation);
        while (past.hasNext()) {
            Instant moment = past.next();
            if (!moment.isAfter(held.evaluatedAt()) || moment.isBefore(due) && !held.corrected()) {
                break;
            }
            moments.addFirst(moment);
        }
        if (held.corrected()) {
            moments.addFirst(held.evaluatedAt());
        }
        return List.copyOf(moments);
    }

    /** One moment after the other, the last of which is now: each is compared with what the one before left. */
    private EvaluationResult conclude(
            EvaluationInput situation, List<Client> course, List<List<Assignment>> assignments) {
        int last = course.size() - 1;
        // nothing came and went since the last moment before now, so looking back from now finds it
        boolean lastStands = last > 0 && names(assignments.get(last - 1)).equals(names(assignments.get(last)));
        var missed = new ArrayList<EvaluationResult>();
        PreviousMemberships held = situation.held();
        for (int i = 0; i < (lastStands ? last - 1 : last); i++) {
            Instant moment = course.get(i).now();
            EvaluationResult outcome = conclude(situation.earlier(moment, held), course.get(i), assignments.get(i));
            missed.add(outcome);
            held = held.after(outcome, moment);
        }
        return conclude(situation.holding(held), course.get(last), assignments.get(last))
                .afterMissing(missed);
    }

    private static List<String> names(List<Assignment> assignments) {
        return assignments.stream().map(Assignment::segment).toList();
    }

    private EvaluationResult conclude(EvaluationInput situation, Client client, List<Assignment> assignments) {
        var held = situation.held();
        var lost = lost(held, assignments);
        Map<String, MembershipStarts.Found> found = walk(situation, assignments, lost);
        var segments = new ArrayList<HeldSegment>();
        var changed = new ArrayList<HeldSegment>();
        var entered = new ArrayList<HeldSegment>();
        for (Assignment assignment : assignments) {
            HeldSegment before = held.memberships().get(assignment.segment());
            Instant since = since(held, before, found.get(assignment.segment()));
            HeldSegment segment = segment(held, before, assignment, since);
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
                        situation, segment, Objects.requireNonNull(found.get(segment.name())), whyNot(client, segment)))
                .toList();
        List<Member> members = segments.stream()
                .map(segment -> new Member(client, segment.name(), segment.since()))
                .toList();
        List<Effect> effects = rules.effects(
                client,
                triggers(client, situation),
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
                situation.cutoffs().reached(client.spendMinor()));
    }

    private HeldSegment segment(
            PreviousMemberships held, @Nullable HeldSegment before, Assignment assignment, Instant since) {
        if (keepsReasons
                && before != null
                && held.stands()
                && before.rule().equals(assignment.rule())
                && before.since().equals(since)) {
            return before;
        }
        return new HeldSegment(assignment.segment(), since, null, assignment.rule(), assignment.because());
    }

    private static List<HeldSegment> lost(PreviousMemberships held, List<Assignment> assignments) {
        var names = new HashSet<>(names(assignments));
        return held.memberships().values().stream()
                .filter(segment -> !names.contains(segment.name()))
                .sorted(Comparator.comparing(HeldSegment::name))
                .toList();
    }

    private Map<String, MembershipStarts.Found> walk(
            EvaluationInput situation, List<Assignment> assignments, List<HeldSegment> lost) {
        PreviousMemberships held = situation.held();
        var walk = new MembershipStarts(rules, situation);
        for (Assignment assignment : assignments) {
            HeldSegment before = held.memberships().get(assignment.segment());
            if (before == null) {
                walk.ask(assignment.segment(), true, held.surelyOutUntil());
            } else if (held.mayHaveGap(situation.now())) {
                walk.ask(assignment.segment(), true, held.startStandsUntil(before));
            }
        }
        for (HeldSegment segment : lost) {
            if (held.surelyIn(segment)) {
                walk.ask(segment.name(), false, held.lastUnchanged());
            } else {
                walk.askFrom(segment.name(), false, segment.since());
            }
        }
        return walk.go();
    }

    /** What was held without a gap keeps its start. */
    private static Instant since(
            PreviousMemberships held, @Nullable HeldSegment before, MembershipStarts.@Nullable Found found) {
        if (before != null && (found == null || !found.wasOtherwise() && held.startStands(before))) {
            return before.since();
        }
        return Objects.requireNonNull(found).moment();
    }

    private String whyNot(Client client, HeldSegment segment) {
        return rules.whyNot(client, new Assignment(segment.name(), segment.rule(), segment.because()));
    }

    private static EndedSegment ended(
            EvaluationInput situation, HeldSegment segment, MembershipStarts.Found found, String because) {
        PreviousMemberships held = situation.held();
        boolean neverHeld = !found.wasOtherwise() && !held.surelyIn(segment);
        boolean retracted = neverHeld && held.sameRules();
        Instant endedAt = retracted ? segment.since() : neverHeld ? situation.now() : found.moment();
        return new EndedSegment(
                segment.name(), segment.since(), endedAt, segment.rule(), because, retracted, neverHeld);
    }

    private static List<Trigger> triggers(Client client, EvaluationInput situation) {
        return situation.happenings().stream()
                .map(happening -> trigger(client, situation, happening))
                .toList();
    }

    private static Trigger trigger(Client client, EvaluationInput situation, TriggerEvent happening) {
        var history = situation.history();
        return new Trigger(
                client,
                happening.kind(),
                happening.id(),
                happening.occurredAt(),
                first(client.bookingFacts(), booking -> booking.state().id().equals(happening.booking())),
                first(history.activities(), activity -> activity.id().equals(happening.activity())),
                first(history.latest().surveys(), survey -> survey.id().equals(happening.survey())),
                happening.movedFrom());
    }

    private static <T> @Nullable T first(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).findFirst().orElse(null);
    }
}
