package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SatisfactionSegmentsTest {
    private final RulesTester rules = rules("segments/satisfaction.drl");

    @ParameterizedTest
    @CsvSource({
        "10, satisfied",
        "9, satisfied",
        "8, neutral",
        "7, neutral",
        "6, detractor",
        "0, detractor",
    })
    void aScoreGivesOneGroup(int score, String group) {
        rules.given(client().csat("2026-01-01", score)).at("2026-01-02").isExactlyIn(group);
    }

    @Test
    void whoWasNeverAskedIsInNoGroup() {
        rules.given(client().nps("2026-01-01", 3)).at("2026-01-02").isExactlyIn();
    }

    @ParameterizedTest
    @CsvSource({
        "6, 7, recovered",
        "0, 10, recovered",
        "6, 6, not-recovered",
        "0, 6, not-recovered",
        "7, 6, ''",
        "7, 7, ''",
    })
    void aClientRecoversOrDoesNot(int previous, int last, String expected) {
        var at = rules.given(client().csat("2026-01-01", previous)
                        .nps("2026-01-02", 10)
                        .csat("2026-01-03", last))
                .at("2026-01-04");
        for (String segment : new String[] {"recovered", "not-recovered"}) {
            if (segment.equals(expected)) {
                at.isIn(segment).because("previousCsat is " + previous + " and lastCsat is " + last);
            } else {
                at.isNotIn(segment);
            }
        }
    }

    @Test
    void aFirstLowScoreIsNeitherRecoveredNorNot() {
        rules.given(client().csat("2026-01-01", 3)).at("2026-01-02").isExactlyIn("detractor");
    }

    @ParameterizedTest
    @CsvSource({
        "5, positive-review",
        "4, positive-review",
        "2, negative-review",
        "1, negative-review",
    })
    void theStarsOfAReview(int stars, String segment) {
        rules.given(client().review("2026-01-01", stars)).at("2026-01-02").isExactlyIn(segment);
    }

    @Test
    void threeStarsAreNeitherPositiveNorNegative() {
        rules.given(client().review("2026-01-01", 3)).at("2026-01-02").isExactlyIn();
    }

    @Test
    void theLatestReviewCounts() {
        rules.given(client().review("2026-01-01", 1).review("2026-01-05", 5))
                .at("2026-01-06")
                .isExactlyIn("positive-review");
    }

    @Test
    void aReferralMakesAnAdvocate() {
        rules.given(client().referred("2026-01-01"))
                .at("2026-01-02")
                .isIn("advocate")
                .because("referrals is 1");
    }

    @ParameterizedTest
    @CsvSource({"5, 9, true", "5, 10, true", "5, 8, false", "4, 9, false"})
    void fiveStarsAndAHighRecommendationMakeAnAdvocate(int stars, int score, boolean isAdvocate) {
        var at = rules.given(client().review("2026-01-01", stars).nps("2026-01-02", score))
                .at("2026-01-03");
        if (isAdvocate) {
            at.isIn("advocate").because("lastReviewStars is 5 and lastNps is " + score);
        } else {
            at.isNotIn("advocate");
        }
    }

    @Test
    void fiveStarsAloneMakeNoAdvocate() {
        rules.given(client().review("2026-01-01", 5)).at("2026-01-03").isNotIn("advocate");
    }
}
