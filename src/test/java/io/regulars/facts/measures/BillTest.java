package io.regulars.facts.measures;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Bookings;
import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Reading;
import io.regulars.facts.history.BusinessSettings.PriceWhenUnsaid;
import io.regulars.facts.values.Truth;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What money counts that names its booking, and what a booking costs of which nobody said it. */
class BillTest {
    private static final String DAY = "2026-01-05";

    /** Of a completed haircut with tip 10.00 and tax 5.00. */
    @ParameterizedTest
    @CsvSource({
        "'50.00', '',                                   50.00",
        "'50.00', 'PAYMENT 65.00',                      50.00",
        "'50.00', 'DEPOSIT 20.00; PAYMENT 45.00',       50.00",
        "'50.00', 'TIP 10.00',                          50.00",
        "'50.00', 'GIFT_CARD 50.00',                    50.00",
        "'50.00', 'PRODUCT 50.00; SERVICE 50.00',       50.00",
        "'50.00', 'FEE 7.00',                           57.00",
        "'50.00', 'REFUND -65.00',                       0.00",
        "'50.00', 'REFUND 65.00',                        0.00",
        "'50.00', 'REFUND -100.00',                      0.00",
        "'50.00', 'REFUND -12.00',                      50.00",
        "'50.00', 'REFUND -10.00; REFUND -15.00',       40.00",
        "'50.00', 'PAYMENT 65.00; PAYMENT -25.00',      40.00",
        "'50.00', 'PRODUCT -25.00',                     40.00",
        "'50.00', 'PAYMENT 65.00; PAYMENT 65.00; REFUND 65.00', 50.00",
        "'50.00', 'DEPOSIT 20.00; PAYMENT 65.00; REFUND 20.00', 50.00",
        "'50.00', 'PAYMENT 65.00; REFUND 65.00; PAYMENT 65.00', 50.00",
        "'50.00', 'PAYMENT 70.00; REFUND 70.00',         0.00",
        "'50.00', 'shampoo 9.00',                       50.00",
        "'',      'PAYMENT 55.00',                      55.00",
        "'',      'DEPOSIT 20.00; PAYMENT 35.00',       55.00",
        "'',      'SERVICE 55.00',                      55.00",
        "'',      'DEPOSIT 20.00',                      20.00",
        "'',      'TIP 10.00; GIFT_CARD 50.00',          0.00",
        "'',      'PAYMENT 55.00; REFUND 70.00',         0.00",
        "'',      'REFUND -100.00',                      0.00",
    })
    void aReceiptThatNamesItsBookingSettlesIt(String price, String receipts, double spend) {
        Bookings booking = booking(DAY).tip("10.00").tax("5.00").completed();
        Client client = told(client().with(price.isEmpty() ? booking.unpriced() : booking.price(price)), receipts)
                .at("2026-02-01");

        assertThat(number(client, "spend")).isEqualTo(spend);
        assertThat(number(client, "spendInLast", 60)).isEqualTo(spend);
        assertThat(number(client, "spendOnServiceInLast", "haircut", 60)
                        + number(client, "spendOnServiceInLast", "", 60))
                .isLessThanOrEqualTo(spend);
    }

    /** Of a haircut for 50.00 that did not take place. */
    @ParameterizedTest
    @CsvSource({
        "'',                                  0.00",
        "'FEE 25.00',                        25.00",
        "'DEPOSIT 20.00',                    20.00",
        "'DEPOSIT 20.00; REFUND -20.00',      0.00",
        "'DEPOSIT 20.00; REFUND -50.00',      0.00",
        "'REFUND -50.00',                     0.00",
        "'PAYMENT 50.00; REFUND 30.00',      20.00",
        "'TIP 5.00; GIFT_CARD 5.00',          0.00",
    })
    void whatWasKeptOfABookingThatDidNotTakePlaceIsSpend(String receipts, double spend) {
        assertThat(number(told(client().noShow(DAY), receipts).at("2026-02-01"), "spend"))
                .isEqualTo(spend);
        assertThat(number(
                        told(client().cancelled(DAY, "2026-01-05T09:00"), receipts)
                                .at("2026-02-01"),
                        "spend"))
                .isEqualTo(spend);
    }

    @ParameterizedTest
    @CsvSource({
        "'DEPOSIT 20.00',                 0.00",
        "'DEPOSIT 20.00; PAYMENT 30.00', 30.00",
        "'PAYMENT 50.00; REFUND 35.00',   0.00",
    })
    void whatTheBookingItselfSaysWasGivenBackIsNotKept(String receipts, double spend) {
        Client client = told(client().with(booking(DAY).refunded("20.00").noShow()), receipts)
                .at("2026-02-01");

        assertThat(number(client, "spend")).isEqualTo(spend);
        assertThat(number(client, "spendInLast", 60)).isEqualTo(spend);
    }

    @Test
    void whatIsPaidAheadIsNoSpendUntilTheBookingIsKept() {
        Clients ahead = client().booked("2026-03-01").paid("DEPOSIT", DAY, "20.00", "b-1");

        assertThat(number(ahead.at("2026-02-01"), "spend")).isZero();
    }

