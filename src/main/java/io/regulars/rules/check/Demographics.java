package io.regulars.rules.check;

import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Segments that look at who somebody is and not at what they do: they rarely tell what to offer, and may not be fair. */
final class Demographics {
    private static final Set<String> TRAITS = Set.of("age", "bornOn", "birthday", "gender", "occupation", "language");

    private Demographics() {}

    static void check(AnalysedRule rule, DiagnosticCollector problems) {
        List<Expression.Read> reads = new ArrayList<>();
        rule.conditions().forEach(condition -> References.reads(condition, reads::add));
        boolean traitsOnly = !reads.isEmpty()
                && reads.stream()
                        .allMatch(read -> read.factType() == Vocabulary.CLIENT
                                && TRAITS.contains(read.property().name()));
        if (rule.rule().assigns() && rule.ofClientAlone() && traitsOnly) {
            problems.warning(
                    rule.clients(),
                    rule.rule().position(),
                    "demographics-alone",
                    "The segment of the rule '" + rule.rule().name() + "' rests on demographics alone.",
                    "Add what the clients do: visits, spend, what they booked or viewed.");
        }
    }
}
