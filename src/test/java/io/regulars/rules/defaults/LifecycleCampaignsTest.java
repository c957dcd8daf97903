package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.facts.Clients;
import io.regulars.facts.Trigger.Kind;
import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;

class LifecycleCampaignsTest {
    private final RulesTester rules = rules("campaigns/lifecycle.drl");

    @Test
    void whoBecomesNewIsWelcomed() {
        rules.given(client())
                .at("2026-01-01T10:00")
                .enters("new", "lead")
                .starts("welcome")
                .from("segment:new@2026-01-01T08:00:00Z")
                .because("the client came into new");
    }

    @Test
    void whoIsNewAlreadyIsNotWelcomedAgain() {
        rules.given(client()).at("2026-01-05").isMember("new", "2026-01-01").startsNothing();
    }

    @Test
    void aFirstTimerIsInvitedAgainFromTheMidnightThatEndsTheThirdDay() {
        Clients firstTimer = client().visit("2026-01-01T18:00");

        rules.given(firstTimer)
                .at("2026-01-03T23:59:59")
                .isMember("first-timer", "2026-01-01T19:00")
                .startsNothing();
        rules.given(firstTimer)
                .at("2026-01-04T00:00:00")
                .isMember("first-timer", "2026-01-01T19:00")
                .starts("second-visit")
                .from("segment:first-timer@2026-01-01T17:00:00Z")
                .because("upcomingBookings is 0 and the client is in first-timer and days since then is 3");
    }

    @Test
    void aFirstTimerWhoHasBookedAgainIsNotInvited() {
        rules.given(client().visit("2026-01-01").booked("2026-02-01"))
                .at("2026-01-10")
                .isMember("first-timer", "2026-01-01")
                .startsNothing();
    }

    @Test
    void whoIsInAnotherSegmentForThreeDaysIsNotInvited() {
        rules.given(client()).at("2026-01-10").isMember("repeat", "2026-01-01").startsNothing();
    }

    @Test
    void whoBecomesAVipIsCaredFor() {
        rules.given(client()).at("2026-01-10").enters("vip", "top-spender").starts("vip-care");
        rules.given(client()).at("2026-01-10").enters("top-spender").startsNothing();
    }

    @Test
    void theMereTurnOfADayStartsNothing() {
        rules.given(client()).at("2026-01-10").happens(Kind.TIME).startsNothing();
    }
}
