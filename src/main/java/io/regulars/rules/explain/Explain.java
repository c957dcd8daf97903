package io.regulars.rules.explain;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.Finding;
import io.regulars.facts.Survey;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.model.EndlessRules;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.Explanation.Evidence;
import io.regulars.rules.model.Explanation.OfCondition;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says of one client why the rules put them into a segment, or why not: each condition with what their history says to it. */
public final class Explain {
    private final Client client;
    private final Supplier<Set<Finding>> findings;
    private @Nullable Set<Finding> found;
    private final Evidences evidences;
    private final double spendPercentile;
    private final InternalFaults faults;

    /** For a client of whom the rules find these, which is asked if a rule wants it, and who ranks there by spend (NaN: not known). */
    public Explain(
            Client client,
            Supplier<Set<Finding>> findings,
            Evidences evidences,
            double spendPercentile,
            InternalFaults faults) {
        this.client = client;
        this.findings = findings;
        this.evidences = evidences;
        this.spendPercentile = spendPercentile;
        this.faults = faults;
    }

    /** Every rule that may put the client into a segment, those that hold first, then by how near they come. */
    public Explanation of(String segment, List<Rule> rules) {
        var explained = new ArrayList<Explanation.OfRule>();
        for (Rule rule : rules) {
            for (Action action : rule.then()) {
                if (action instanceof Action.AssignSegment assign && mayBe(assign.segment(), segment)) {
                    explained.add(guarded(rule, assign, segment));
                }
            }
        }
        explained.sort(Comparator.comparing((Explanation.OfRule rule) -> !rule.holds())
                .thenComparingDouble(Explanation.OfRule::distance));
        return new Explanation(segment, explained);
    }

    /** Where the service fails at one rule it says so there, and explains the others. */
    private Explanation.OfRule guarded(Rule rule, Action.AssignSegment assign, String segment) {
        try {
            return rule(rule, assign, segment);
        } catch (EndlessRules e) {
            throw e;
        } catch (RuntimeException e) {
            String what = "the rule '" + rule.name() + "'";
            String sentence = faults.sentence("explained " + what, e);
            var unknown = new OfCondition(
                    what, Truth.UNKNOWN, sentence, List.of(), List.of(), ExplainCondition.UNKNOWN, List.of());
            var at = rule.position();
            return new Explanation.OfRule(rule.name(), at.file(), at.line(), false, List.of(unknown));
        }
    }

    /** Whether a name may come out as the segment's: by what is written of it. */
    private static boolean mayBe(Expression name, String segment) {
        return switch (name) {
            case Expression.TextLiteral literal -> literal.value().equals(segment);
            case Expression.Concatenation(Expression.TextLiteral prefix, var rest, var position) ->
                segment.startsWith(prefix.value());
            case Expression.Concatenation(Expression.Concatenation left, var rest, var position) ->
                !(left.left() instanceof Expression.TextLiteral prefix) || segment.startsWith(prefix.value());
            default -> true;
        };
    }

    private Explanation.OfRule rule(Rule rule, Action.AssignSegment assign, String segment) {
        var asked = new ArrayList<Condition>();
        HistoryPatterns.matches(rule)
                .flatMap(match -> match.pattern().conditions().stream())
                .filter(condition -> !isItself(condition))
                .forEach(asked::add);
        if (!(assign.segment() instanceof Expression.TextLiteral)) {
            asked.add(new Condition.Comparison(
                    assign.segment(),
                    Condition.Operator.EQUAL,
                    new Expression.TextLiteral(segment, assign.position()),
                    assign.position()));
        }
        Object[] facts = new Object[HistoryPatterns.facts(rule)];
        facts[0] = client;
        var conditions = new ArrayList<OfCondition>();
        asked.stream()
                .filter(condition -> latest(condition) <= 0)
                .forEach(condition ->
                        conditions.add(new ExplainCondition(facts, evidences, spendPercentile).of(condition)));
        rule.when().stream()
                .filter(element -> element.pattern().type() == Vocabulary.FINDING)
                .forEach(element -> conditions.add(finding(element, facts)));
        asked.removeIf(condition -> speaksOfMissingFinding(condition, rule, facts));
        List<Pattern> own = HistoryPatterns.matches(rule)
                .map(Element.Match::pattern)
                .filter(pattern -> pattern.ofOwnHistory())
                .toList();
        conditions.addAll(own(own, asked, facts));
        conditions.sort(Comparator.comparing(OfCondition::holds).thenComparingDouble(OfCondition::distance));
        return new Explanation.OfRule(
                rule.name(),
                rule.position().file(),
                rule.position().line(),
                conditions.stream().allMatch(OfCondition::holds),
                conditions);
    }

    /** {@code Client( this == $c )}, which says nothing. */
    private static boolean isItself(Condition condition) {
        return condition instanceof Condition.SameFact same && same.left() == same.right() && !same.negated();
    }

