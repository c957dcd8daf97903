package io.regulars.rules.engine;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.globalOf;
import static org.drools.model.DSL.not;
import static org.drools.model.PatternDSL.exists;
import static org.drools.model.PatternDSL.on;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import io.regulars.rules.check.Strata;
import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.Global;
import org.drools.model.Model;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule.Attribute;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.functions.Predicate2;
import org.drools.model.impl.ModelImpl;

/**
 * Lowers rules to Drools' canonical model.
 * <pre>
 *   $c: Client( visits &gt;= 3, tags contains "x" )
 *   Entered( segment == "vip" )
 *   → pattern(client).expr(visits ≥ 3, indexed by range, bucket or hash).expr(tags ∋ "x" and all else)
 *     pattern(entered).expr(segment = vip, hash-indexed).expr(of the same client, hash-indexed)
 * </pre>
 * What matches the client's own bookings and surveys is left to {@link HistoryPatterns}. Every other pattern is tied to the rule's client here, so no analyst can forget the join and many clients can share a session.
 */
final class Lowering {
    static final String FIRINGS = "firings";
    private static final String PACKAGE = "io.regulars";

    private final Global<FiringListener> firings = globalOf(FiringListener.class, PACKAGE, FIRINGS);
    private final String name;
    private final List<CompiledRule> rules;
    private final Indexes indexes;

    Lowering(String name, List<CompiledRule> rules) {
        this.name = name;
        this.rules = rules;
        this.indexes = new Indexes(rules);
    }

    /** The model of the rules. */
    Model model() {
        var strata = new Strata(rules.stream().map(CompiledRule::rule).toList());
        var model = new ModelImpl(name);
        model.addGlobal(firings);
        rules.forEach(compiled -> model.addRule(lower(compiled, strata)));
        return model;
    }

    private org.drools.model.Rule lower(CompiledRule compiled, Strata strata) {
        Map<Integer, Variable<Object>> variables = new HashMap<>();
        var items = new ArrayList<RuleItemBuilder<?>>();
        for (Element element : compiled.rule().when()) {
            if (element.pattern().ofOwnHistory()) {
                continue;
            }
            Variable<Object> variable = variable(element.pattern());
            PatternDef<Object> lowered = lower(compiled.rule(), element.pattern(), variable, variables);
            switch (element) {
                case Element.Match match -> {
                    variables.put(element.pattern().index(), variable);
                    items.add(lowered);
                }
                case Element.Present present -> items.add(exists(lowered));
                case Element.Absent absent -> items.add(not(lowered));
            }
        }
        List<Variable<Object>> matched = compiled.matched().stream()
                .map(match -> variables.get(match.pattern().index()))
                .toList();
        items.add(consequence(compiled, matched));
        return rule(PACKAGE, compiled.uniqueName())
                .attribute(Attribute.SALIENCE, -strata.of(compiled.rule()))
                .build(items.toArray(RuleItemBuilder<?>[]::new));
    }

    @SuppressWarnings("unchecked") // a pattern's facts are of its type; the tree was checked against it
    private static Variable<Object> variable(Pattern pattern) {
        return (Variable<Object>) (Variable<?>) declarationOf(pattern.type().type(), "$" + pattern.index());
    }

    private PatternDef<Object> lower(
            Rule rule, Pattern pattern, Variable<Object> variable, Map<Integer, Variable<Object>> earlier) {
        PatternDef<Object> lowered = pattern(variable);
        var constraints = new Constraints(pattern, indexes);
        List<Condition> now = pattern.conditions().stream()
                .filter(condition -> !HistoryPatterns.isLate(rule, condition))
                .toList();
        constraints.add(now, lowered, earlier);
        Variable<Object> client = earlier.get(0);
        if (client != null) {
            Owner owner = Owner.of(pattern.type());
            lowered.expr(
                    pattern.type().name() + " of the client",
                    client,
                    (Predicate2<Object, Object>) (fact, of) -> owner.of(fact) == of,
                    indexes.owner(pattern.type(), owner));
        }
        return lowered;
    }

    /** Drools wants a function of as many facts as there are. */
    private RuleItemBuilder<?> consequence(CompiledRule rule, List<Variable<Object>> facts) {
        return switch (facts.size()) {
            case 1 -> on(facts.get(0), firings).execute((a, to) -> rule.fire(to, a));
            case 2 -> on(facts.get(0), facts.get(1), firings).execute((a, b, to) -> rule.fire(to, a, b));
            case 3 ->
                on(facts.get(0), facts.get(1), facts.get(2), firings).execute((a, b, c, to) -> rule.fire(to, a, b, c));
            case 4 ->
                on(facts.get(0), facts.get(1), facts.get(2), facts.get(3), firings)
                        .execute((a, b, c, d, to) -> rule.fire(to, a, b, c, d));
            case 5 ->
                on(facts.get(0), facts.get(1), facts.get(2), facts.get(3), facts.get(4), firings)
                        .execute((a, b, c, d, e, to) -> rule.fire(to, a, b, c, d, e));
            case 6 ->
                on(facts.get(0), facts.get(1), facts.get(2), facts.get(3), facts.get(4), facts.get(5), firings)
                        .execute((a, b, c, d, e, f, to) -> rule.fire(to, a, b, c, d, e, f));
            default -> throw new IllegalStateException("the reader lets at most six patterns through");
        };
    }
}
