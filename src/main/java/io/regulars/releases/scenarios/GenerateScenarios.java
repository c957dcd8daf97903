package io.regulars.releases.scenarios;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleOutline;
import io.regulars.rules.model.RuleOutline.Threshold;
import io.regulars.rules.model.RuleSet;
import io.regulars.simulation.Simulation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes scenarios for the edges of a rule: for each number that it compares with, a client just below, one at it and one just
 * above, everything else as the rule asks. What is expected is what the rules do now, so they pass until somebody changes the
 * rule; reading them shows whether that is what was meant.
 */
public final class GenerateScenarios {
    private final RuleSet rules;
    private final CampaignCatalogue campaigns;
    private final InternalFaults faults = new InternalFaults();
    /** By their text: one timeline serves several comparisons. */
    private final Map<String, Optional<Life>> lives = new HashMap<>();

    /** By the rules as they are. */
    public GenerateScenarios(RuleSet rules, CampaignCatalogue campaigns) {
        this.rules = rules;
        this.campaigns = campaigns;
    }

    /** A scenario, and in which of the rule's segments the client is at its end. */
    private record Made(String text, List<String> in) {}

    /** A file for {@code scenarios/}; what no client could be made up for, or shows no edge, is said in a comment. */
    public String generate(RuleOutline rule) {
        var text = new StringBuilder("# The edges of the rule \"" + rule.rule()
                + "\", as it behaves now. Does it do what is meant?\n" + "business: {zone: UTC}\nscenarios:\n");
        int made = 0;
        var written = new HashSet<String>();
        for (Threshold threshold : rule.thresholds()) {
            List<Optional<Made>> scenarios;
            try {
                scenarios = scenarios(rule, threshold);
            } catch (RuntimeException e) {
                text.append("# No scenarios for "
                        + is(threshold, threshold.number()) + ". "
                        + faults.sentence("made up clients for the rule '" + rule.rule() + "'", e) + "\n");
                continue;
            }
            List<Double> values = values(threshold);
            for (int i = 0; i < values.size(); i++) {
                double value = values.get(i);
                if (!written.add(is(threshold, value))) {
                    continue; // at the edge of another comparison of the same
                }
                text.append(scenarios
                        .get(i)
                        .map(Made::text)
                        .orElse("# No client could be made up of whom " + is(threshold, values.get(i)) + ".\n"));
            }
            long possible = scenarios.stream().flatMap(Optional::stream).count();
            if (possible > 1 && !showEdge(threshold, scenarios)) {
                text.append("# At " + number(threshold.number())
                        + " nothing changes for these clients: something else in the"
                        + " rule decides. Change one of them until it does.\n");
            }
            made += (int) possible;
        }
        rule.others().forEach(other -> text.append("# Not tried, since it is no single number: " + other + "\n"));
        return made > 0 ? text.toString() : text.toString().replace("scenarios:\n", "scenarios: []\n");
    }

    /** Just below, at the number and just above, as far as anything can be so much. */
    private static List<Double> values(Threshold threshold) {
        return Stream.of(
                        threshold.number() - threshold.step(),
                        threshold.number(),
                        threshold.number() + threshold.step())
                .filter(value -> value >= threshold.unit().least()
                        && value <= threshold.unit().most())
                .toList();
    }

    /**
     * Of clients of whom everything else is as the rule asks, or all but one thing, or nothing, those who show that the number
     * decides; where none do, the first that can be made up.
     */
    private List<Optional<Made>> scenarios(RuleOutline rule, Threshold threshold) {
        List<List<Optional<Made>>> tried = new ArrayList<>();
        for (Map<String, Double> others : others(rule, threshold)) {
            List<Optional<Made>> scenarios = values(threshold).stream()
                    .map(value -> {
                        var wanted = new HashMap<>(others);
                        wanted.put(threshold.name(), value);
                        return scenario(rule, threshold, value, new MadeUpClient(wanted));
                    })
                    .toList();
            if (showEdge(threshold, scenarios)) {
                return scenarios;
            }
            tried.add(scenarios);
        }
        // what leaves room for the value
        return IntStream.range(0, values(threshold).size())
                .mapToObj(i -> tried.stream()
                        .map(scenarios -> scenarios.get(i))
                        .flatMap(Optional::stream)
                        .findFirst())
                .toList();
    }

    private static List<Map<String, Double>> others(RuleOutline rule, Threshold threshold) {
        Map<String, Double> all = new HashMap<>();
        rule.thresholds().stream()
                .filter(other -> !other.name().equals(threshold.name()))
                .forEach(other -> all.putIfAbsent(other.name(), other.fulfilled()));
        var others = new ArrayList<Map<String, Double>>(List.of(all));
        for (String left : new TreeSet<>(all.keySet())) {
            var less = new HashMap<>(all);
            less.remove(left);
            others.add(less);
        }
        others.add(Map.of());
        return others;
    }