    /** That the finding is missing is said at it. */
    private static boolean speaksOfMissingFinding(Condition condition, Rule rule, Object[] facts) {
        var read = References.patterns(condition);
        return HistoryPatterns.matches(rule)
                .map(Element.Match::pattern)
                .anyMatch(pattern ->
                        !pattern.ofOwnHistory() && read.contains(pattern.index()) && facts[pattern.index()] == null);
    }

    private static int latest(Condition condition) {
        return References.patterns(condition).stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private OfCondition finding(Element element, Object[] facts) {
        Pattern pattern = element.pattern();
        boolean wanted = !(element instanceof Element.Absent);
        ConditionFunctions.Test test = new ConditionFunctions(pattern.index()).all(pattern.conditions());
        Optional<Finding> first = findings().stream()
                .filter(finding -> finding.client() == client)
                .filter(finding -> isAsked(pattern, finding, test, facts))
                .min(Comparator.comparing(Finding::name));
        boolean there = first.isPresent();
        if (element instanceof Element.Match && there) {
            facts[pattern.index()] = first.get();
        }
        String written = Reasons.plain(Printing.print(pattern));
        return new OfCondition(
                (wanted ? "" : "not ") + written,
                Truth.of(there == wanted),
                "the rules conclude " + (there ? "a " : "no ") + written,
                List.of(),
                List.of(),
                there == wanted ? 0 : 1,
                List.of());
    }

    /** Of a finding that speaks of a booking or of another finding that is not there, nothing can be said. */
    private static boolean isAsked(Pattern pattern, Finding finding, ConditionFunctions.Test test, Object[] facts) {
        boolean known = pattern.conditions().stream()
                .flatMap(condition -> References.patterns(condition).stream())
                .allMatch(index -> index == pattern.index() || index < facts.length && facts[index] != null);
        return known && test.of(finding, facts).holds();
    }

    private Set<Finding> findings() {
        Set<Finding> known = found == null ? findings.get() : found;
        found = known;
        return known;
    }

    /** The bookings and surveys that the rule matches; of those that do not match, the nearest. */
    private List<OfCondition> own(List<Pattern> patterns, List<Condition> asked, Object[] facts) {
        var explained = new ArrayList<OfCondition>();
        bind(0, patterns, asked, facts);
        for (Pattern pattern : patterns) {
            List<Condition> conditions = of(pattern, asked);
            Object bound = facts[pattern.index()];
            String written = Reasons.plain(Printing.print(pattern));
            if (bound != null) {
                explained.add(new OfCondition(
                        written,
                        Truth.TRUE,
                        "there is a " + written,
                        List.of(),
                        List.of(evidence(bound)),
                        0,
                        conditions(conditions, facts)));
                continue;
            }
            List<OfCondition> nearest = nearest(pattern, conditions, facts);
            explained.add(
                    new OfCondition(written, Truth.FALSE, "there is no " + written, List.of(), List.of(), 1, nearest));
            return explained; // what follows speaks of what is not there
        }
        return explained;
    }

    private boolean bind(int step, List<Pattern> patterns, List<Condition> asked, Object[] facts) {
        if (step == patterns.size()) {
            return true;
        }
        Pattern pattern = patterns.get(step);
        ConditionFunctions.Test test = new ConditionFunctions(-1).all(of(pattern, asked));
        for (Object fact : history(pattern)) {
            facts[pattern.index()] = fact;
            if (test.of(null, facts).holds() && bind(step + 1, patterns, asked, facts)) {
                return true;
            }
        }
        clear(pattern, facts);
        return false;
    }

    @SuppressWarnings("NullAway") // a place without a fact is empty
    private static void clear(Pattern pattern, Object[] facts) {
        facts[pattern.index()] = null;
    }

    private static List<Condition> of(Pattern pattern, List<Condition> asked) {
        return asked.stream()
                .filter(condition -> latest(condition) == pattern.index())
                .toList();
    }

    private List<OfCondition> nearest(Pattern pattern, List<Condition> conditions, Object[] facts) {
        List<OfCondition> nearest = List.of();
        double least = Double.MAX_VALUE;
        for (Object fact : history(pattern)) {
            facts[pattern.index()] = fact;
            List<OfCondition> explained = conditions(conditions, facts);
            double distance =
                    explained.stream().mapToDouble(OfCondition::distance).sum();
            if (distance < least) {
                least = distance;
                nearest = explained;
            }
        }
        clear(pattern, facts);
        return nearest;
    }

    private List<OfCondition> conditions(List<Condition> conditions, Object[] facts) {
        return conditions.stream()
                .map(condition -> new ExplainCondition(facts, evidences, spendPercentile).of(condition))
                .toList();
    }

    private List<?> history(Pattern pattern) {
        return pattern.type() == Vocabulary.BOOKING ? client.bookingFacts() : client.surveyFacts();
    }

    private static Evidence evidence(Object fact) {
        return switch (fact) {
            case Booking booking -> new Evidence("booking", booking.state().id(), booking.assumedPrice());
            case Survey survey -> new Evidence("survey", survey.state().id());
            default -> throw new IllegalStateException("not of a client's history: " + fact.getClass());
        };
    }
}