    @Test
    void moneyOfABookingThatIsNotKnownWaitsForItAndMoneyOfNoneCounts() {
        assertThat(number(client().paid("PAYMENT", DAY, "55.00", "nope").at("2026-02-01"), "spend"))
                .isZero();
        assertThat(number(
                        client().paid("PAYMENT", DAY, "55.00", null)
                                .paid("REFUND", DAY, "5.00", null)
                                .paid("TIP", DAY, "9.00", null)
                                .paid("GIFT_CARD", DAY, "30.00", null)
                                .paid("shampoo", DAY, "2.00", null)
                                .at("2026-02-01"),
                        "spend"))
                .isEqualTo(82);
    }

    @Test
    void aRefundTakesTipAndTaxFirstAndNeverMakesTheBookingNegative() {
        assertThat(spend(booking(DAY)
                        .price("50.00")
                        .discount("10.00")
                        .refunded("60.00")
                        .completed()))
                .isZero();
        assertThat(spend(booking(DAY)
                        .price("50.00")
                        .tip("5.00")
                        .tax("10.00")
                        .refunded("25.00")
                        .completed()))
                .isEqualTo(40);
        assertThat(spend(booking(DAY)
                        .price("50.00")
                        .tip("5.00")
                        .tax("10.00")
                        .refunded("65.00")
                        .completed()))
                .isZero();
    }

    @Test
    void aPriceThatNobodySaidIsTheCataloguesOfThatDay() {
        Clients visitor = client().price("haircut", "2026-01-01", "40.00")
                .price("haircut", "2026-01-10T08:00", "45.00")
                .price("haircut", "2026-01-10T18:00", "50.00");

        assertThat(spend(visitor, booking("2025-12-01"))).isEqualTo(40);
        assertThat(spend(visitor, booking("2026-01-09T23:59"))).isEqualTo(40 + 40);
        assertThat(spend(visitor, booking("2026-01-10T00:00"))).isEqualTo(80 + 50);
        assertThat(spend(visitor, booking("2026-01-20"))).isEqualTo(130 + 50);
    }

    @Test
    void aPriceThatNobodyKnowsIsNoZeroInAnAverage() {
        Clients visitor =
                client().with(booking("2026-01-05").unpriced().completed()).visit("2026-01-06", "color", "90.00");
        Client client = visitor.at("2026-02-01");

        assertThat(number(client, "spend")).isEqualTo(90);
        assertThat(number(client, "averageOrderValue")).isEqualTo(90);
        assertThat(number(client, "highestPrice")).isEqualTo(90);
        assertThat(number(client, "profit")).isEqualTo(70);
        assertThat(number(client.bookingFacts().getFirst(), "price")).isNaN();
        assertThat(number(client.bookingFacts().getFirst(), "paid")).isNaN();

        Client priced = visitor.price("haircut", "2026-01-01", "40.00").at("2026-02-01");
        assertThat(number(priced, "averageOrderValue")).isEqualTo(65);
        assertThat(number(priced.bookingFacts().getFirst(), "price")).isEqualTo(40);
        assertThat(Reading.flag(priced.bookingFacts().getFirst(), "priceAssumed"))
                .isEqualTo(Truth.TRUE);
        assertThat(Reading.flag(priced.bookingFacts().getLast(), "priceAssumed"))
                .isEqualTo(Truth.FALSE);

        Client given = visitor.priceWhenUnsaid(PriceWhenUnsaid.ZERO).at("2026-02-01");
        assertThat(number(given, "averageOrderValue")).isEqualTo(45);
    }

    @Test
    void aDiscountOfMoreThanAnAssumedPriceLeavesNothing() {
        Clients visitor = client().price("haircut", "2026-01-01", "40.00");

        assertThat(spend(visitor, booking(DAY).discount("50.00"))).isZero();
    }

    @Test
    void whatWasPaidForABookingCountsOnItsDayAndWhatWasKeptOnThatOfTheReceipt() {
        Client client = client().with(booking("2026-01-05").unpriced().completed())
                .noShow("2026-01-06")
                .paid("PAYMENT", "2026-01-20", "55.00", "b-1")
                .paid("DEPOSIT", "2026-01-01", "20.00", "b-2")
                .at("2026-02-01");

        assertThat(number(client, "spendBetween", LocalDate.parse("2026-01-05"), LocalDate.parse("2026-01-06")))
                .isEqualTo(55);
        assertThat(number(client, "spendBetween", LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-01")))
                .isEqualTo(20);
    }

    private static double spend(Bookings booking) {
        return number(client().with(booking).at("2026-02-01"), "spend");
    }

    private static double spend(Clients client, Bookings booking) {
        return number(client.with(booking.unpriced().completed()).at("2026-02-01"), "spend");
    }

    private static Clients told(Clients client, String receipts) {
        for (String receipt : receipts.split("; ")) {
            if (!receipt.isEmpty()) {
                String[] words = receipt.split(" ");
                client.paid(words[0], "2026-01-04", words[1], "b-1");
            }
        }
        return client;
    }
}
