package io.regulars.releases.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import org.junit.jupiter.api.Test;

/** {@code rules/scenarios}: what the default rules are held to. */
class DefaultScenariosTest {
    @Test
    void allComeOutAsExpected() {
        RunScenarios.Report report = DefaultScenarios.run(RulesTester.defaultFiles());

        assertThat(report.problems()).extracting(Diagnostic::print).isEmpty();
        assertThat(report.scenarios()).isGreaterThan(30);
    }

    @Test
    void theyTouchEveryRuleAndEveryAlternative() {
        Coverage coverage = DefaultScenarios.run(RulesTester.defaultFiles()).coverage();

        assertThat(coverage.untouched()).extracting(Diagnostic::print).isEmpty();
        assertThat(coverage.rules()).isGreaterThan(45).isEqualTo(coverage.rulesTouched());
        assertThat(coverage.alternatives()).isPositive().isEqualTo(coverage.alternativesTouched());
    }
}
