package io.regulars.rules.engine;

import static org.drools.model.DSL.accFunction;
import static org.drools.model.DSL.accumulate;
import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.not;
import static org.drools.model.PatternDSL.exists;
import static org.drools.model.PatternDSL.pattern;

import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.Gathered;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Printing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate2;
import org.drools.model.functions.Predicate3;

/**
 * Lowers the elements of one rule, in their order: patterns that match, {@code exists}, {@code not} and {@code forall} to Drools' own
 * constructs. {@code accumulate}, and what of the others stands among alternatives, below a {@code !} or within another, Drools
 * gathers the facts for, and {@link ConditionFunctions} decides: there Drools would take unknown for false.
 */
final class LowerRule {
    private final CompiledRule rule;
    private final Arrangement arrangement;
    private final Indexes indexes;
    private final Map<Integer, Variable<Object>> variables = new HashMap<>();
    private final List<RuleItemBuilder<?>> items = new ArrayList<>();

    LowerRule(CompiledRule rule, Arrangement arrangement, Indexes indexes) {
        this.rule = rule;
        this.arrangement = arrangement;
        this.indexes = indexes;
    }

    List<RuleItemBuilder<?>> items() {
        rule.rule().when().forEach(this::lower);
        List<Variable<Object>> matched = rule.matched().stream()
                .map(match -> variable(match.pattern().index()))
                .toList();
        items.add(Consequence.of(rule, matched));
        return items;
    }

    private void lower(Element element) {
        Pattern pattern = element.pattern();
        Variable<Object> variable = variable(pattern);
        PatternDef<Object> lowered = lower(pattern, arrangement.asked(pattern), variable, pattern.index() - 1);
        switch (element) {
            case Element.Match match -> {
                variables.put(pattern.index(), variable);
                items.add(lowered);
                arrangement.gathered(pattern.index()).forEach(this::gather);
                arrangement.quantified(pattern.index()).forEach(asked -> quantify(asked, pattern.index()));
            }
            case Element.Present present -> items.add(exists(lowered));
            case Element.Absent absent -> items.add(not(lowered));
        }
    }

    @SuppressWarnings("unchecked") // a pattern's facts are of its type; the tree was checked against it
    private static Variable<Object> variable(Pattern pattern) {
        return (Variable<Object>) (Variable<?>) declarationOf(pattern.type().type(), "$" + pattern.index());
    }

    private Variable<Object> variable(int pattern) {
        return Objects.requireNonNull(variables.get(pattern), "a condition speaks of what was matched before it");
    }

    /** A pattern with these conditions and the join with its client; behind the facts of {@code place}. */
    private PatternDef<Object> lower(
            Pattern pattern, List<Condition> conditions, Variable<Object> variable, int place) {
        PatternDef<Object> lowered = pattern(variable);
        Variable<Object> client = variables.get(0);
        if (client != null) {
            // before all others: Drools lets what is indexed change places with what stands first
            Owner owner = Owner.of(pattern.type());
            lowered.expr(
                    pattern.type().name() + " of the client",
                    client,
                    (Predicate2<Object, Object>) (fact, of) -> owner.of(fact) == of,
                    indexes.owner(pattern.type(), owner));
        }
        if (client != null && pattern.ofOwnHistory() && arrangement.isJoined(place)) {
            String id = "bounded " + rule.uniqueName() + " " + pattern.index();
            lowered.expr(id, client, budget(), new Spend(id, rule));
        }
        new Constraints(pattern, indexes, arrangement).add(conditions, lowered, variables);
        return lowered;
    }

    private void quantify(Condition condition, int place) {
        Pattern pattern = Objects.requireNonNull(Arrangement.quantified(condition));
        PatternDef<Object> lowered = lower(pattern, pattern.conditions(), variable(pattern), place);
        switch (condition) {
            case Condition.Quantified one -> items.add(one.exists() ? exists(lowered) : not(lowered));
            case Condition.ForAll all -> {
                new Constraints(pattern, indexes, arrangement).addNotAll(all.conditions(), lowered, variables);
                items.add(not(lowered));
            }
            default -> throw new IllegalStateException("quantifies nothing: " + condition);
        }
    }

    @SuppressWarnings("unchecked") // variables of patterns and of what is gathered lie in one map
    private void gather(Arrangement.Gathering gathering) {
        Pattern pattern = gathering.pattern();
        List<Condition> conditions = gathering.matching() ? pattern.conditions() : List.of();
        Variable<Object> each = variable(pattern);
        PatternDef<Object> lowered = lower(pattern, conditions, each, gathering.place());
        var gathered = (Variable<Object>) (Variable<?>) declarationOf(Gathered.class, "$gathered" + pattern.index());
        items.add(accumulate(
                lowered,
                accFunction(() -> new Gather(gathering.matching()), each).as(gathered)));
        variables.put(pattern.index(), gathered);
        List<Condition> asked = arrangement.asked(gathering);
        if (!asked.isEmpty()) {
            PatternDef<Object> of = pattern(gathered);
            asked.forEach(condition -> ask(condition, pattern.index(), of));
            items.add(of);
        }
    }

    private void ask(Condition condition, int gathered, PatternDef<Object> of) {
        var joined = new TreeSet<>(arrangement.joined(condition, gathered));
        joined.add(0);
        joined.remove(gathered);
        ConditionFunctions.Test test = new ConditionFunctions(-1).test(condition);
        new Join("gathered " + Printing.print(condition), test, null, List.copyOf(joined), gathered)
                .to(of, joined.stream().map(this::variable).toList());
    }

    @SuppressWarnings("unchecked") // Drools passes a global as it passes a fact
    private static Variable<Object> budget() {
        return (Variable<Object>) (Variable<?>) Lowering.BUDGET;
    }

    /** Asked of each combination that a join tries: since it wants the client, Drools asks it there, not once of each fact. */
    private record Spend(String id, CompiledRule rule) implements Predicate3<Object, Object, Object>, HashedExpression {
        @Override
        public boolean test(Object fact, Object client, Object budget) {
            ((Budget) budget).spend(rule);
            return true;
        }

        @Override
        public String getExpressionHash() {
            return id;
        }
    }
}
