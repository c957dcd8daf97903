package io.regulars.rules.drl;

import io.regulars.rules.check.Phases;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Reads one rule of a parsed DRL file. */
final class RuleReader {
    private final SourceText source;
    private final RuleHeads heads;
    private final ExpressionTexts texts;
    private final DiagnosticCollector problems;

    RuleReader(SourceText source, RuleHeads heads, ExpressionTexts texts, DiagnosticCollector problems) {
        this.source = source;
        this.texts = texts;
        this.heads = heads;
        this.problems = problems;
    }

    /** The rule, branch by branch; nothing if it is disabled or cannot be read, and problems are reported. */
    List<Rule> read(RuleDescr descr) {
        int start = source.offset(descr.getLine(), descr.getColumn());
        Position at = source.position(start, start + 4);
        RuleHeads.Head head = heads.of(start);
        Attributes attributes = Attributes.read(descr, source, problems);
        if (!wellFormed(descr, head, at)) {
            return List.of();
        }
        var rules = new ArrayList<Rule>();
        for (List<BaseDescr> branch : Branches.of(descr.getLhs())) {
            var reader = new BranchReader(source, texts, head.bound(), problems);
            List<Element> when = reader.read(branch, attributes.conditions(), at);
            List<Action> then = consequence(descr, head, reader.scope());
            if (!then.isEmpty()) {
                var rule = new Rule(
                        descr.getName(),
                        rules.size(),
                        at,
                        attributes.salience(),
                        attributes.activationGroup(),
                        head.metadata(),
                        when,
                        then);
                Phases.check(rule, problems);
                rules.add(rule);
            }
        }
        return attributes.enabled() ? rules : List.of();
    }

    private boolean wellFormed(RuleDescr descr, RuleHeads.Head head, Position at) {
        try {
            if (descr.getParentName() != null) {
                throw new Unreadable(
                        at,
                        "not-allowed",
                        "A rule does not extend another.",
                        "Repeat the conditions, or match a Finding.");
            }
            if (!descr.getNamedConsequences().isEmpty()) {
                throw new Unreadable(at, "named-consequence", "A rule has one 'then'.", "Write a rule for each.");
            }
            if (descr.getLhs().getDescrs().isEmpty() && !head.unconditional()) {
                // Drools' parser has given up without saying so; a rule without its conditions would fire for everybody
                throw new Unreadable(
                        at,
                        "syntax",
                        "The conditions of the rule '" + descr.getName() + "' cannot be read.",
                        "A rule is: rule \"name\" when <conditions> then <calls> end.");
            }
            if (Branches.count(descr.getLhs()) > Branches.MOST) {
                throw new Unreadable(
                        at,
                        "too-many-branches",
                        "The rule '" + descr.getName() + "' has more than " + Branches.MOST + " branches by 'or'.",
                        "Split it, or use || within a pattern.");
            }
            if (head.calls().isEmpty() && String.valueOf(descr.getConsequence()).isBlank()) {
                throw new Unreadable(
                        at,
                        "no-consequence",
                        "The rule '" + descr.getName() + "' does nothing.",
                        "Add a call after 'then'.");
            }
            return true;
        } catch (Unreadable e) {
            e.report(problems);
            return false;
        }
    }

    private List<Action> consequence(RuleDescr descr, RuleHeads.Head head, VariableScope scope) {
        var reader = new ConsequenceReader(source, texts, scope);
        if (!head.calls().isEmpty()) {
            return reader.read(head.calls());
        }
        String consequence = String.valueOf(descr.getConsequence());
        int after = Math.max(0, descr.getLhs().getEndCharacter());
        int then = source.text().indexOf("then", Math.max(after, source.offset(descr.getLine(), descr.getColumn())));
        int start = Math.max(0, source.text().indexOf(consequence, Math.max(0, then + 4)));
        return reader.read(start, start + consequence.length());
    }
}