    /** Whether the client comes or goes where the comparison says: of {@code >= 3} between 2 and 3. */
    private static boolean showEdge(Threshold threshold, List<Optional<Made>> scenarios) {
        double at = threshold.number();
        boolean below = differ(threshold, scenarios, at - threshold.step(), at);
        boolean above = differ(threshold, scenarios, at, at + threshold.step());
        return switch (threshold.operator()) {
            case ">=", "<" -> below;
            case ">", "<=" -> above;
            default -> below || above;
        };
    }

    private static boolean differ(Threshold threshold, List<Optional<Made>> scenarios, double one, double other) {
        List<Double> values = values(threshold);
        return Stream.of(one, other)
                        .filter(values::contains)
                        .map(value -> scenarios.get(values.indexOf(value)))
                        .flatMap(Optional::stream)
                        .map(Made::in)
                        .distinct()
                        .count()
                > 1;
    }

    private static String is(Threshold threshold, double value) {
        return threshold.property() + " is " + number(value);
    }

    private Optional<Made> scenario(RuleOutline rule, Threshold threshold, double value, MadeUpClient client) {
        String name = "  - name: " + quoted(rule.rule() + ": " + is(threshold, value)) + "\n";
        var lines = new StringBuilder("    client: " + client.profile() + "\n    timeline:\n");
        client.timeline().forEach(line -> lines.append("      - ").append(line).append('\n'));
        String at = "      - at: " + MadeUpClient.TODAY + "T12:00\n";
        List<String> held = held(rule, threshold, value, lines + at);
        if (held == null) {
            return Optional.empty();
        }
        var expected = new ArrayList<String>();
        List<String> in = rule.segments().stream().filter(held::contains).toList();
        Stream<String> out = rule.segments().stream().filter(segment -> !held.contains(segment));
        list("in", in, expected);
        list("not in", out.toList(), expected);
        return Optional.of(new Made(name + lines + at + "        expect: {" + String.join(", ", expected) + "}\n", in));
    }

    private static void list(String key, List<String> segments, List<String> expected) {
        if (!segments.isEmpty()) {
            expected.add(key + ": ["
                    + String.join(
                            ", ",
                            segments.stream().map(GenerateScenarios::quoted).toList()) + "]");
        }
    }

    /** The segments that the client is in then; null if the value is not what was wanted. */
    private @Nullable List<String> held(RuleOutline rule, Threshold threshold, double value, String timeline) {
        Life life = lives.computeIfAbsent(timeline, this::life).orElse(null);
        return life != null && life.hasValue(rule, threshold.property(), number(value)) ? life.segments() : null;
    }

    private Optional<Life> life(String timeline) {
        var file = new RuleFile(
                "scenarios/generated.yaml", "business: {zone: UTC}\nscenarios:\n  - name: generated\n" + timeline);
        List<Scenario> read = ReadScenarios.read(List.of(file)).scenarios();
        return read.size() == 1 ? Optional.of(new Life(read.getFirst())) : Optional.empty();
    }

    /** What the rules say of a client at the end of a timeline. */
    private final class Life {
        private final Scenario scenario;
        private final Instant end;
        /** Told at once, which is enough for what the history alone decides. */
        private final Simulation history;

        private @Nullable List<String> segments;

        Life(Scenario scenario) {
            this.scenario = scenario;
            this.end = scenario.timeline().getLast().at();
            this.history = simulation();
            scenario.timeline()
                    .forEach(line -> history.recall(
                            told -> line.news().forEach(news -> news.into().into(told))));
        }

        private Simulation simulation() {
            return new Simulation(rules, campaigns, scenario.business(), scenario.client(), scenario.othersMinor());
        }

        boolean hasValue(RuleOutline rule, String property, String value) {
            // the rule asks the same for each of its segments
            return rule.segments().stream()
                    .limit(1)
                    .flatMap(segment -> history.explain(segment, end).rules().stream())
                    .filter(each -> each.rule().equals(rule.rule()))
                    .flatMap(each -> each.conditions().stream())
                    .flatMap(GenerateScenarios::values)
                    .anyMatch(
                            each -> each.name().equals(property) && each.value().equals(value));
        }

        List<String> segments() {
            if (segments == null) {
                segments = rules.asksForTags() ? lived() : List.copyOf(history.segmentsAt(end));
            }
            return segments;
        }

        /** Where tags that are put on and taken off on the way may decide at the end. */
        private List<String> lived() {
            Simulation lived = simulation();
            scenario.timeline().forEach(line -> RunScenarios.live(lived, line));
            return List.copyOf(lived.segments().keySet());
        }
    }

    private static Stream<Explanation.Value> values(Explanation.OfCondition condition) {
        return Stream.concat(
                condition.values().stream(), condition.parts().stream().flatMap(GenerateScenarios::values));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : BigDecimal.valueOf(value)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static String quoted(String text) {
        return text.toLowerCase(Locale.ROOT).equals(text) && text.matches("[a-z][a-z0-9-]*")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
