package io.regulars.releases.scenarios;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.evaluation.Simulation;
import io.regulars.rules.Explanation;
import io.regulars.rules.RuleFile;
import io.regulars.rules.RuleOutline;
import io.regulars.rules.RuleOutline.Threshold;
import io.regulars.rules.RuleSet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    /** By the rules as they are. */
    public GenerateScenarios(RuleSet rules, CampaignCatalogue campaigns) {
        this.rules = rules;
        this.campaigns = campaigns;
    }

    /** A file for {@code scenarios/}; what no client could be made up for is said in a comment. */
    public String generate(RuleOutline rule) {
        var text = new StringBuilder("# The edges of the rule \"" + rule.rule()
                + "\", as it behaves now. Does it do what is meant?\n" + "business: {zone: UTC}\nscenarios:\n");
        int made = 0;
        for (Threshold threshold : rule.thresholds()) {
            for (double value : List.of(
                    threshold.number() - threshold.step(), threshold.number(), threshold.number() + threshold.step())) {
                String scenario = scenario(rule, threshold, value);
                made += scenario.startsWith("#") ? 0 : 1;
                text.append(scenario);
            }
        }
        return made > 0 ? text.toString() : text.toString().replace("scenarios:\n", "scenarios: []\n");
    }

    private String scenario(RuleOutline rule, Threshold threshold, double value) {
        String is = threshold.property() + " is " + number(value);
        if (value < threshold.unit().least() || value > threshold.unit().most()) {
            return "";
        }
        // what the rule asks besides, unless it is of an alternative that leaves no room for this value
        Map<String, Double> wanted = new HashMap<>();
        rule.thresholds().forEach(other -> wanted.putIfAbsent(other.name(), other.fulfilled()));
        wanted.put(threshold.name(), value);
        return Stream.of(wanted, Map.of(threshold.name(), value))
                .map(values -> scenario(rule, threshold, value, new MadeUpClient(values)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("# No client could be made up of whom " + is + ".\n");
    }

    private Optional<String> scenario(RuleOutline rule, Threshold threshold, double value, MadeUpClient client) {
        String is = threshold.property() + " is " + number(value);
        var lines = new StringBuilder("  - name: " + quoted(rule.rule() + ": " + is) + "\n    client: "
                + client.profile() + "\n    timeline:\n");
        client.timeline().forEach(line -> lines.append("      - ").append(line).append('\n'));
        String at = "      - at: " + MadeUpClient.TODAY + "T12:00\n";
        List<String> held = held(rule, threshold, value, lines + at);
        if (held == null) {
            return Optional.empty();
        }
        var expected = new ArrayList<String>();
        Stream<String> in = rule.segments().stream().filter(held::contains);
        Stream<String> out = rule.segments().stream().filter(segment -> !held.contains(segment));
        list("in", in.toList(), expected);
        list("not in", out.toList(), expected);
        return Optional.of(lines + at + "        expect: {" + String.join(", ", expected) + "}\n");
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
    private @Nullable List<String> held(RuleOutline rule, Threshold threshold, double value, String scenario) {
        var file = new RuleFile("scenarios/generated.yaml", "business: {zone: UTC}\nscenarios:\n" + scenario);
        ReadScenarios.Read read = ReadScenarios.read(List.of(file));
        if (read.scenarios().size() != 1) {
            return null;
        }
        Scenario life = read.scenarios().getFirst();
        var simulation = new Simulation(rules, campaigns, life.business(), life.client(), life.othersMinor());
        life.timeline().forEach(line -> RunScenarios.live(simulation, line));
        boolean asWanted = rule.segments().stream()
                .flatMap(segment ->
                        simulation.explain(segment, life.timeline().getLast().at()).rules().stream())
                .filter(each -> each.rule().equals(rule.rule()))
                .flatMap(each -> each.conditions().stream())
                .flatMap(GenerateScenarios::values)
                .anyMatch(each ->
                        each.name().equals(threshold.property()) && each.value().equals(number(value)));
        return asWanted ? List.copyOf(simulation.segments().keySet()) : null;
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
