package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Clients;
import io.regulars.facts.Cutoffs;
import io.regulars.rules.RulesTester;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSegmentsTest {
    private final RulesTester rules = rules("segments/value.drl");

    @ParameterizedTest(name = "of {0} the top spenders are {1}")
    @CsvSource({
        "50, 50",
        "10 20, 20",
        "50 50, 50 50",
        "10 20 30, 30",
        "10 30 30, 30 30",
        "30 30 30, 30 30 30",
        "10 20 30 40 50, 50",
        "10 20 30 50 50, 50 50",
        "10 50 50 50 50, 50 50 50 50",
        "0 0 0 0 10, 10",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20, 17 18 19 20",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 16 18 19 20, 16 16 18 19 20",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 15 15 15 17 18 19 20, 17 18 19 20",
    })
    void theTopFifthOfThoseWhoSpentAnythingAndTiesShare(String spends, String top) {
        Cutoffs cutoffs = new Population(euros(spends)).above(80);

        var found = LongStream.of(euros(spends))
                .filter(spend -> isTopSpender(spend, cutoffs))
                .toArray();

        assertThat(found).containsExactly(euros(top));
    }

    @Test
    void aVipIsATopSpenderWhoCameThreeTimes() {
        Cutoffs cutoffs = new Population(euros("10 20 30 40 150")).above(80);
        Clients twice =
                client().cutoffs(cutoffs).visits("2026-01-01", "2026-01-02").receipt("2026-01-02", "50.00");

        rules.given(twice).at("2026-01-10").isExactlyIn("top-spender");
        rules.given(twice.visit("2026-01-03"))
                .at("2026-01-10")
                .isExactlyIn("top-spender", "vip")
                .isIn("vip")
                .because("spendPercentile is above 80 and visits is 3");
    }

    @Test
    void whoSpentNothingHasNoRank() {
        rules.given(client().cutoffs(new Population(0).above(80)))
                .at("2026-01-10")
                .isExactlyIn();
    }

    @ParameterizedTest
    @CsvSource({"200.00, false", "200.01, true"})
    void aMassageBigSpenderSpentMoreThan200InThirtyDays(String price, boolean isBig) {
        var at = rules.given(client().visit("2026-01-01", "massage", price)).at("2026-01-30");
        if (isBig) {
            at.isIn("massage-big-spender").at("2026-01-31").isNotIn("massage-big-spender");
        } else {
            at.isNotIn("massage-big-spender");
        }
    }

    @Test
    void aMassageStillAheadAndMoneySpentOnOtherThingsMakeAMassageBigSpender() {
        rules.given(client().booked("2026-02-10")
                        .with(booking("2026-02-11").of("massage"))
                        .visit("2026-01-10", "color", "150.00")
                        .receipt("2026-01-12", "50.01"))
                .at("2026-01-20")
                .isIn("massage-big-spender")
                .because("booked(\"massage\") is true and spendInLast(30) is 200.01");
    }

    @Test
    void aCancelledMassageMakesNoMassageBigSpender() {
        rules.given(client().with(booking("2026-02-11").of("massage").cancelled("2026-01-15"))
                        .visit("2026-01-10", "color", "500.00"))
                .at("2026-01-20")
                .isNotIn("massage-big-spender");
    }

    @Test
    void discountsAndRefundsAreNotSpent() {
        rules.given(client().with(booking("2026-01-10")
                        .of("massage")
                        .price("300.00")
                        .discount("50.00")
                        .refunded("50.00")
                        .completed()))
                .at("2026-01-20")
                .isNotIn("massage-big-spender");
    }

    private boolean isTopSpender(long spend, Cutoffs cutoffs) {
        Clients spender = client().cutoffs(cutoffs);
        if (spend > 0) {
            spender.receipt("2026-01-01", spend / 100 + ".00");
        }
        return rules.ruleSet().segments(spender.at("2026-01-10")).stream()
                .anyMatch(assignment -> assignment.segment().equals("top-spender"));
    }

    private static long[] euros(String amounts) {
        return Stream.of(amounts.split(" "))
                .mapToLong(amount -> Long.parseLong(amount) * 100)
                .toArray();
    }
}
