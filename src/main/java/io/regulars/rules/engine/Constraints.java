package io.regulars.rules.engine;

import io.regulars.facts.values.Truth;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Variable;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;

/**
 * Lowers the conditions of one pattern. A condition on the fact and its client is tested on the fact alone, since a fact
 * knows its client; others are tested where they are joined. A constraint's id is its text, so equal ones share a node.
 */
public final class Constraints {
    private final Pattern pattern;
    private final Indexes indexes;
    private final Arrangement arrangement;
    private final Owner owner;

    Constraints(Pattern pattern, Indexes indexes, Arrangement arrangement) {
        this.pattern = pattern;
        this.indexes = indexes;
        this.arrangement = arrangement;
        this.owner = Owner.of(pattern.type());
    }

    /**
     * Lowers what is asked of one fact to an indexed question, where there is one, and one test of all the rest behind it; then
     * what is asked where it is joined.
     */
    void add(List<Condition> conditions, PatternDef<Object> lowered, Map<Integer, Variable<Object>> earlier) {
        Map<Boolean, List<Condition>> byAlone = flat(conditions).stream()
                .collect(Collectors.partitioningBy(
                        condition -> joined(List.of(condition)).isEmpty()));
        alone(byAlone.getOrDefault(true, List.of()), lowered);
        byAlone.getOrDefault(false, List.of()).forEach(condition -> {
            ConditionFunctions.Test test = new ConditionFunctions(pattern.index()).test(condition);
            add(Printing.print(condition), List.of(condition), test, lowered, earlier);
        });
    }

    /** Lowers that not all of these surely hold. */
    void addNotAll(List<Condition> conditions, PatternDef<Object> lowered, Map<Integer, Variable<Object>> earlier) {
        String id = "not all " + conditions.stream().map(Printing::print).collect(Collectors.joining(", "));
        ConditionFunctions.Test all = new ConditionFunctions(pattern.index()).all(conditions);
        ConditionFunctions.Test notAll =
                (own, others) -> Truth.of(!all.of(own, others).holds());
        add(id, conditions, notAll, lowered, earlier);
    }

    private void add(
            String text,
            List<Condition> conditions,
            ConditionFunctions.Test test,
            PatternDef<Object> lowered,
            Map<Integer, Variable<Object>> earlier) {
        String id = pattern.type().name() + " " + text;
        NavigableSet<Integer> joined = joined(conditions);
        if (joined.isEmpty()) {
            lowered.expr(id, new Alone(id, test, owner));
            return;
        }
        List<Variable<Object>> others = joined.stream()
                .map(index -> Objects.requireNonNull(earlier.get(index), "it speaks of what was matched before it"))
                .toList();
        new Join(id, test, owner, List.copyOf(joined), -1).to(lowered, others);
    }

    private NavigableSet<Integer> joined(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> arrangement.joined(condition, pattern.index()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
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
}
