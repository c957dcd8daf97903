package io.regulars.releases.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.rules.CompileRules;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenarios written for the edges of a rule pass as they are, and show where it turns. */
class GenerateScenariosTest {
    private static final CampaignCatalogue CAMPAIGNS =
            ReadCampaigns.read(RulesTester.defaultFiles()).catalogue();

    @Test
    void eachNumberIsTriedJustBelowAtItAndJustAbove() {
        assertThat(generate(RulesTester.rules("segments/recency.drl").ruleSet(), "Lapsed: no visit for 180 days"))
                .isEqualTo("""
                        # The edges of the rule "Lapsed: no visit for 180 days", as it behaves now. Does it do what is meant?
                        business: {zone: UTC}
                        scenarios:
                          - name: "Lapsed: no visit for 180 days: daysSinceLastVisit is 179"
                            client: {}
                            timeline:
                              - {at: 2026-01-02T10:00, visit: massage}
                              - at: 2026-06-30T12:00
                                expect: {not in: [lapsed]}
                          - name: "Lapsed: no visit for 180 days: daysSinceLastVisit is 180"
                            client: {}
                            timeline:
                              - {at: 2026-01-01T10:00, visit: massage}
                              - at: 2026-06-30T12:00
                                expect: {in: [lapsed]}
                          - name: "Lapsed: no visit for 180 days: daysSinceLastVisit is 181"
                            client: {}
                            timeline:
                              - {at: 2025-12-31T10:00, visit: massage}
                              - at: 2026-06-30T12:00
                                expect: {in: [lapsed]}
                        """);
    }

    @Test
    void whatIsWrittenForTheDefaultRulesPasses() {
        RuleSet rules = RulesTester.defaultRules().ruleSet();
        int made = 0;
        int missed = 0;
        for (String rule : rules.assigningRules()) {
            if (rules.outline(rule).orElseThrow().segments().isEmpty()) {
                continue;
            }
            String text = generate(rules, rule);
            var report = RunScenarios.run(List.of(new RuleFile("scenarios/g.yaml", text)), rules, CAMPAIGNS);

            assertThat(report.problems()).extracting(Diagnostic::print).as(rule).isEmpty();
            made += report.scenarios();
            missed += (int)
                    text.lines().filter(line -> line.startsWith("# No client")).count();
        }
        assertThat(made).isGreaterThan(60);
        assertThat(missed).isLessThan(made / 4);
    }

    @Test
    void everythingElseIsAsTheRuleAsks() {
        var compiled = (Compilation.Compiled) CompileRules.compile(List.of(new RuleFile("r.drl", """
                rule "r" when $c: Client( visits >= 3, spendInLast(30) > 200, lastCsat <= 6 ) then segments.assign($c, "s"); end
                """)));

        String text = generate(compiled.rules(), "r");

        assertThat(text.lines().filter(line -> line.contains("expect: {in: [s]}")))
                .hasSize(5);
        assertThat(text.lines().filter(line -> line.contains("expect: {not in: [s]}")))
                .hasSize(4);
    }

    @Test
    void ofAlternativesTheOtherIsLeftOutSoThatTheEdgeShows() {
        String text = generate(rules("visits >= 3 || noShows >= 2"), "r");

        assertThat(text.lines().filter(line -> line.contains("expect: {in: [s]}")))
                .hasSize(4);
        assertThat(text.lines().filter(line -> line.contains("expect: {not in: [s]}")))
                .hasSize(2);
        assertThat(text).doesNotContain("nothing changes");
    }

    @Test
    void aNumberThatDecidesNothingAndWhatIsNoSingleNumberAreSaid() {
        assertThat(generate(rules("visits >= 3, visits >= 2"), "r"))
                .contains("# At 2 nothing changes for these clients: something else in the rule decides.");
        assertThat(generate(rules("noShows + lateCancellations >= 3, spendPercentile > 80"), "r"))
                .contains(
                        "scenarios: []",
                        "# Not tried, since it is no single number: (noShows + lateCancellations) >= 3",
                        "# Not tried, since it is no single number: spendPercentile > 80");
    }

    private static RuleSet rules(String conditions) {
        return ((Compilation.Compiled) CompileRules.compile(List.of(new RuleFile(
                        "r.drl",
                        "rule \"r\" when $c: Client( " + conditions + " ) then segments.assign($c, \"s\"); end"))))
                .rules();
    }

    private static String generate(RuleSet rules, String rule) {
        return new GenerateScenarios(rules, CAMPAIGNS)
                .generate(rules.outline(rule).orElseThrow());
    }
}
