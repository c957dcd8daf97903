package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.facts.Clients;
import io.regulars.facts.Trigger.Kind;
import io.regulars.facts.history.Activity;
import io.regulars.rules.RulesTester;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SatisfactionCampaignsTest {
    private final RulesTester rules = rules("campaigns/satisfaction.drl");
    private final Clients detractor = client().csat("2026-01-01", 6);

    @Test
    void aSurveyUnder7StartsTheRecoveryAnd7DoesNot() {
        rules.given(client().csat("2026-01-01T10:00", 6))
                .at("2026-01-01T10:00")
                .happens(Kind.SURVEY)
                .starts("recovery")
                .from("event:survey")
                .because("what happened is SURVEY and the trigger's score is 6");
        rules.given(client().csat("2026-01-01", 7))
                .at("2026-01-02")
                .happens(Kind.SURVEY)
                .startsNothing();
    }

    @Test
    void aLowRecommendationScoreStartsTheRecoveryToo() {
        rules.given(client().nps("2026-01-01", 0))
                .at("2026-01-02")
                .happens(Kind.SURVEY)
                .starts("recovery");
    }

    @Test
    void aDetractorWhoBooksAgainIsNoticed() {
        rules.given(detractor.booked("2026-02-01"))
                .at("2026-01-05")
                .isMember("detractor", "2026-01-01")
                .happens(Kind.BOOKED)
                .starts("detractor-returns")
                .from("event:booking")
                .because("the client is in detractor and what happened is BOOKED");
    }

    @Test
    void aDetractorWhoLooksAtAPageAgainIsNoticed() {
        rules.given(detractor.viewed("2026-01-05", "color"))
                .at("2026-01-05")
                .isMember("detractor", "2026-01-01")
                .happens(Kind.ACTIVITY)
                .starts("detractor-returns")
                .from("event:activity");
    }

    @Test
    void aDetractorWhoOpensAMessageIsNotBack() {
        rules.given(detractor.activity("2026-01-05", Activity.Type.MESSAGE_OPENED, Map.of()))
                .at("2026-01-05")
                .isMember("detractor", "2026-01-01")
                .happens(Kind.ACTIVITY)
                .startsNothing();
    }

    @Test
    void aSatisfiedClientWhoBooksIsNoDetractorWhoReturns() {
        rules.given(client().booked("2026-02-01"))
                .at("2026-01-05")
                .isMember("satisfied", "2026-01-01")
                .happens(Kind.BOOKED)
                .startsNothing();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RESCHEDULED", "COMPLETED", "CANCELLED", "NO_SHOW", "REGISTERED", "TIME"})
    void whateverElseHappensIsNoReturnOfADetractor(Kind kind) {
        rules.given(detractor.booked("2026-02-01"))
                .at("2026-01-05")
                .isMember("detractor", "2026-01-01")
                .happens(kind)
                .startsNothing();
    }
}
