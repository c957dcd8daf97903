package io.regulars.facts;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.day;
import static io.regulars.facts.Reading.flag;
import static io.regulars.facts.Reading.number;
import static io.regulars.facts.Reading.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.history.Activity;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.values.Truth;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFactsTest {
    @Test
    void aBookingIsReadWithTheBusinesssCalendarAndCatalogue() {
        Client client = client().with(booking("2026-01-05T23:30")
                        .until("2026-01-06T00:30")
                        .made("2026-01-02")
                        .of("color")
                        .with("KELLY")
                        .at("main")
                        .through("web")
                        .price("80.00")
                        .discount("5.00")
                        .completed())
                .at("2026-01-08");
        Booking booking = client.bookingFacts().getFirst();

        assertThat(text(booking, "service")).contains("color");
        assertThat(text(booking, "category")).contains("color");
        assertThat(text(booking, "status")).contains("COMPLETED");
        assertThat(day(booking, "startsAt")).contains(LocalDate.parse("2026-01-05"));
        assertThat(day(booking, "endsAt")).contains(LocalDate.parse("2026-01-06"));
        assertThat(day(booking, "bookedAt")).contains(LocalDate.parse("2026-01-02"));
        assertThat(day(booking, "cancelledAt")).isEmpty();
        assertThat(text(booking, "cancelledBy")).isEmpty();
        assertThat(number(booking, "startHour")).isEqualTo(23);
        assertThat(text(booking, "weekday")).contains("MONDAY");
        assertThat(text(booking, "staff")).contains("KELLY");
        assertThat(text(booking, "location")).contains("main");
        assertThat(text(booking, "channel")).contains("web");
        assertThat(number(booking, "price")).isEqualTo(80);
        assertThat(number(booking, "paid")).isEqualTo(75);
        assertThat(number(booking, "daysAgo")).isEqualTo(3);
        assertThat(flag(booking, "upcoming")).isEqualTo(Truth.FALSE);
        assertThat(flag(booking, "late")).isEqualTo(Truth.FALSE);
    }

    @Test
    void bookingsComeInTheOrderOfTheirStart() {
        Client client =
                client().visits("2026-01-07", "2026-01-05", "2026-01-06").at("2026-01-06T09:00");

        assertThat(client.bookingFacts())
                .extracting(each -> number(each, "daysAgo"))
                .containsExactly(1.0, 0.0, -1.0);
        assertThat(client.bookingFacts()).isSameAs(client.bookingFacts());
    }

    @Test
    void aTriggerSpeaksOfItsBooking() {
        Client client = client().with(booking("2026-01-05T10:00").cancelled("2026-01-05T08:30"))
                .at("2026-01-05T08:30");
        var trigger = new Trigger(
                client,
                Trigger.Kind.CANCELLED,
                "booking:b-1:CANCELLED",
                client.now(),
                client.bookingFacts().getFirst(),
                null,
                null);

        assertThat(text(trigger, "kind")).contains("CANCELLED");
        assertThat(text(trigger, "service")).contains("haircut");
        assertThat(text(trigger, "category")).contains("hair");
        assertThat(text(trigger, "status")).contains("CANCELLED");
        assertThat(number(trigger, "startHour")).isEqualTo(10);
        assertThat(number(trigger, "hoursUntilStart")).isEqualTo(1.5);
        assertThat(flag(trigger, "late")).isEqualTo(Truth.TRUE);
        assertThat(text(trigger, "activityType")).isEmpty();
        assertThat(number(trigger, "score")).isNaN();
    }

    @Test
    void aTriggerSpeaksOfItsActivity() {
        Client client = client().activity(
                        "2026-01-05",
                        Activity.Type.CUSTOM,
                        Map.of(
                                "name",
                                "quiz",
                                "category",
                                "color",
                                "campaign",
                                "welcome",
                                "channel",
                                "email",
                                "stars",
                                3))
                .at("2026-01-05");
        var trigger = new Trigger(
                client,
                Trigger.Kind.ACTIVITY,
                "activity:a-1",
                client.now(),
                null,
                client.snapshot().activities().getFirst(),
                null);

        assertThat(text(trigger, "activityType")).contains("CUSTOM");
        assertThat(text(trigger, "activityName")).contains("quiz");
        assertThat(text(trigger, "activityCategory")).contains("color");
        assertThat(text(trigger, "campaign")).contains("welcome");
        assertThat(text(trigger, "channel")).contains("email");
        assertThat(number(trigger, "stars")).isEqualTo(3);
        assertThat(text(trigger, "service")).isEmpty();
        assertThat(number(trigger, "hoursUntilStart")).isNaN();
        assertThat(flag(trigger, "late")).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void aTriggerSpeaksOfItsSurvey() {
        Client client = client().nps("2026-01-05", 9).at("2026-01-06");
        SurveyState answer = client.snapshot().surveys().getFirst();
        var trigger = new Trigger(client, Trigger.Kind.SURVEY, "survey:s-1", client.now(), null, null, answer);

        assertThat(text(trigger, "surveyKind")).contains("NPS");
        assertThat(number(trigger, "score")).isEqualTo(9);
        Survey survey = client.surveyFacts().getFirst();
        assertThat(text(survey, "kind")).contains("NPS");
        assertThat(number(survey, "score")).isEqualTo(9);
        assertThat(day(survey, "answeredOn")).contains(LocalDate.parse("2026-01-05"));
    }

    @Test
    void aMembershipCountsCalendarDays() {
        Client client = client().at("2026-01-08T00:00");
        Instant since = client().moment("2026-01-05T23:59");

        var member = new Member(client, "first-timer", since);
        assertThat(text(member, "segment")).contains("first-timer");
        assertThat(day(member, "since")).contains(LocalDate.parse("2026-01-05"));
        assertThat(number(member, "days")).isEqualTo(3);
        assertThat(day(new Entered(client, "vip", since), "since")).contains(LocalDate.parse("2026-01-05"));
        assertThat(text(new Left(client, "vip", since, client.now()), "segment"))
                .contains("vip");
    }
}
