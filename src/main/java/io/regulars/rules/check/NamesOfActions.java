package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names that rules give and that are hardly meant so: with a place for a value in them, which nothing fills,
 * {@code segments.assign($c, "$param")}, or several in one, {@code segments.assign($c, "vip, gold")}.
 */
final class NamesOfActions {
    private static final Pattern SEVERAL = Pattern.compile("[\\p{L}\\d:_-]+(\\s*[,;|]\\s*[\\p{L}\\d:_-]+)+");

    private NamesOfActions() {}

    static void check(AnalysedRule rule, DiagnosticCollector problems) {
        for (Action action : rule.rule().then()) {
            literals(rule, action.name(), problems);
        }
    }

    private static void literals(AnalysedRule rule, Expression name, DiagnosticCollector problems) {
        switch (name) {
            case Expression.TextLiteral text -> {
                UnfilledPlaces.in(text.value())
                        .ifPresent(told ->
                                rule.warn(text.position(), "place-in-text", told.message(), told.hint(), problems));
                if (text.position().cell() == null
                        && SEVERAL.matcher(text.value()).matches()) {
                    rule.warn(
                            text.position(),
                            "one-text",
                            "'" + text.value() + "' is one name, with all that stands in it.",
                            "Write a call for each: "
                                    + Arrays.stream(text.value().split("\\s*[,;|]\\s*"))
                                            .map(Printing::quoted)
                                            .collect(Collectors.joining(", "))
                                    + ".",
                            problems);
                }
            }
            case Expression.Concatenation both -> {
                literals(rule, both.left(), problems);
                literals(rule, both.right(), problems);
            }
            default -> {}
        }
    }
}
