package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.drools.model.AlphaIndex;
import org.drools.model.BetaIndex;
import org.drools.model.Index;
import org.drools.model.PatternDSL;
import org.drools.model.functions.Function1;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the index by which Drools finds a pattern among all patterns of the release: the one that lets the fewest facts pass.
 * <pre>
 *   city == "Riga"                  → hashed
 *   visits &gt;= 2 &amp;&amp; visits &lt; 5        → hashed by bucket, if no other rule's interval ends between 2 and 5
 *   visits &gt;= 2                     → by range
 * </pre>
 * An index has one number per property and arguments: with one number for two properties matches are lost. Unknown is null
 * here: NaN in a range index would match every {@code >=}. Getter, literal and index are of one type, Double, Integer or
 * String: with two, literals are cut.
 */
final class Indexes {
    private static final double HALF = 0.5;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Set<String>> texts = new HashMap<>();
    private final Map<String, Set<Interval>> closed = new HashMap<>();
    private final Map<String, Buckets> buckets = new HashMap<>();

    /** For the patterns of these rules. */
    Indexes(List<CompiledRule> rules, List<Arrangement> arrangements) {
        Stream<Pattern> facts = rules.stream()
                .flatMap(compiled -> compiled.rule().when().stream())
                .map(Element::pattern)
                .filter(pattern -> !pattern.ofOwnHistory());
        Stream<Pattern> history = arrangements.stream().flatMap(arrangement -> arrangement.history().stream());
        Stream.concat(facts, history).forEach(this::note);
        closed.forEach((property, intervals) -> buckets.put(property, new Buckets(intervals)));
    }

    /**
     * Where a pattern is entered.
     *
     * @param id the same for the same question, and only then: Drools shares nodes by it
     * @param test asked by Drools itself where an index is too small to be worth it
     * @param answered the conditions that need not be asked again
     * @param share of the facts that may pass, roughly
     */
    record Entry(
            String id,
            ConditionFunctions.Test test,
            AlphaIndex<Object, ?> index,
            List<Condition> answered,
            double share) {}

    /** The best index for conditions on the pattern's own fact, if there is any. */
    Optional<Entry> entry(Pattern pattern, List<Condition> conditions) {
        List<SimpleComparison> simple = simple(pattern, conditions);
        Stream<Entry> equal =
                simple.stream().filter(SimpleComparison::isTextEquality).map(one -> equality(pattern, one));
        Stream<Entry> numeric = numeric(simple).values().stream().flatMap(all -> interval(pattern, all).stream());
        return Stream.concat(equal, numeric).min(Comparator.comparingDouble(Entry::share));
    }

    /** The index of a fact type by its client, which makes the join of many clients in one session cheap. */
    BetaIndex<Object, Object, Client> owner(FactType<?> type, Owner owner) {
        return PatternDSL.betaIndexedBy(
                Client.class, Index.ConstraintType.EQUAL, number(type.name() + " of the client"), owner::of, of -> of);
    }

    private void note(Pattern pattern) {
        List<SimpleComparison> simple = simple(pattern, Constraints.flat(pattern.conditions()));
        simple.stream()
                .filter(SimpleComparison::isTextEquality)
                .forEach(one -> texts.computeIfAbsent(one.property(), ignored -> new HashSet<>())
                        .add(one.text()));
        numeric(simple).forEach((property, all) -> {
            Interval interval = interval(all);
            if (interval.isClosed() && !interval.isEmpty()) {
                closed.computeIfAbsent(property, ignored -> new HashSet<>()).add(interval);
            }
        });
    }

    private Entry equality(Pattern pattern, SimpleComparison one) {
        ExpressionFunctions.Value value = new ExpressionFunctions(pattern.index()).value(one.read());
        Function1<Object, @Nullable String> getter = fact -> (String) value.of(fact, ConditionFunctions.ALONE);
        return new Entry(
                one.id(),
                new ConditionFunctions(pattern.index()).test(one.written()),
                PatternDSL.alphaIndexedBy(
                        String.class, Index.ConstraintType.EQUAL, number(one.property()), getter, one.text()),
                List.of(one.written()),
                1.0 / (1 + texts.getOrDefault(one.property(), Set.of()).size()));
    }

