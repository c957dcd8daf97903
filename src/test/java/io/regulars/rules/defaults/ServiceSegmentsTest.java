package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;

class ServiceSegmentsTest {
    private final RulesTester rules = rules("segments/services.drl");

    @Test
    void eachServiceVisitedAndItsCategoryIsASegmentOnce() {
        rules.given(client().visit("2026-01-01T10:00", "massage", "60.00")
                        .visit("2026-01-02T10:00", "massage", "60.00")
                        .visit("2026-01-02T12:00", "color", "60.00"))
                .at("2026-01-03")
                .isExactlyIn("service:massage", "category:body", "service:color", "category:color")
                .isIn("service:massage")
                .because("the booking's status is COMPLETED and the booking's service is massage");
    }

    @Test
    void aBookingNotKeptIsNoVisitToItsService() {
        rules.given(client().booked("2026-02-01").noShow("2026-01-01").cancelled("2026-01-05", "2026-01-01"))
                .at("2026-01-10")
                .isExactlyIn();
    }

    @Test
    void aServiceWithoutACategoryOrUnknownToTheCatalogueGivesNoCategory() {
        rules.given(client().service("gift", null, "0")
                        .with(booking("2026-01-01").of("gift").completed())
                        .with(booking("2026-01-02").of("discontinued").completed()))
                .at("2026-01-10")
                .isExactlyIn("service:gift", "service:discontinued");
    }
}
