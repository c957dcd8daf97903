package io.regulars.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.BookingState;
import io.regulars.facts.BookingState.CancelledBy;
import io.regulars.facts.BookingState.Status;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.History;
import io.regulars.facts.Past;
import io.regulars.facts.Profile;
import io.regulars.facts.ReceiptState;
import io.regulars.facts.Version;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one client costs on whom a salon books everybody who walks in, counted in work and not in time. */
class LongHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final RuleSet RULES = defaultRules();

    @Test
    void aFirstEvaluationRunsTheRulesForAFewMomentsHoweverLongTheHistory() {
        var rules = new CountingRules(RULES);

        EvaluationResult outcome = new Evaluator(rules).evaluate(walkIns(2_000));

        assertThat(outcome.segments()).hasSizeGreaterThan(10);
        assertThat(rules.evaluated).isLessThan(100);
    }

    @Test
    void whatIsGoneThroughToFindWhenAllBeganGrowsWithTheHistoryAndNotWithItsSquare() {
        long one = goneThrough(1_000);
        long four = goneThrough(4_000);

        // four times as much, and a little for halving once or twice more
        assertThat(four).isLessThan(6 * one);
    }

    @Test
    void soItDoesWhereReceiptsSayWhatBookingsCost() {
        long one = goneThrough(paidAtTheTill(1_000));
        long four = goneThrough(paidAtTheTill(4_000));

        assertThat(four).isLessThan(6 * one);
    }

    /** Every visit is paid with a receipt that names it, and some of that is given back days later. */
    private static EvaluationInput paidAtTheTill(int bookings) {
        EvaluationInput situation = walkIns(bookings);
        var receipts = new ArrayList<Version<ReceiptState>>();
        for (Version<BookingState> version : situation.history().bookings()) {
            if (Objects.requireNonNull(version.state()).status() == Status.COMPLETED) {
                receipts.add(receipt(version, "PAYMENT", 40_00, Duration.ofMinutes(5)));
                if (receipts.size() % 10 == 0) {
                    receipts.add(receipt(version, "REFUND", 15_00, Duration.ofDays(3)));
                }
            }
        }
        receipts.sort(Comparator.comparing(Version::occurredAt));
        var history = situation.history();
        return new EvaluationInput(
                situation.business(),
                new History(history.client(), history.profiles(), history.bookings(), receipts, List.of(), List.of()),
                situation.held(),
                List.of(),
                NOW,
                situation.cutoffs());
    }

    private static Version<ReceiptState> receipt(Version<BookingState> of, String kind, long minor, Duration after) {
        Instant at = of.occurredAt().plus(after);
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return new Version<>(
                kind + of.id(), at, NOW, new ReceiptState(kind + of.id(), day, minor, kind, null, null, of.id()));
    }

    private static long goneThrough(int bookings) {
        return goneThrough(walkIns(bookings));
    }

    /** As an evaluation does for each segment that it finds for the first time. */
    private static long goneThrough(EvaluationInput situation) {
        Past past = situation.layOut();
        Instant beginning = situation.history().changes().first();
        for (Assignment assignment : RULES.segments(situation.present())) {
            var back = RULES.lookingBack(assignment.segment(), past).orElseThrow();
            Instant moment = NOW;
            while (moment.isAfter(beginning) && back.at(moment).held()) {
                moment = back.at(moment).from().minusNanos(1);
            }
        }
        return past.looked();
    }

    private static EvaluationInput walkIns(int bookings) {
        var cutoffs = new Cutoffs(Map.of(new Cutoffs.Cut(80_000, true), 600_00L));
        return new EvaluationInput(
                Histories.SALON, history(bookings), PreviousMemberships.NOTHING, List.of(), NOW, cutoffs);
    }

    /** Ten a day, some of them made before; one in twenty is missed, one cancelled late. */
    private static History history(int bookings) {
        var random = new Random(1);
        var versions = new ArrayList<Version<BookingState>>();
        for (int i = 0; i < bookings; i++) {
            String id = "b-" + i;
            String service = List.of("haircut", "haircut", "color", "massage").get(random.nextInt(4));
            Instant start = NOW.minus(i / 10 + 1, ChronoUnit.DAYS)
                    .truncatedTo(ChronoUnit.DAYS)
                    .plus(7 * 60 + i % 10 * 60 + random.nextInt(50), ChronoUnit.MINUTES);
            if (random.nextInt(3) == 0) {
                Instant made = start.minus(Duration.ofHours(30 + random.nextInt(100)));
                versions.add(version(id, made, service, start, Status.BOOKED, null));
            }
            switch (random.nextInt(20)) {
                case 0 -> versions.add(version(id, start, service, start, Status.NO_SHOW, null));
                case 1 -> {
                    Instant cancelled = start.minus(Duration.ofHours(5));
                    versions.add(version(id, cancelled, service, start, Status.CANCELLED, cancelled));
                }
                default -> versions.add(version(id, start.plusSeconds(3_600), service, start, Status.COMPLETED, null));
            }
        }
        versions.sort(Comparator.comparing(Version::occurredAt));
        return new History(
                "walk-in",
                List.of(new Version<>("walk-in", NOW, NOW, Profile.UNKNOWN)),
                versions,
                List.of(),
                List.of(),
                List.of());
    }

    private static Version<BookingState> version(
            String id, Instant at, String service, Instant start, Status status, @Nullable Instant cancelled) {
        return new Version<>(
                id,
                at,
                NOW,
                new BookingState(
                        id,
                        service,
                        null,
                        null,
                        null,
                        null,
                        start,
                        null,
                        null,
                        status,
                        cancelled,
                        cancelled == null ? null : CancelledBy.CLIENT,
                        4_000,
                        0,
                        0,
                        null));
    }

    private static RuleSet defaultRules() {
        try (var paths = Files.walk(Path.of("rules", "segments"))) {
            var files = new ArrayList<RuleFile>();
            for (Path path :
                    paths.filter(path -> path.toString().endsWith(".drl")).toList()) {
                files.add(new RuleFile(path.toString(), Files.readString(path)));
            }
            return ((Compilation.Compiled) CompileRules.compile(files)).rules();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
