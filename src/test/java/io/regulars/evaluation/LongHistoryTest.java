package io.regulars.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.History;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.history.Version;
import io.regulars.facts.past.Past;
import io.regulars.facts.past.SpendOverTime;
import io.regulars.ranking.past.PastCutoffs;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one client costs on whom a salon books everybody who walks in, counted in work and not in time. */
class LongHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Cutoffs.Cut TOP = new Cutoffs.Cut(80_000, true);
    private static final RuleSet RULES = defaultRules();

    @Test
    void aFirstEvaluationRunsTheRulesForAFewMomentsHoweverLongTheHistory() {
        var rules = new CountingRules(RULES);

        EvaluationResult result = new Evaluator(rules).evaluate(walkIns(2_000));

        assertThat(result.segments()).hasSizeGreaterThan(10);
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

    /** Whoever leads a small business is the cut-off themselves: each of their visits moves it. */
    @Test
    void soItDoesWhereEachVisitMovesTheCutoffOfAFewClients() {
        long one = goneThrough(aboveAllOthers(1_000));
        long four = goneThrough(aboveAllOthers(4_000));

        assertThat(four).isLessThan(6 * one);
    }

    /** Whatever rules ask: each word of a client, asked and denied, and each form that a rule may have. */
    @Test
    void soItDoesForEachWordAndEachForm() {
        for (RuleSet rules : List.of(AllForms.WORDS, AllForms.FORMS)) {
            EvaluationInput one = everything(2_000);
            EvaluationInput two = everything(4_000);
            for (Assignment assignment : rules.segments(two.present())) {
                String segment = assignment.segment();
                if (isHeld(rules, segment, one)) {
                    assertThat(goneThrough(rules, segment, two))
                            .as(segment)
                            .isLessThan(goneThrough(rules, segment, one) * 23 / 10 + 200);
                }
            }
        }
    }

    /** A long history is asked past Drools, which would have to be given all of it. */
    @Test
    void whatIsAskedOfALongHistoryIsAnsweredAsByASession() {
        EvaluationInput history = everything(400);
        for (String when : List.of(
                "exists Booking( status == NO_SHOW, daysAgo < 20 )",
                "not Booking( status == COMPLETED, price > 30, daysAgo < 3 )",
                "forall( $b : Booking( daysAgo < 9 ) Booking( this == $b, status != NO_SHOW ) )",
                "accumulate( Booking( status == COMPLETED, $p : paid ); $s : sum($p), $n : count(); $s > 60, $n > 9 )",
                "accumulate( Booking( status == COMPLETED, $p : price ); $a : average($p) ) exists Booking( price > $a )",
                "Booking( moved == true, daysAgo > 10 )",
                "Survey( score <= 6, daysAgo < 4 )",
                "exists Survey( kind == NPS, score > 9 )",
                "$b : Booking( status == COMPLETED ) exists Booking( this != $b, startHour == $b.startHour, daysAgo > 30 )")) {
            RuleSet rules = AllForms.compiled("""
                    rule "all" when $c : Client( visits > 3 ) %1$s then segments.assign($c, "all"); end
                    rule "each" when $c : Client() Booking( status == COMPLETED, $s : service ) then segments.assign($c, "each:" + $s); end
                    """.formatted(when));
            List<String> bySession = told(rules.watched().rules().segments(history.present()));

            assertThat(told(rules.segments(history.present()))).as(when).isEqualTo(bySession);
            assertThat(told(rules.segments(List.of(history.present())).getFirst()))
                    .as(when)
                    .isEqualTo(bySession);
        }
    }

    private static List<String> told(List<Assignment> assignments) {
        return assignments.stream()
                .map(assignment -> assignment.segment() + " by " + assignment.rule() + ": " + assignment.because())
                .toList();
    }

    private static boolean isHeld(RuleSet rules, String segment, EvaluationInput situation) {
        return rules.segments(situation.present()).stream()
                .anyMatch(assignment -> assignment.segment().equals(segment));
    }

    /** Bookings of which some were moved by others or cancelled as a series, receipts, answers to surveys and visits of pages. */
    private static EvaluationInput everything(int bookings) {
        var random = new Random(2);
        EvaluationInput paid = paidAtTheTill(bookings);
        var versions = new ArrayList<Version<BookingState>>();
        var surveys = new ArrayList<Version<SurveyState>>();
        var activities = new ArrayList<Activity>();
        for (Version<BookingState> version : paid.history().bookings()) {
            BookingState state = Objects.requireNonNull(version.state());
            boolean moved = random.nextInt(10) == 0;
            String series = random.nextInt(4) == 0 ? "weekly" : null;
            versions.add(new Version<>(
                    version.id(), version.occurredAt(), NOW, with(state, moved ? "was-" + state.id() : null, series)));
            if (moved) {
                Instant made = state.startsAt().minus(Duration.ofHours(200));
                versions.add(version(
                        "was-" + state.id(), made, "color", state.startsAt().minusSeconds(9_000), Status.BOOKED, null));
            }
            surveys.add(new Version<>(
                    "s-" + surveys.size(),
                    version.occurredAt(),
                    NOW,
                    new SurveyState(
                            "s-" + surveys.size(),
                            SurveyState.Kind.values()[random.nextInt(2)],
                            random.nextInt(11),
                            version.occurredAt(),
                            null)));
            activities.add(new Activity(
                    "a-" + activities.size(),
                    Activity.Type.values()[random.nextInt(Activity.Type.values().length)],
                    version.occurredAt(),
                    Map.of("category", "nails", "service", "massage", "stars", 1 + random.nextInt(5), "seconds", 9)));
        }
        versions.sort(Comparator.comparing(Version::occurredAt));
        History history = paid.history();
        return new EvaluationInput(
                paid.business(),
                new History(
                        history.client(),
                        history.profiles(),
                        versions,
                        history.receipts(),
                        List.of(),
                        surveys,
                        activities),
                paid.previous(),
                List.of(),
                NOW,
                paid.cutoffs());
    }

    private static BookingState with(BookingState state, @Nullable String replaces, @Nullable String series) {
        return new BookingState(
                state.id(),
                state.service(),
                "KELLY",
                "main",
                "web",
                "card",
                state.startsAt(),
                null,
                state.startsAt().minusSeconds(90_000),
                state.status(),
                state.cancelledAt(),
                state.cancelledBy(),
                state.priceMinor(),
                0,
                0,
                0,
                0,
                null,
                replaces,
                series);
    }

    /** Every visit is paid with a receipt that names it, and some of that is given back days later. */
    private static EvaluationInput paidAtTheTill(int bookings) {
        EvaluationInput input = walkIns(bookings);
        var receipts = new ArrayList<Version<ReceiptState>>();
        for (Version<BookingState> version : input.history().bookings()) {
            if (Objects.requireNonNull(version.state()).status() == Status.COMPLETED) {
                receipts.add(receipt(version, "PAYMENT", 40_00, Duration.ofMinutes(5)));
                if (receipts.size() % 10 == 0) {
                    receipts.add(receipt(version, "REFUND", 15_00, Duration.ofDays(3)));
                }
            }
        }
        receipts.sort(Comparator.comparing(Version::occurredAt));
        var history = input.history();
        return new EvaluationInput(
                input.business(),
                new History(
                        history.client(),
                        history.profiles(),
                        history.bookings(),
                        receipts,
                        List.of(),
                        List.of(),
                        List.of()),
                input.previous(),
                List.of(),
                NOW,
                input.cutoffs());
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
    private static long goneThrough(EvaluationInput input) {
        return RULES.segments(input.present()).stream()
                .mapToLong(assignment -> goneThrough(RULES, assignment.segment(), input))
                .sum();
    }

    private static long goneThrough(RuleSet rules, String segment, EvaluationInput input) {
        Past past = input.layOut();
        Instant beginning = input.history().changes().first();
        var back = rules.lookingBack(segment, past).orElseThrow(() -> new AssertionError(segment));
        Instant moment = NOW;
        while (moment.isAfter(beginning) && back.at(moment).held()) {
            Instant from = back.at(moment).from();
            moment = from.isAfter(beginning) ? from.minusNanos(1) : beginning;
        }
        return past.looked();
    }

    private static EvaluationInput walkIns(int bookings) {
        var cutoffs = new Cutoffs(Map.of(TOP, 600_00L));
        return new EvaluationInput(
                Histories.SALON, history(bookings), PreviousMemberships.NOTHING, List.of(), NOW, cutoffs);
    }

    /** Until their last visits another client had spent more; from then on nobody lies above the cut but them. */
    private static EvaluationInput aboveAllOthers(int bookings) {
        EvaluationInput input = walkIns(bookings);
        List<SpendOverTime.Step> steps = SpendOverTime.since(input.business(), input.history(), Instant.MIN, NOW);
        var cutoffs = new TreeMap<Instant, Cutoffs>();
        for (SpendOverTime.Step step : steps) {
            cutoffs.put(step.at(), new Cutoffs(Map.of(TOP, Math.max(step.toMinor(), 600_00L))));
        }
        return new EvaluationInput(
                input.business(),
                input.history(),
                input.previous(),
                List.of(),
                NOW,
                null,
                cutoffs.lastEntry().getValue(),
                new PastCutoffs() {
                    @Override
                    public Cutoffs at(Instant moment) {
                        var since = cutoffs.floorEntry(moment);
                        return since == null ? Cutoffs.NONE : since.getValue();
                    }

                    /** It never moves but with their own spend, up to which it comes then. */
                    @Override
                    public Iterator<Instant> passed(Spends spends, Instant after, Instant before) {
                        return cutoffs.subMap(after, false, before, false).descendingKeySet().stream()
                                .filter(moment -> spends.leastAndMost()[0]
                                                < at(moment).leastSpendMinor().getOrDefault(TOP, 1L)
                                        && at(moment.minusNanos(1))
                                                        .leastSpendMinor()
                                                        .getOrDefault(TOP, 1L)
                                                <= spends.leastAndMost()[1])
                                .iterator();
                    }
                });
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
                        4_000L,
                        0,
                        0,
                        0,
                        0,
                        null,
                        null,
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
