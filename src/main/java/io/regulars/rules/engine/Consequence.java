package io.regulars.rules.engine;

import static org.drools.model.DSL.globalOf;

import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.tree.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.drools.model.Global;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.consequences.ConsequenceImpl;
import org.drools.model.functions.BlockN;

/**
 * The {@code then} of a rule: each of its actions calls a global of the session with the name that the matched facts make.
 * <pre>
 *   segments.assign($c, "vip")   → segments.assign(what fired, "vip")
 * </pre>
 */
final class Consequence implements BlockN {
    static final String PACKAGE = "io.regulars";
    static final Global<AssignsSegments> SEGMENTS = globalOf(AssignsSegments.class, PACKAGE, "segments");
    static final Global<StartsCampaigns> CAMPAIGNS = globalOf(StartsCampaigns.class, PACKAGE, "campaigns");
    static final Global<ChangesTags> TAGS = globalOf(ChangesTags.class, PACKAGE, "tags");

    /** Drools' own way to conclude would have to keep what each finding rests on, which nothing ever takes back. */
    static final Global<ConcludesFindings> FINDINGS = globalOf(ConcludesFindings.class, PACKAGE, "findings");

    private final transient CompiledRule rule;
    private final transient List<Global<?>> globals;
    private final int length;

    private Consequence(CompiledRule rule) {
        this.rule = rule;
        this.globals = List.copyOf(globals(rule));
        this.length = HistoryPatterns.facts(rule.rule());
    }

    /** The consequence of a rule whose patterns match these, in their order. */
    static RuleItemBuilder<org.drools.model.Consequence> of(CompiledRule rule, List<? extends Variable<?>> matched) {
        var consequence = new Consequence(rule);
        var variables = new ArrayList<Variable<?>>(matched);
        variables.addAll(consequence.globals);
        return () -> new ConsequenceImpl(consequence, variables.toArray(Variable[]::new), false, false, "java");
    }

    /** The globals that a rule calls. */
    static Set<Global<?>> globals(CompiledRule rule) {
        Set<Global<?>> globals = new LinkedHashSet<>();
        rule.rule().then().stream().map(Consequence::global).forEach(globals::add);
        return globals;
    }

    private static Global<?> global(Action action) {
        return switch (action) {
            case Action.AssignSegment assign -> SEGMENTS;
            case Action.StartCampaign start -> CAMPAIGNS;
            case Action.AddTag add -> TAGS;
            case Action.RemoveTag remove -> TAGS;
            case Action.Conclude conclude -> FINDINGS;
        };
    }

    /** Called by Drools with the matched facts, and then the globals. */
    @Override
    public void execute(Object... given) {
        Object[] facts = new Object[length];
        int matched = rule.matched().size();
        for (int i = 0; i < matched; i++) {
            facts[rule.matched().get(i).pattern().index()] = given[i];
        }
        var fired = new Fired(rule, facts);
        for (int i = 0; i < rule.rule().then().size(); i++) {
            Action action = rule.rule().then().get(i);
            call(action, given[matched + globals.indexOf(global(action))], fired, i);
        }
    }

    private static void call(Action action, Object global, Fired fired, int place) {
        switch (action) {
            case Action.AssignSegment assign -> ((AssignsSegments) global).assign(fired, fired.name(place));
            case Action.StartCampaign start -> ((StartsCampaigns) global).start(fired, fired.name(place));
            case Action.AddTag add -> ((ChangesTags) global).add(fired, fired.name(place));
            case Action.RemoveTag remove -> ((ChangesTags) global).remove(fired, fired.name(place));
            case Action.Conclude conclude -> ((ConcludesFindings) global).conclude(fired, fired.name(place));
        }
    }
}
