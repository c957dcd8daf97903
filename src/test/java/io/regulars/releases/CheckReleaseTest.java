package io.regulars.releases;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckReleaseTest {
    @Test
    void aRuleNestedTooDeeplyIsRefusedInWords() {
        String deep = "(".repeat(8_000) + "visits > 1" + ")".repeat(8_000);
        assertThat(problems(rule(deep)))
                .singleElement()
                .extracting(Diagnostic::message)
                .isEqualTo("Brackets stand in at most 8 others; this one stands in 9.");
    }

    @Test
    void aRuleThatStartsACampaignOfNoFileIsToldWhere() {
        assertThat(problems("""
                        rule "r" when $c: Client() Entered( segment == "x" )
                        then campaigns.start($c, "nowhere"); end
                        """))
                .singleElement()
                .extracting(Diagnostic::print)
                .isEqualTo("segments/r.drl:2:26: error: There is no campaign 'nowhere'.");
    }

    private static String rule(String condition) {
        return "rule \"r\" when $c: Client( " + condition + " ) then segments.assign($c, \"s\"); end";
    }

    private static List<Diagnostic> problems(String drl) {
        return switch (CheckRelease.check(List.of(new RuleFile("segments/r.drl", drl)))) {
            case CheckRelease.Refused(List<Diagnostic> problems) -> problems;
            case CheckRelease.Checked checked -> checked.warnings();
        };
    }
}
