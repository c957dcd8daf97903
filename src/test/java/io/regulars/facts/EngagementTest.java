package io.regulars.facts;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.flag;
import static io.regulars.facts.Reading.number;
import static io.regulars.facts.Reading.text;
import static io.regulars.facts.history.Activity.Type.BOOKING_STARTED;
import static io.regulars.facts.history.Activity.Type.CUSTOM;
import static io.regulars.facts.history.Activity.Type.MESSAGE_CLICKED;
import static io.regulars.facts.history.Activity.Type.MESSAGE_OPENED;
import static io.regulars.facts.history.Activity.Type.MESSAGE_SENT;
import static io.regulars.facts.history.Activity.Type.OFFER_REDEEMED;
import static io.regulars.facts.history.Activity.Type.PAGE_VIEWED;
import static io.regulars.facts.history.Activity.Type.REVIEW_LEFT;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.values.Truth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngagementTest {
    @Test
    void aBookingIsAbandonedWhenNoneWasMadeWithin24Hours() {
        Clients hesitant = client().bookingStarted("2026-01-05T10:00");

        assertThat(abandoned(hesitant, "2026-01-06T09:59:59")).isZero();
        assertThat(abandoned(hesitant, "2026-01-06T10:00")).isEqualTo(1);
        assertThat(abandoned(hesitant, "2026-01-11T23:59:59")).isEqualTo(1);
        assertThat(abandoned(hesitant, "2026-01-12T00:00")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T09:59:59, 1",
        "2026-01-05T10:00:00, 0",
        "2026-01-06T10:00:00, 0",
        "2026-01-06T10:00:01, 1",
    })
    void aBookingMadeBeforeTheStartOrAfterADayRescuesNothing(String made, int abandoned) {
        Clients hesitant = client().bookingStarted("2026-01-05T10:00")
                .with(booking("2026-02-01").made(made));

        assertThat(abandoned(hesitant, "2026-01-07")).isEqualTo(abandoned);
    }

    @Test
    void aBookingOfUnknownMakingWasMadeAtItsStart() {
        Clients walkIn = client().bookingStarted("2026-01-05T10:00").visit("2026-01-05T18:00");

        assertThat(abandoned(walkIn, "2026-01-07")).isZero();
    }

    @Test
    void pageViewsCountByDayServiceAndSeconds() {
        Client browser = client().activity(
                        "2026-01-05T10:00", PAGE_VIEWED, Map.of("service", "massage", "url", "/a", "seconds", 40))
                .activity("2026-01-05T11:00", PAGE_VIEWED, Map.of("service", "massage", "url", "/b", "seconds", 2.5))
                .activity("2026-01-06T11:00", PAGE_VIEWED, Map.of("url", "/c", "category", "color"))
                .activity("2026-01-07T11:00", PAGE_VIEWED, Map.of("seconds", "many"))
                .booked("2026-03-01")
                .at("2026-01-07");

        assertThat(number(browser, "pagesViewedInLast", 3)).isEqualTo(4);
        assertThat(number(browser, "pagesViewedInLast", 2)).isEqualTo(2);
        assertThat(number(browser, "secondsOnPagesInLast", 3)).isEqualTo(42.5);
        assertThat(number(browser, "itemsViewedInLast", 3)).isEqualTo(2);
        assertThat(number(browser, "returnDaysInLast", 3)).isEqualTo(3);
        assertThat(flag(browser, "viewed", "color")).isEqualTo(Truth.TRUE);
        assertThat(flag(browser, "viewed", "body")).isEqualTo(Truth.TRUE);
        assertThat(flag(browser, "viewed", "hair")).isEqualTo(Truth.FALSE);
    }

    @Test
    void aServiceIsViewedByItsCodeAndCountsForItsCategoryWhateverElseThePageIsOf() {
        Clients browser = client().service("balayage", "color", "20")
                .activity("2026-01-05", PAGE_VIEWED, Map.of("service", "balayage", "category", "spring-sale"));
        Client before = browser.at("2026-01-06");

        for (String page : List.of("balayage", "color", "spring-sale")) {
            assertThat(flag(before, "viewed", page)).as(page).isEqualTo(Truth.TRUE);
            assertThat(flag(before, "viewedNotBooked", page)).as(page).isEqualTo(Truth.TRUE);
        }
        assertThat(flag(before, "viewed", "massage")).isEqualTo(Truth.FALSE);

        Client after = browser.with(booking("2026-03-01").of("balayage")).at("2026-01-06");
        assertThat(flag(after, "viewedNotBooked", "balayage")).isEqualTo(Truth.FALSE);
        assertThat(flag(after, "viewedNotBooked", "color")).isEqualTo(Truth.FALSE);
    }

    @Test
    void pageViewsAboutABrandCountByDay() {
        Client fan = client().activity("2026-01-05", PAGE_VIEWED, Map.of("brand", "olaplex"))
                .activity("2026-01-06", PAGE_VIEWED, Map.of("brand", "olaplex"))
                .activity("2026-01-06", PAGE_VIEWED, Map.of("brand", "davines"))
                .activity("2026-01-06", BOOKING_STARTED, Map.of("brand", "olaplex"))
                .at("2026-01-06");

        assertThat(number(fan, "brandViewsInLast", "olaplex", 2)).isEqualTo(2);
        assertThat(number(fan, "brandViewsInLast", "olaplex", 1)).isEqualTo(1);
        assertThat(number(fan, "brandViewsInLast", "wella", 2)).isZero();
    }

    @Test
    void aCategoryIsViewedNotBookedUntilSheBooksIt() {
        Clients browser = client().viewed("2026-01-05", "color").viewed("2026-01-05", "hair");

        assertThat(flag(browser.at("2026-01-06"), "viewedNotBooked", "color")).isEqualTo(Truth.TRUE);
        assertThat(number(browser.at("2026-01-06"), "categoriesViewedNotBookedInLast", 30))
                .isEqualTo(2);
        browser.booked("2026-03-01");
        assertThat(flag(browser.at("2026-01-06"), "viewedNotBooked", "hair")).isEqualTo(Truth.FALSE);
        assertThat(number(browser.at("2026-01-06"), "categoriesViewedNotBookedInLast", 30))
                .isEqualTo(1);
        assertThat(number(browser.at("2026-02-04"), "categoriesViewedNotBookedInLast", 30))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, DETRACTOR", "6, DETRACTOR", "7, NEUTRAL", "8, NEUTRAL", "9, SATISFIED", "10, SATISFIED"})
    void theGroupFollowsFromTheLatestScore(int score, String group) {
        assertThat(text(
                        client().csat("2026-01-01", 10)
                                .csat("2026-01-02", score)
                                .at("2026-02-01"),
                        "csatGroup"))
                .contains(group);
    }

    @Test
    void scoresAreOrderedByWhenTheyWereGiven() {
        Client critic = client().csat("2026-01-03", 9)
                .csat("2026-01-01", 2)
                .nps("2026-01-04", 10)
                .at("2026-02-01");

        assertThat(number(critic, "lastCsat")).isEqualTo(9);
        assertThat(number(critic, "previousCsat")).isEqualTo(2);
        assertThat(number(critic, "lastNps")).isEqualTo(10);
        assertThat(critic.surveyFacts())
                .extracting(each -> number(each, "daysAgo"))
                .containsExactly(31.0, 29.0, 28.0);
    }

    @Test
    void opinionsNobodyGaveAreUnknown() {
        Client silent = client().csat("2026-01-01", 5)
                .activity("2026-01-01", REVIEW_LEFT, Map.of())
                .at("2026-02-01");

        assertThat(number(silent, "previousCsat")).isNaN();
        assertThat(number(silent, "lastNps")).isNaN();
        assertThat(number(silent, "lastReviewStars")).isNaN();
        assertThat(text(client().at("2026-02-01"), "csatGroup")).isEmpty();
        assertThat(number(silent, "openRateInLast", 30)).isNaN();
        assertThat(number(silent, "opensInLast", 30)).isZero();
    }

    @Test
    void messagesReviewsReferralsAndOffersCount() {
        Client fan = client().activity("2026-01-01", MESSAGE_SENT, Map.of("campaign", "welcome"))
                .activity("2026-01-02", MESSAGE_SENT, Map.of())
                .activity("2026-01-02", MESSAGE_OPENED, Map.of())
                .activity("2026-01-02", MESSAGE_CLICKED, Map.of())
                .activity("2026-01-02", CUSTOM, Map.of("name", "quiz"))
                .activity("2026-01-02", BOOKING_STARTED, Map.of("name", "quiz"))
                .activity("2026-01-02", OFFER_REDEEMED, Map.of("offer", "spring"))
                .review("2026-01-02", 4)
                .review("2026-01-01", 1)
                .referred("2026-01-02")
                .with(booking("2026-01-03").offer("summer").completed())
                .with(booking("2026-05-03").offer("autumn"))
                .at("2026-01-04");

        assertThat(number(fan, "opensInLast", 3)).isEqualTo(1);
        assertThat(number(fan, "clicksInLast", 2)).isZero();
        assertThat(number(fan, "openRateInLast", 4)).isEqualTo(0.5);
        assertThat(number(fan, "lastReviewStars")).isEqualTo(4);
        assertThat(number(fan, "referrals")).isEqualTo(1);
        assertThat(number(fan, "activitiesInLast", "quiz", 3)).isEqualTo(1);
        assertThat(number(fan, "activitiesInLast", "MESSAGE_SENT", 30)).isEqualTo(2);
        assertThat(flag(fan, "redeemed", "spring")).isEqualTo(Truth.TRUE);
        assertThat(flag(fan, "redeemed", "summer")).isEqualTo(Truth.TRUE);
        assertThat(flag(fan, "redeemed", "autumn")).isEqualTo(Truth.FALSE);
    }

    private static double abandoned(Clients client, String now) {
        return number(client.at(now), "abandonedBookingsInLast", 7);
    }
}
