package io.regulars.facts.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.Version;
import io.regulars.facts.past.SpendOverTime.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpendOverTimeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final List<Version<BookingState>> bookings = new ArrayList<>();
    private final List<Version<ReceiptState>> receipts = new ArrayList<>();

    @Test
    void eachVisitAndReceiptIsAStep() {
        booking("b-1", "2026-05-03T10:00:00Z", "2026-05-03T10:00:00Z", Status.COMPLETED, 40);
        receipt("r-1", "2026-05-09T10:00:00Z", 15);

        assertThat(steps(salon(null), Instant.MIN))
                .containsExactly(
                        new Step(Instant.parse("2026-05-03T10:00:00Z"), 0, 40),
                        new Step(Instant.parse("2026-05-09T10:00:00Z"), 40, 55));
        assertThat(steps(salon(null), Instant.parse("2026-05-04T00:00:00Z"))).hasSize(1);
    }

    @Test
    void whatIsCorrectedHasAlwaysBeenSoAndLessThanNothingIsNothing() {
        booking("b-1", "2026-05-03T10:00:00Z", "2026-05-03T10:00:00Z", Status.COMPLETED, 40);
        booking("b-1", "2026-05-05T10:00:00Z", "2026-05-03T10:00:00Z", Status.COMPLETED, 10);
        receipt("r-1", "2026-05-09T10:00:00Z", -15);

        assertThat(steps(salon(null), Instant.MIN))
                .containsExactly(
                        new Step(Instant.parse("2026-05-03T10:00:00Z"), 0, 10),
                        new Step(Instant.parse("2026-05-09T10:00:00Z"), 10, 0));
    }

    @Test
    void atEveryMomentItIsWhatTheFactsOfThatMomentSay() {
        for (long seed = 1; seed <= 300; seed++) {
            bookings.clear();
            receipts.clear();
            var random = new Random(seed);
            BusinessSettings salon = salon(random.nextBoolean() ? Duration.ofHours(random.nextInt(30)) : null);
            int things = 1 + random.nextInt(12);
            for (int i = 0; i < things; i++) {
                add(random);
            }
            History history = history();
            Instant from = random.nextInt(3) == 0 ? moment(random) : Instant.MIN;

            List<Step> steps = SpendOverTime.since(salon, history, from, NOW);

            for (int i = 0; i < 200; i++) {
                Instant moment = moment(random).plus(random.nextInt(5), ChronoUnit.HOURS);
                if (!moment.isBefore(from)) {
                    assertThat(at(steps, moment, from, salon, history))
                            .as("seed %d at %s", seed, moment)
                            .isEqualTo(facts(salon, history, moment));
                }
            }
        }
    }

    private static long at(List<Step> steps, Instant moment, Instant from, BusinessSettings salon, History history) {
        long spent = from.equals(Instant.MIN) ? 0 : facts(salon, history, from.minusNanos(1));
        for (Step step : steps) {
            if (!step.at().isAfter(moment)) {
                assertThat(step.fromMinor()).isEqualTo(spent);
                spent = step.toMinor();
            }
        }
        return spent;
    }

    private static long facts(BusinessSettings salon, History history, Instant moment) {
        return Math.max(
                0, Client.of(salon, history.at(moment), moment, Cutoffs.NONE).spendMinor());
    }

    private void add(Random random) {
        String moment = moment(random).toString();
        if (random.nextInt(3) == 0) {
            receipt("r-" + random.nextInt(6), moment, random.nextInt(60) - 20);
        } else {
            Status[] statuses = Status.values();
            booking(
                    "b-" + random.nextInt(6),
                    moment,
                    moment(random).toString(),
                    statuses[random.nextInt(statuses.length)],
                    random.nextInt(50));
        }
    }

    private static Instant moment(Random random) {
        return START.plus(random.nextInt(100 * 24), ChronoUnit.HOURS);
    }

    private List<Step> steps(BusinessSettings salon, Instant from) {
        return SpendOverTime.since(salon, history(), from, NOW);
    }

    private History history() {
        bookings.sort(Comparator.comparing(Version::occurredAt));
        receipts.sort(Comparator.comparing(Version::occurredAt));
        return new History("c-1", List.of(), bookings, receipts, List.of(), List.of(), List.of());
    }

    private void booking(String id, String occurredAt, String startsAt, Status status, long price) {
        Instant at = Instant.parse(occurredAt);
        Instant start = Instant.parse(startsAt);
        bookings.add(new Version<>(
                id,
                at,
                at,
                new BookingState(
                        id,
                        "cut",
                        null,
                        null,
                        null,
                        null,
                        start,
                        null,
                        start.minus(40, ChronoUnit.HOURS),
                        status,
                        null,
                        null,
                        price,
                        0,
                        0,
                        0,
                        0,
                        null,
                        null,
                        null)));
    }

    private void receipt(String id, String occurredAt, long amount) {
        Instant at = Instant.parse(occurredAt);
        receipts.add(new Version<>(
                id, at, at, new ReceiptState(id, LocalDate.parse("2026-05-01"), amount, "PRODUCT", null, null, null)));
    }

    private static BusinessSettings salon(@Nullable Duration assumeCompletedAfter) {
        return new BusinessSettings(
                ZoneId.of("Europe/Riga"),
                Currency.getInstance("EUR"),
                "LV",
                Duration.ofHours(24),
                assumeCompletedAfter,
                Map.of(),
                Map.of());
    }
}
