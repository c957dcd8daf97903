package io.regulars.releases.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.regulars.platform.problem.ProblemException;
import io.regulars.releases.check.CheckRelease;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What scenarios ask of whoever changed a rule, and what becomes of them when the answer is yes. */
class AmendScenariosTest {
    private static final String SCENARIOS = """
            # Days are those of the business.
            business: {zone: Europe/Riga}
            scenarios:
              - name: At risk from the midnight that ends the 59th day
                timeline:
                  - {at: 2026-01-01T10:00, visit: massage}
                  - at: 2026-03-01T23:59:59 # still the 59th
                    expect: {not in: at-risk}
                  - at: 2026-03-02
                    expect:
                      in: [at-risk]
                      since: {at-risk: 2026-03-02}

                  # the end
                  - {at: 2026-03-03T10:00, visit: massage, expect: {left: at-risk}}
            """;

    @Test
    void aChangedThresholdIsAskedAboutAtEachMomentThatItConcerns() {
        List<ExpectationQuestion> asked = amend(30, SCENARIOS).questions();

        assertThat(asked)
                .extracting(ExpectationQuestion::line, ExpectationQuestion::says, ExpectationQuestion::would)
                .containsExactly(
                        tuple(8, "{not in: at-risk}", "{in: at-risk}"),
                        tuple(
                                10,
                                "{in: [at-risk], since: {at-risk: \"2026-03-02\"}}",
                                "{in: [at-risk], since: {at-risk: \"2026-01-31\"}}"));
        assertThat(asked.getFirst().at()).isEqualTo("2026-03-01T23:59:59");
        assertThat(asked.getFirst().differences())
                .containsExactly(new ExpectationQuestion.Difference(
                        "not in 'at-risk' on 2026-03-01T23:59:59",
                        "in it since 2026-01-31",
                        "By the rule 'At risk'. Because daysSinceLastVisit is 31."));
    }

    @Test
    void whatIsAcceptedIsWrittenInItsPlaceAndNoOtherLineIsChanged() {
        List<RuleFile> files = files(30, SCENARIOS);
        AmendScenarios amend = amend(30, SCENARIOS);
        List<String> all =
                amend.questions().stream().map(ExpectationQuestion::id).toList();

        String edited = amend.accepting(files, all).getLast().content();

        assertThat(edited)
                .isEqualTo(SCENARIOS
                        .replace("{not in: at-risk}", "{in: at-risk}")
                        .replace(
                                "        expect:\n          in: [at-risk]\n          since: {at-risk: 2026-03-02}\n",
                                "        expect: {in: [at-risk], since: {at-risk: \"2026-01-31\"}}\n"));
        assertThat(amend(30, edited).questions()).isEmpty();
    }

    @Test
    void whatIsNotAskedIsNotAccepted() {
        assertThatThrownBy(() -> amend(60, SCENARIOS).accepting(files(60, SCENARIOS), List.of("scenarios/a.yaml#/x")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("No expectation 'scenarios/a.yaml#/x' is unmet");
    }

    private static AmendScenarios amend(int days, String scenarios) {
        List<RuleFile> files = files(days, scenarios);
        CheckRelease.Checked compiled = CheckRelease.runnable("r-1", files);
        return AmendScenarios.of(files, compiled.rules(), compiled.campaigns());
    }

    private static List<RuleFile> files(int days, String scenarios) {
        return List.of(
                new RuleFile(
                        "segments/a.drl",
                        "rule \"At risk\" when $c: Client( daysSinceLastVisit >= %d ) then segments.assign($c, \"at-risk\"); end"
                                .formatted(days)),
                new RuleFile("scenarios/a.yaml", scenarios));
    }
}
