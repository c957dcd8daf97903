package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Geometry;
import io.regulars.rules.check.analysis.Geometry.Answer;
import io.regulars.rules.check.analysis.Geometry.Demanded;
import io.regulars.rules.check.analysis.Quantity;
import io.regulars.rules.check.analysis.Region;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.DiagnosticCollector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Clients for whom a table that is said to be complete has no row: its rows carry the metadata {@code @complete(name)}. Whose
 * values are not known is not looked for.
 */
final class Gaps {
    private static final int MOST = 12;
    private static final int MOST_ASKED = 200;

    private Gaps() {}

    static void check(List<AnalysedRule> rules, DiagnosticCollector problems) {
        Map<String, List<AnalysedRule>> tables = new LinkedHashMap<>();
        for (AnalysedRule rule : rules) {
            String complete = rule.rule().metadata().get("complete");
            if (complete != null) {
                tables.computeIfAbsent(rule.rule().position().file() + " " + complete, ignored -> new ArrayList<>())
                        .add(rule);
            }
        }
        tables.values().forEach(rows -> check(rows, rows.getFirst(), problems));
    }

    private static void check(List<AnalysedRule> rows, AnalysedRule first, DiagnosticCollector problems) {
        Region known = Region.EVERYBODY;
        for (AnalysedRule row : rows) {
            if (Geometry.ask(row.isTrue().toList()) instanceof Answer.Some(Region region)) {
                for (Quantity quantity : region.quantities().values()) {
                    Optional<Region> with = known.with(quantity, quantity.all().known());
                    known = with.orElse(known);
                }
            }
        }
        List<Region> gaps = gaps(rows, known);
        if (!gaps.isEmpty()) {
            String examples = gaps.stream()
                    .sorted(Comparator.comparing(gap -> !gap.isLikely()))
                    .map(Region::example)
                    .distinct()
                    .collect(Collectors.joining("; or "));
            problems.warning(
                    new Concern.OfNone(
                            rows.stream().map(row -> row.rule().name()).collect(Collectors.toSet())),
                    first.rule().position(),
                    "gap",
                    "The table says that it is complete, but has no row for a client of whom " + examples + ".",
                    "Add a row, or take 'complete' off its rows.");
        }
    }

    /** One region after the other that no row is for, each looked for outside those before. */
    private static List<Region> gaps(List<AnalysedRule> rows, Region known) {
        List<Demanded> none = rows.stream().map(AnalysedRule::isNotTrue).toList();
        var gaps = new ArrayList<Region>();
        Deque<Region> left = new ArrayDeque<>(List.of(known));
        for (int asked = 0; asked < MOST_ASKED && gaps.size() < MOST && !left.isEmpty(); asked++) {
            Region among = left.removeFirst();
            if (Geometry.ask(none, among) instanceof Answer.Some(Region gap)) {
                gaps.add(gap);
                left.addAll(among.without(gap));
            }
        }
        return gaps;
    }
}
