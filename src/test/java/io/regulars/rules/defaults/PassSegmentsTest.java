package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.facts.Clients;
import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;

class PassSegmentsTest {
    private final RulesTester rules = rules("segments/passes.drl");

    @Test
    void twoVisitsLeftAreFewAndThreeAreNot() {
        rules.given(client().pass("2026-01-01", null, 2)).at("2026-01-11").isExactlyIn("pass-running-out");
        rules.given(client().pass("2026-01-01", null, 3)).at("2026-01-11").isExactlyIn();
    }

    @Test
    void theLastFourteenDaysAreTheEnd() {
        Clients gym = client().pass("2026-01-01", "2026-03-31", null);

        rules.given(gym).at("2026-03-16T23:59:59").isNotIn("pass-running-out");
        rules.given(gym).at("2026-03-17").isIn("pass-running-out").because("daysUntilPassEnds is 14");
        rules.given(gym).at("2026-04-01").isExactlyIn();
    }

    @Test
    void whoStillHasAnotherPassIsNotAskedForOne() {
        rules.given(client().pass("2026-01-01", null, 2).pass("2026-01-01", null, null))
                .at("2026-01-11")
                .isExactlyIn();
    }

    @Test
    void thirtyDaysAfterTheLastVisitAPassCountsAsNotRenewed() {
        Clients gym = client().pass("2026-01-01", "2026-12-31", 0, null, "2026-03-15T18:00");

        rules.given(gym).at("2026-04-13T23:59:59").isExactlyIn();
        rules.given(gym).at("2026-04-14").isExactlyIn("pass-not-renewed");
        rules.given(gym.pass("2026-05-01", null, 10)).at("2026-04-14").isExactlyIn();
    }
}
