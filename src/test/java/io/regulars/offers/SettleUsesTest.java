package io.regulars.offers;

import static io.regulars.offers.CodeUse.Kind.BOOKING;
import static io.regulars.offers.CodeUse.Kind.EVENT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.offers.CodeUse.Result;
import io.regulars.offers.SettleUses.Issued;
import io.regulars.offers.SettleUses.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a code follows from what is so, not from what was told when. */
class SettleUsesTest {
    private static final long ANNA = 1;
    private static final long BEA = 2;
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant UNTIL = hours(48);
    private static final Issued CODE = new Issued(1, ANNA, UNTIL, 1, null);

    @Test
    void aCodeThatNobodyNamesIsTheClientsUntilItsTimeIsOver() {
        assertThat(settle(CODE, UNTIL).state()).isEqualTo(OfferState.ISSUED);
        assertThat(settle(CODE, UNTIL.plusMillis(1)).state()).isEqualTo(OfferState.EXPIRED);
        assertThat(settle(new Issued(1, ANNA, null, 1, null), hours(100_000)).state())
                .isEqualTo(OfferState.ISSUED);
    }

    @Test
    void aBookingRedeemsItAndCancelledGivesItBackIfItIsStillValid() {
        assertThat(settle(CODE, UNTIL, booking("b-1", 1)).state()).isEqualTo(OfferState.REDEEMED);
        CodeUse cancelled = new CodeUse(BOOKING, "b-1", ANNA, hours(1), false, null);
        assertThat(settle(CODE, UNTIL, cancelled).state()).isEqualTo(OfferState.ISSUED);
        assertThat(settle(CODE, hours(49), cancelled).state()).isEqualTo(OfferState.EXPIRED);
    }

    @Test
    void whatWasRedeemedInTimeStaysSoAfterIt() {
        assertThat(settle(CODE, hours(1_000), booking("b-1", 1)).state()).isEqualTo(OfferState.REDEEMED);
    }

    @Test
    void ofTwoBookingsTheEarlierCounts() {
        Settled settled = settle(CODE, UNTIL, booking("b-2", 2), booking("b-1", 1));

        assertThat(results(settled))
                .containsExactlyInAnyOrderEntriesOf(Map.of("b-1", Result.COUNTS, "b-2", Result.SECOND));
        assertThat(settled.last()).isEqualTo(booking("b-1", 1));
    }

    @Test
    void aCodeOfSeveralUsesCountsSoOften() {
        var twice = new Issued(1, ANNA, UNTIL, 2, null);

        assertThat(settle(twice, UNTIL, booking("b-1", 1)).state()).isEqualTo(OfferState.ISSUED);
        Settled full = settle(twice, UNTIL, booking("b-1", 1), booking("b-2", 2), booking("b-3", 3));
        assertThat(full.state()).isEqualTo(OfferState.REDEEMED);
        assertThat(full.used()).isEqualTo(2);
        assertThat(results(full)).containsEntry("b-3", Result.SECOND);
    }

    @Test
    void anothersBookingOneTooLateAndOneAfterItWasTakenBackDoNotCount() {
        assertThat(results(settle(CODE, UNTIL, new CodeUse(BOOKING, "b-1", BEA, hours(1), true, null))))
                .containsEntry("b-1", Result.OTHER_CLIENT);
        assertThat(results(settle(CODE, hours(50), booking("b-1", 49)))).containsEntry("b-1", Result.EXPIRED);
        var voided = new Issued(1, ANNA, UNTIL, 1, hours(5));
        assertThat(results(settle(voided, UNTIL, booking("b-1", 5)))).containsEntry("b-1", Result.VOID);
        assertThat(settle(voided, UNTIL, booking("b-1", 5)).state()).isEqualTo(OfferState.VOID);
        assertThat(settle(voided, UNTIL, booking("b-1", 4)).state()).isEqualTo(OfferState.REDEEMED);
    }

    @Test
    void aBookingThatWasMovedNamedTheCodeWhenItWasMadeFirst() {
        CodeUse first = booking("b-1", 1);
        CodeUse moved = new CodeUse(BOOKING, "b-2", ANNA, hours(60), true, "b-1");
        CodeUse cancelled = new CodeUse(BOOKING, "b-1", ANNA, hours(1), false, null);

        assertThat(results(settle(CODE, hours(60), first, moved))).isEqualTo(Map.of("b-2", Result.COUNTS));
        assertThat(results(settle(CODE, hours(60), cancelled, moved))).isEqualTo(Map.of("b-2", Result.COUNTS));
    }

