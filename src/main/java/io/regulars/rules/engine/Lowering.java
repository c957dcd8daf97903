package io.regulars.rules.engine;

import static org.drools.model.DSL.globalOf;
import static org.drools.model.PatternDSL.rule;

import io.regulars.rules.check.Strata;
import java.util.List;
import org.drools.model.Global;
import org.drools.model.Model;
import org.drools.model.Rule.Attribute;
import org.drools.model.RuleItemBuilder;
import org.drools.model.impl.ModelImpl;

/**
 * Lowers rules to Drools' canonical model.
 * <pre>
 *   $c: Client( visits &gt;= 3, tags contains "x" )
 *   Booking( status == COMPLETED, price &gt; 50 )
 *   → pattern(client).expr(visits ≥ 3, indexed by range, bucket or hash).expr(tags ∋ "x" and all else)
 *     pattern(booking).expr(status = COMPLETED, hash-indexed).expr(price &gt; 50).expr(of the same client, hash-indexed)
 * </pre>
 * Every pattern is tied to the rule's client here, so no analyst can forget the join and many clients can share a session.
 */
final class Lowering {
    static final Global<Budget> BUDGET = globalOf(Budget.class, Consequence.PACKAGE, "budget");

    private final String name;
    private final List<CompiledRule> rules;
    private final List<Global<?>> globals;
    private final List<Arrangement> arrangements;

    /** Of rules whose actions call these globals, or conclude findings. */
    Lowering(String name, List<CompiledRule> rules, List<Global<?>> globals) {
        this.name = name;
        this.rules = rules;
        this.globals = globals;
        this.arrangements = rules.stream().map(Arrangement::new).toList();
    }

    /** Which bookings and surveys the rules match. */
    HistoryFacts history() {
        return HistoryFacts.of(arrangements);
    }

    /** The model of the rules. */
    Model model() {
        var strata = new Strata(rules.stream().map(CompiledRule::rule).toList());
        var indexes = new Indexes(rules, arrangements);
        var model = new ModelImpl(name);
        model.addGlobal(BUDGET);
        model.addGlobal(Consequence.FINDINGS);
        globals.forEach(model::addGlobal);
        for (int i = 0; i < rules.size(); i++) {
            CompiledRule compiled = rules.get(i);
            List<RuleItemBuilder<?>> items = new LowerRule(compiled, arrangements.get(i), indexes).items();
            model.addRule(rule(Consequence.PACKAGE, compiled.uniqueName())
                    .attribute(Attribute.SALIENCE, -strata.of(compiled.rule()))
                    .build(items.toArray(RuleItemBuilder<?>[]::new)));
        }
        return model;
    }
}