    /** All comparisons of one property: by bucket if they are one, else by the first. */
    private Optional<Entry> interval(Pattern pattern, List<SimpleComparison> all) {
        Interval interval = interval(all);
        if (interval.isEmpty()) {
            return Optional.empty();
        }
        SimpleComparison first = all.getFirst();
        ExpressionFunctions.Numeric number = new ExpressionFunctions(pattern.index()).number(first.read());
        Buckets cut = buckets.get(first.property());
        OptionalInt only = cut == null ? OptionalInt.empty() : cut.only(interval);
        return Optional.of(
                cut != null && only.isPresent()
                        ? bucket(first.property(), number, cut, only.getAsInt(), all)
                        : range(pattern, first, number));
    }

    private Entry bucket(
            String property, ExpressionFunctions.Numeric number, Buckets cut, int only, List<SimpleComparison> all) {
        Function1<Object, @Nullable Integer> getter = fact -> {
            double value = number.of(fact, ConditionFunctions.ALONE);
            return Double.isNaN(value) ? null : cut.of(value);
        };
        ConditionFunctions.Test test = (own, others) -> {
            double value = number.of(own, others);
            return Double.isNaN(value) ? Truth.UNKNOWN : Truth.of(cut.index(value) == only);
        };
        String key = "bucket of " + property;
        return new Entry(
                key + " == " + only,
                test,
                PatternDSL.alphaIndexedBy(Integer.class, Index.ConstraintType.EQUAL, number(key), getter, only),
                all.stream().<Condition>map(SimpleComparison::written).toList(),
                1.0 / cut.count());
    }

    private Entry range(Pattern pattern, SimpleComparison one, ExpressionFunctions.Numeric number) {
        Function1<Object, @Nullable Double> getter = fact -> {
            double value = number.of(fact, ConditionFunctions.ALONE);
            return Double.isNaN(value) ? null : (Double) (value + 0.0);
        };
        return new Entry(
                one.id(),
                new ConditionFunctions(pattern.index()).test(one.written()),
                PatternDSL.alphaIndexedBy(
                        Double.class, type(one.operator()), number(one.property()), getter, one.number()),
                List.of(one.written()),
                HALF);
    }

    private static List<SimpleComparison> simple(Pattern pattern, List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> SimpleComparison.of(pattern, condition).stream())
                .toList();
    }

    private static Map<String, List<SimpleComparison>> numeric(List<SimpleComparison> simple) {
        var byProperty = new LinkedHashMap<String, List<SimpleComparison>>();
        simple.stream()
                .filter(SimpleComparison::isNumeric)
                .forEach(one -> byProperty
                        .computeIfAbsent(one.property(), ignored -> new ArrayList<>())
                        .add(one));
        return byProperty;
    }

    private static Interval interval(List<SimpleComparison> all) {
        return all.stream().map(Interval::of).reduce(Interval.ALL, Interval::and);
    }

    private int number(String key) {
        return numbers.computeIfAbsent(key, ignored -> numbers.size());
    }

    private static Index.ConstraintType type(Condition.Operator operator) {
        return switch (operator) {
            case EQUAL -> Index.ConstraintType.EQUAL;
            case LESS -> Index.ConstraintType.LESS_THAN;
            case AT_MOST -> Index.ConstraintType.LESS_OR_EQUAL;
            case GREATER -> Index.ConstraintType.GREATER_THAN;
            case AT_LEAST -> Index.ConstraintType.GREATER_OR_EQUAL;
            case NOT_EQUAL -> throw new IllegalArgumentException("!= has no index");
        };
    }
}
