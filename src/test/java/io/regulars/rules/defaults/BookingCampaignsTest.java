package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.facts.Clients;
import io.regulars.facts.Trigger.Kind;
import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BookingCampaignsTest {
    private final RulesTester rules = rules("campaigns/bookings.drl");
    private final Clients booked = client().booked("2026-01-10T10:00");

    @Test
    void aBookingThatIsMadeGetsItsReminders() {
        rules.given(booked)
                .at("2026-01-09T10:00")
                .happens(Kind.BOOKED)
                .starts("reminder")
                .from("event:booking")
                .because("what happened is BOOKED and the trigger's hoursUntilStart is 24");
    }

    @Test
    void aMovedBookingIsConfirmedForItsNewTime() {
        rules.given(booked)
                .at("2026-01-09T10:00")
                .happens(Kind.RESCHEDULED)
                .starts("reminder")
                .because("what happened is RESCHEDULED and the trigger's hoursUntilStart is 24");
    }

    @Test
    void aWalkInIsNotReminded() {
        rules.given(booked).at("2026-01-10T10:00").happens(Kind.BOOKED).startsNothing();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"COMPLETED", "CANCELLED", "NO_SHOW", "REGISTERED", "TIME"})
    void whateverElseHappensStartsNoReminder(Kind kind) {
        rules.given(booked).at("2026-01-09").happens(kind).startsNothing();
    }

    @ParameterizedTest
    @CsvSource({
        "no-show-risk, no-show-care",
        "abandoned-booking, booking-rescue",
        "browser, category-interest",
    })
    void whoComesIntoTheSegmentIsCaredFor(String segment, String campaign) {
        rules.given(client()).at("2026-01-09").enters(segment).starts(campaign);
        rules.given(client()).at("2026-01-09").isMember(segment, "2026-01-01").startsNothing();
    }
}
