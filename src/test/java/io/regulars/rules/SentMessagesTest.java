package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release says whether its rules may ask for messages that were sent. */
class SentMessagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client( openRateInLast(90) < 0.1 )",
                "Client( visits >= 1, openRateInLast(90) != null || visits > 3 )",
                "Client( activitiesInLast(\"MESSAGE_SENT\", 30) >= 3 )",
                "Client( !( activitiesInLast(\"MESSAGE_SENT\", 30) >= 3 ) )"
            })
    void aRuleAsksForThem(String pattern) {
        assertThat(asks("when $c : " + pattern + " then segments.assign($c, \"written-to\");"))
                .isTrue();
    }

    @Test
    void aRuleOfCampaignsAsksForThem() {
        assertThat(asks("when $c : Client( openRateInLast(30) == 0 ) Member( segment == \"written-to\" ) then"
                        + " campaigns.start($c, \"call\");"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client( visits >= 3 )",
                "Client( opensInLast(30) >= 1 )",
                "Client( activitiesInLast(\"MESSAGE_REPLIED\", 30) >= 1 )"
            })
    void aRuleAsksForOtherThings(String pattern) {
        assertThat(asks("when $c : " + pattern + " then segments.assign($c, \"written-to\");"))
                .isFalse();
    }

    private static boolean asks(String rule) {
        var compilation = CompileRules.compile(List.of(new RuleFile("segments/test.drl", """
                rule "Anybody" when $c : Client() then segments.assign($c, "written-to"); end
                rule "Asks" %s end
                """.formatted(rule))));
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).rules().asksForSentMessages();
    }
}