    @Test
    void theTillsEventOfABookingIsTheSameRedemption() {
        CodeUse ofBooking = new CodeUse(EVENT, "e-1", ANNA, hours(2), true, "b-1");
        CodeUse ofNone = new CodeUse(EVENT, "e-2", ANNA, hours(3), true, null);

        assertThat(results(settle(CODE, UNTIL, booking("b-1", 1), ofBooking, ofNone)))
                .isEqualTo(Map.of("b-1", Result.COUNTS));
        assertThat(results(settle(CODE, UNTIL, ofNone))).isEqualTo(Map.of("e-2", Result.COUNTS));
    }

    @Test
    void ofACodeThatAllShareTheRowsOfOneClientAreUsedInTheirOrder() {
        var first = new Issued(1, ANNA, hours(10), 1, null);
        var second = new Issued(2, ANNA, hours(60), 1, null);

        Map<Long, Settled> settled =
                SettleUses.of(List.of(first, second), List.of(booking("b-1", 20), booking("b-2", 5)), hours(60));

        assertThat(results(requireNonNull(settled.get(1L)))).isEqualTo(Map.of("b-2", Result.COUNTS));
        assertThat(results(requireNonNull(settled.get(2L)))).isEqualTo(Map.of("b-1", Result.COUNTS));
    }

    /** Bookings are told, cancelled and removed in any order, twice, and late; the later moment wins for each, as records do it. */
    @Test
    void theOrderInWhichThingsAreToldDoesNotMatter() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            List<Telling> tellings = tellings(random);
            Settled expected = settled(tellings);
            for (int i = 0; i < 10; i++) {
                var again = new ArrayList<>(tellings);
                again.add(tellings.get(random.nextInt(tellings.size())));
                Collections.shuffle(again, random);
                assertThat(settled(again)).as("seed %s", seed).isEqualTo(expected);
            }
            assertThat(expected.used()).as("seed %s", seed).isLessThanOrEqualTo(CODE.uses());
            assertThat(expected.state() == OfferState.REDEEMED)
                    .as("seed %s", seed)
                    .isEqualTo(expected.used() == CODE.uses());
        }
    }

    private record Telling(
            String booking,
            long client,
            Instant at,
            boolean stands,
            @Nullable String replaces) {}

    private static List<Telling> tellings(Random random) {
        var tellings = new ArrayList<Telling>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            int number = random.nextInt(3);
            tellings.add(new Telling(
                    "b-" + number,
                    random.nextInt(4) == 0 ? BEA : ANNA,
                    hours(i * 10 + random.nextInt(10)),
                    random.nextInt(3) > 0,
                    random.nextInt(4) == 0 ? "b-" + random.nextInt(3) : null));
        }
        return tellings;
    }

    /** The latest state of each booking, and when it was first told. */
    private static Settled settled(List<Telling> tellings) {
        var latest = new HashMap<String, Telling>();
        var first = new HashMap<String, Instant>();
        for (Telling telling : tellings) {
            latest.merge(telling.booking, telling, (one, other) -> other.at.isAfter(one.at) ? other : one);
            first.merge(telling.booking, telling.at, (one, other) -> other.isBefore(one) ? other : one);
        }
        List<CodeUse> uses = latest.values().stream()
                .map(one -> new CodeUse(
                        BOOKING,
                        one.booking,
                        one.client,
                        requireNonNull(first.get(one.booking)),
                        one.stands,
                        one.replaces))
                .toList();
        return requireNonNull(SettleUses.of(List.of(CODE), uses, hours(20)).get(CODE.id()));
    }

    private static Settled settle(Issued code, Instant now, CodeUse... uses) {
        return requireNonNull(SettleUses.of(List.of(code), List.of(uses), now).get(code.id()));
    }

    private static Map<String, Result> results(Settled settled) {
        var results = new HashMap<String, Result>();
        settled.results().forEach((use, result) -> results.put(use.thing(), result));
        return results;
    }

    private static CodeUse booking(String id, int hour) {
        return new CodeUse(BOOKING, id, ANNA, hours(hour), true, null);
    }

    private static Instant hours(long hours) {
        return NOON.plusSeconds(hours * 3_600);
    }
}
