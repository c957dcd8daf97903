package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinningBackCampaignsTest {
    private final RulesTester rules = rules("campaigns/winning-back.drl", "tables/offers.xlsx");

    @ParameterizedTest
    @CsvSource({
        "reactivation, win-back",
        "lapsed, win-back",
        "frequency-drop, frequency-rescue",
        "overdue, frequency-rescue",
    })
    void whoStaysAwayIsWonBack(String segment, String campaign) {
        rules.given(client())
                .at("2026-01-10")
                .enters(segment)
                .starts(campaign)
                .because("the client came into " + segment);
    }

    @Test
    void whoIsAtRiskIsNotYetWonBack() {
        rules.given(client()).at("2026-01-10").enters("at-risk").startsNothing();
    }

    @Test
    void eachSegmentEnteredIsAStartOfItsOwnAndTheCampaignSaysHowOften() {
        rules.given(client()).at("2026-01-10").enters("reactivation", "lapsed").starts("win-back", "win-back");
    }

    @Test
    void theFirstVisitAfterHavingLapsedIsThankedFor() {
        rules.given(client().visits("2025-01-01", "2026-01-10T08:00"))
                .at("2026-01-10T09:00")
                .leaves("lapsed")
                .starts("welcome-back")
                .from("left:lapsed@2026-01-10T07:00:00Z")
                .because("daysSinceLastVisit is 0 and the client left lapsed");
    }

    @Test
    void whoIsNoLongerLapsedBecauseTheVisitWasAMistakeIsNotThanked() {
        rules.given(client().noShow("2025-01-01"))
                .at("2026-01-10")
                .leaves("lapsed")
                .startsNothing();
    }

    @Test
    void aVisitOfSomebodyWhoHadNotLapsedIsNoReturn() {
        rules.given(client().visits("2025-12-01", "2026-01-10T08:00"))
                .at("2026-01-10T09:00")
                .leaves("overdue")
                .startsNothing();
    }
}
