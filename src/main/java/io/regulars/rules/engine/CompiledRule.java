package io.regulars.rules.engine;

import io.regulars.rules.explain.Reasons;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Rule;
import java.util.List;

/**
 * A rule ready to fire.
 *
 * @param order its place by salience, then file and line; the lowest gives a segment's reason
 * @param matched the patterns that Drools matches, the client first
 * @param own the bookings and surveys among them, for who asks the rule without a session
 * @param names the function of each action that makes the name it is called with
 */
public record CompiledRule(
        Rule rule,
        int order,
        List<Element.Match> matched,
        HistoryPatterns own,
        List<ExpressionFunctions.Value> names,
        Reasons reasons) {
    /** A rule with its place among all rules of the release. */
    public static CompiledRule of(Rule rule, int order) {
        var values = new ExpressionFunctions(-1);
        List<ExpressionFunctions.Value> names =
                rule.then().stream().map(action -> values.value(action.name())).toList();
        List<Element.Match> matched = HistoryPatterns.matches(rule).toList();
        return new CompiledRule(rule, order, matched, HistoryPatterns.of(rule), names, new Reasons(rule));
    }

    /** Whether one of its actions may make this name. */
    public boolean mayGive(String name) {
        return rule.then().stream()
                .map(Action::name)
                .anyMatch(given -> given instanceof Expression.TextLiteral literal
                        ? literal.value().equals(name)
                        : name.startsWith(beginning(given)));
    }

    private static String beginning(Expression name) {
        return switch (name) {
            case Expression.TextLiteral literal -> literal.value();
            case Expression.Concatenation concatenation -> beginning(concatenation.left());
            default -> "";
        };
    }

    /** Its name among all rules: branches of one rule share theirs. */
    String uniqueName() {
        return rule.branch() == 0 ? rule.name() : rule.name() + " (branch " + (rule.branch() + 1) + ")";
    }
}
