package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;

import org.junit.jupiter.api.Test;

/** The DRL that default rules are written in. */
class DrlTest {
    private static RulesTester segment(String when) {
        return drl("rule \"r\" when " + when + " then segments.assign($c, \"s\"); end");
    }

    @Test
    void aComparisonHolds() {
        segment("$c: Client( visits >= 2 )")
                .given(client().visit("2026-01-01").visit("2026-01-02"))
                .at("2026-01-03")
                .isIn("s")
                .because("visits is 2");
    }

    @Test
    void aClientWithoutTheVisitsIsNotMatched() {
        segment("$c: Client( visits >= 2 )")
                .given(client().visit("2026-01-01"))
                .at("2026-01-03")
                .isNotIn("s");
    }

    @Test
    void aBoundBookingGivesASegmentEach() {
        drl("""
                rule "each service"
                when
                    $c: Client()
                    Booking( status == COMPLETED, $service : service )
                then
                    segments.assign($c, "service:" + $service);
                end
                """)
                .given(client().visit("2026-01-01T10:00", "massage", "60.00")
                        .visit("2026-01-02T10:00", "massage", "60.00")
                        .visit("2026-01-02T12:00", "color", "60.00"))
                .at("2026-01-03")
                .isExactlyIn("service:massage", "service:color");
    }
}
