package io.regulars.rules.engine;

import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Variable;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.Predicate2;
import org.drools.model.functions.Predicate3;
import org.jspecify.annotations.Nullable;

/**
 * Lowers the conditions of one pattern. A condition on the fact and its client is tested on the fact alone, since a fact
 * knows its client; others are tested where they are joined. A constraint's id is its text, so equal ones share a node.
 */
public final class Constraints {
    private final Pattern pattern;
    private final Indexes indexes;
    private final Owner owner;

    Constraints(Pattern pattern, Indexes indexes) {
        this.pattern = pattern;
        this.indexes = indexes;
        this.owner = Owner.of(pattern.type());
    }

    /**
     * Lowers what is asked of one fact to an indexed question, where there is one, and one test of all the rest behind it; then
     * what is asked where it is joined.
     */
    void add(List<Condition> conditions, PatternDef<Object> lowered, Map<Integer, Variable<Object>> earlier) {
        Map<Boolean, List<Condition>> byAlone = flat(conditions).stream()
                .collect(
                        Collectors.partitioningBy(condition -> joined(condition).isEmpty()));
        alone(byAlone.getOrDefault(true, List.of()), lowered);
        byAlone.getOrDefault(false, List.of()).forEach(condition -> join(condition, lowered, earlier));
    }

    /** Conditions that must all hold, one by one. */
    public static List<Condition> flat(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition ->
                        condition instanceof Condition.All all ? flat(all.conditions()).stream() : Stream.of(condition))
                .toList();
    }

    private void alone(List<Condition> conditions, PatternDef<Object> lowered) {
        var rest = new ArrayList<>(conditions);
        indexes.entry(pattern, conditions).ifPresent(entry -> {
            lowered.expr(entry.id(), new Alone(entry.id(), entry.test(), null), entry.index());
            rest.removeAll(entry.answered());
        });
        if (!rest.isEmpty()) {
            rest.sort(Comparator.comparingInt(Constraints::cost));
            String id = pattern.type().name() + " "
                    + rest.stream().map(Printing::print).collect(Collectors.joining(", "));
            boolean ofClient = pattern.index() != 0
                    && rest.stream()
                            .anyMatch(
                                    condition -> References.patterns(condition).contains(0));
            lowered.expr(id, new Alone(id, new ConditionFunctions(pattern.index()).all(rest), ofClient ? owner : null));
        }
    }

    /** What is cheap is asked first; that changes no answer. */
    static int cost(Condition condition) {
        int[] reads = {0};
        References.reads(condition, read -> reads[0] += 1 + 4 * read.arguments().size());
        boolean isSimple = condition instanceof Condition.Comparison || condition instanceof Condition.OneOf;
        return reads[0] + (isSimple ? 0 : 10);
    }

    private List<Integer> joined(Condition condition) {
        return References.patterns(condition).stream()
                .filter(index -> index != 0 && index != pattern.index())
                .toList();
    }

    private void join(Condition condition, PatternDef<Object> lowered, Map<Integer, Variable<Object>> earlier) {
        List<Integer> joined = joined(condition);
        ConditionFunctions.Test test = new ConditionFunctions(pattern.index()).test(condition);
        String id = pattern.type().name() + " " + Printing.print(condition);
        switch (joined.size()) {
            case 1 -> lowered.expr(id, variable(earlier, joined.get(0)), new Joined(id, test, owner, joined.get(0)));
            case 2 ->
                lowered.expr(
                        id,
                        variable(earlier, joined.get(0)),
                        variable(earlier, joined.get(1)),
                        new JoinedTwice(id, test, owner, joined.get(0), joined.get(1)));
            default -> throw new IllegalStateException("what joins more facts is late");
        }
    }

    private static Variable<Object> variable(Map<Integer, Variable<Object>> earlier, int pattern) {
        return Objects.requireNonNull(earlier.get(pattern), "a condition speaks of what was matched before it");
    }

    /** A test of one fact, which may also look at the client it belongs to. */
    private record Alone(
            String id,
            ConditionFunctions.Test test,
            @Nullable Owner owner) implements Predicate1<Object>, HashedExpression {
        @Override
        public boolean test(Object fact) {
            return test.of(fact, owner == null ? ConditionFunctions.ALONE : new Object[] {owner.of(fact)})
                    .holds();
        }

        @Override
        public String getExpressionHash() {
            return id;
        }
    }

    /** A test of one fact with another, matched before. */
    private record Joined(String id, ConditionFunctions.Test test, Owner owner, int other)
            implements Predicate2<Object, Object>, HashedExpression {
        @Override
        public boolean test(Object fact, Object joined) {
            Object[] others = new Object[other + 1];
            others[0] = owner.of(fact);
            others[other] = joined;
            return test.of(fact, others).holds();
        }

        @Override
        public String getExpressionHash() {
            return id;
        }
    }

    /** A test of one fact with two others, matched before. */
    private record JoinedTwice(String id, ConditionFunctions.Test test, Owner owner, int first, int second)
            implements Predicate3<Object, Object, Object>, HashedExpression {
        @Override
        public boolean test(Object fact, Object one, Object two) {
            Object[] others = new Object[second + 1];
            others[0] = owner.of(fact);
            others[first] = one;
            others[second] = two;
            return test.of(fact, others).holds();
        }

        @Override
        public String getExpressionHash() {
            return id;
        }
    }
}
