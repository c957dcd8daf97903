package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.facts.Trigger.Kind;
import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FreedSlotCampaignsTest {
    private final RulesTester rules = rules("campaigns/freed-slots.drl");

    @Test
    void aCancelledMorningIsOfferedToOthers() {
        rules.given(client().cancelled("2026-01-10T11:59", "2026-01-09T09:00"))
                .at("2026-01-09T09:00")
                .happens(Kind.CANCELLED)
                .starts("morning-slot")
                .from("event:booking");
    }

    @Test
    void noonIsNoMorning() {
        rules.given(client().cancelled("2026-01-10T12:00", "2026-01-09T09:00"))
                .at("2026-01-09T09:00")
                .happens(Kind.CANCELLED)
                .startsNothing();
    }

    @Test
    void aMorningThatIsOverIsNotOffered() {
        rules.given(client().cancelled("2026-01-10T10:00", "2026-01-10T10:00"))
                .at("2026-01-10T10:00")
                .happens(Kind.CANCELLED)
                .startsNothing();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"BOOKED", "RESCHEDULED", "COMPLETED", "NO_SHOW", "REGISTERED", "TIME"})
    void whateverElseHappensFreesNoSlot(Kind kind) {
        rules.given(client().booked("2026-01-10T10:00"))
                .at("2026-01-09T09:00")
                .happens(kind)
                .startsNothing();
    }
}
