package io.regulars.facts;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final Cutoffs.Cut TOP_FIFTH = new Cutoffs.Cut(80_000, true);

    @Test
    void spendIsWhatWasPaidForCompletedBookingsAndOnReceiptsOfTheirOwn() {
        Client buyer = client().with(booking("2026-01-01")
                        .price("100.00")
                        .discount("10.00")
                        .refunded("5.50")
                        .completed())
                .with(booking("2026-01-02").price("40.00").noShow())
                .booked("2026-03-01")
                .receipt("2026-01-03", "20.25")
                .receipt("2026-01-01", "99.00", null, "b-1")
                .at("2026-02-01");

        assertThat(buyer.spendMinor()).isEqualTo(104_75);
        assertThat(number(buyer, "spend")).isEqualTo(104.75);
        assertThat(number(buyer, "highestPrice")).isEqualTo(100);
        assertThat(number(buyer, "profit")).isEqualTo(94.75);
    }

    @Test
    void anAmountEqualsTheDecimalLiteralOfTheSameAmount() {
        for (int cents = 0; cents < 100_000; cents++) {
            String literal = "%d.%02d".formatted(cents / 100, cents % 100);
            assertThat(client().business().amount(cents)).isEqualTo(Double.parseDouble(literal));
        }
    }

    @Test
    void twoHundredIsNotOverTwoHundredAndACentMoreIs() {
        assertThat(number(client().visit("2026-01-01", "massage", "200.00").at("2026-01-02"), "spendInLast", 30))
                .isEqualTo(200.00);
        assertThat(number(client().visit("2026-01-01", "massage", "200.01").at("2026-01-02"), "spendInLast", 30))
                .isEqualTo(200.01)
                .isGreaterThan(200);
    }

    @Test
    void spendOfTheLastDaysGoesByTheDayOfTheBookingAndTheDateOfTheReceipt() {
        Clients buyer = client().visit("2026-01-01T23:59", "massage", "60.00").receipt("2026-01-02", "5.00");

        assertThat(number(buyer.at("2026-01-30T23:59:59"), "spendInLast", 30)).isEqualTo(65);
        assertThat(number(buyer.at("2026-01-31"), "spendInLast", 30)).isEqualTo(5);
        assertThat(number(buyer.at("2026-02-01"), "spendInLast", 30)).isZero();
        assertThat(number(
                        buyer.at("2026-02-01"),
                        "spendBetween",
                        LocalDate.parse("2026-01-02"),
                        LocalDate.parse("2026-01-02")))
                .isEqualTo(5);
    }

    @Test
    void spendOnAServiceIncludesReceiptsForIt() {
        Client buyer = client().visit("2026-01-01", "massage", "60.00")
                .visit("2026-01-01", "color", "80.00")
                .receipt("2026-01-02", "5.00", "massage", null)
                .receipt("2026-01-02", "7.00")
                .at("2026-01-03");

        assertThat(number(buyer, "spendOnServiceInLast", "massage", 30)).isEqualTo(65);
        assertThat(number(buyer, "spendOnCategoryInLast", "color", 30)).isEqualTo(80);
        assertThat(number(buyer, "spendOnServiceInLast", "Massage", 30)).isZero();
    }

    @Test
    void theAverageIsPerVisitAndUnknownWithoutOne() {
        Client twice = client().visit("2026-01-01T10:00", "haircut", "30.00")
                .visit("2026-01-01T11:00", "color", "50.00")
                .visit("2026-01-02", "haircut", "0.02")
                .at("2026-02-01");

        assertThat(number(twice, "averageOrderValue")).isEqualTo(40.01);
        Client buyer = client().receipt("2026-01-01", "10.00").at("2026-02-01");
        assertThat(number(buyer, "averageOrderValue")).isNaN();
        assertThat(number(buyer, "highestPrice")).isNaN();
        assertThat(number(buyer, "spend")).isEqualTo(10);
    }

    @Test
    void aCurrencyWithoutMinorUnitsCountsWhole() {
        Client buyer =
                client().currency("JPY").visit("2026-01-01", "massage", "60.00").at("2026-02-01");

        assertThat(number(buyer, "spend")).isEqualTo(6000);
    }

    @Test
    void whoSpentNothingHasNoRank() {
        var cutoffs = new Cutoffs(Map.of(TOP_FIFTH, 100_00L));

        assertThat(rank(client().cutoffs(cutoffs))).isEqualTo(Truth.UNKNOWN);
        assertThat(rank(client().cutoffs(cutoffs).receipt("2026-01-01", "-5.00")))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(rank(client().cutoffs(cutoffs).receipt("2026-01-01", "99.99")))
                .isEqualTo(Truth.FALSE);
        assertThat(rank(client().cutoffs(cutoffs).receipt("2026-01-01", "100.00")))
                .isEqualTo(Truth.TRUE);
    }

    private static Truth rank(Clients client) {
        var property = (Property.Rank<Client>)
                Vocabulary.CLIENT.property("spendPercentile").orElseThrow();
        return property.reader().above(client.at("2026-02-01"), TOP_FIFTH);
    }
}
