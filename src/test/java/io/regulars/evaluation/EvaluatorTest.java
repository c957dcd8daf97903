package io.regulars.evaluation;

import static io.regulars.evaluation.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.History;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.segments.EndedSegment;
import io.regulars.segments.HeldSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final RuleSet RULES = compiled("""
            rule "Lead: no visit yet" when $c : Client( visits == 0 ) then segments.assign($c, "lead"); end
            rule "Repeat: two visits or more" when $c : Client( visits >= 2 ) then segments.assign($c, "repeat"); end
            rule "At risk: 60 days away" when $c : Client( daysSinceLastVisit >= 60 ) then segments.assign($c, "at-risk"); end
            rule "Fading: 60 to 89 days away" when $c : Client( daysSinceLastVisit >= 60 && daysSinceLastVisit < 90 ) then segments.assign($c, "fading"); end
            rule "Lapsed: 180 days away" when $c : Client( daysSinceLastVisit >= 180 ) then segments.assign($c, "lapsed"); end
            rule "Frequent: more than two visits in 90 days" when $c : Client( visitsInLast(90) > 2 ) then segments.assign($c, "frequent"); end
            rule "No-show risk" when $c : Client( noShows >= 2 ) then segments.assign($c, "no-show-risk"); end
            rule "Win back" when Entered( segment == "lapsed" ) then campaigns.start($c, "win-back"); end
            """.replace("when Entered(", "when $c : Client() Entered("));

    private final Evaluator evaluator = new Evaluator(RULES);

    @Test
    void aClientIsLapsedSinceTheLocalMidnightAndNotSinceItWasNoticed() {
        EvaluationResult result = evaluator.evaluate(
                history().visit("b-1", "2026-01-01T10:00:00Z").at("2026-08-01T10:00:00Z"));

        assertThat(since(result))
                .containsEntry("at-risk", Instant.parse("2026-03-01T22:00:00Z"))
                .containsEntry("lapsed", Instant.parse("2026-06-29T21:00:00Z"));
        assertThat(result.effects()).singleElement().isInstanceOfSatisfying(Effect.Start.class, start -> {
            assertThat(start.campaign()).isEqualTo("win-back");
            assertThat(start.origin()).isEqualTo("segment:lapsed@2026-06-29T21:00:00Z");
            assertThat(start.since()).isEqualTo(Instant.parse("2026-06-29T21:00:00Z"));
        });
    }

    @Test
    void aVisitThatIsToldRightNowDoesNotMoveTheDayOnWhichTheRiskBegan() {
        EvaluationResult result = evaluator.evaluate(history()
                .visit("b-1", "2026-01-10T10:00:00Z")
                .state("b-2", "2026-06-15T13:57:00Z", "2026-02-28T10:00:00Z", Status.COMPLETED)
                .at("2026-06-15T13:57:00Z"));

        assertThat(since(result)).containsEntry("at-risk", Instant.parse("2026-03-10T22:00:00Z"));
    }

    @Test
    void whatComparesTwoThingsThatTimeMovesBeganOnItsDayThoughMuchHappenedSince() {
        var slowing = new Evaluator(compiled("""
                rule "Slowing" when $c : Client( daysSinceLastVisit >= visitsInLast(365) * 7 )
                    then segments.assign($c, "slowing"); end
                """));

        EvaluationResult result = slowing.evaluate(history()
                .visit("b-1", "2026-01-10T10:00:00Z")
                .registered("2026-06-15T13:57:00Z")
                .at("2026-06-15T13:57:00Z"));

        assertThat(since(result)).containsEntry("slowing", Instant.parse("2026-01-16T22:00:00Z"));
    }

    @Test
    void theNextEvaluationIsDueWhenARuleWillNoticeThePassingOfTime() {
        EvaluationResult result = evaluator.evaluate(
                history().visit("b-1", "2026-01-01T10:00:00Z").at("2026-01-01T10:00:00Z"));

        assertThat(result.evaluateAgainAt()).isBeforeOrEqualTo(Instant.parse("2026-03-01T22:00:00Z"));
    }

    @Test
    void aSecondVisitMakesARepeatClientAtOnceAndEndsTheRisk() {
        var first = history().visit("b-1", "2026-01-01T10:00:00Z");
        PreviousMemberships previous =
                previous(evaluator.evaluate(first.at("2026-04-01T10:00:00Z")), "2026-04-01T10:00:00Z", null);

        EvaluationResult result =
                evaluator.evaluate(first.visit("b-2", "2026-04-02T10:00:00Z").at("2026-04-02T10:00:00Z", previous));

        assertThat(result.entered()).extracting(HeldSegment::name).containsExactly("repeat");
        assertThat(since(result)).containsEntry("repeat", Instant.parse("2026-04-02T10:00:00Z"));
        assertThat(result.left()).singleElement().satisfies(left -> {
            assertThat(left.name()).isEqualTo("at-risk");
            assertThat(left.endedAt()).isEqualTo(Instant.parse("2026-04-02T10:00:00Z"));
            assertThat(left.retracted()).isFalse();
            assertThat(left.because()).isEqualTo("daysSinceLastVisit is 0; it must be at least 60: 60 more.");
        });
    }

    @Test
    void aSegmentThatEndedWhileNobodyLookedEndedThen() {
        var history = history()
                .visit("b-1", "2026-01-01T10:00:00Z")
                .visit("b-2", "2026-01-08T10:00:00Z")
                .visit("b-3", "2026-01-15T10:00:00Z");
        PreviousMemberships previous =
                previous(evaluator.evaluate(history.at("2026-01-15T10:00:00Z")), "2026-01-15T10:00:00Z", null);
        assertThat(previous.memberships()).containsKey("frequent");

        EvaluationResult result = evaluator.evaluate(history.at("2026-05-01T10:00:00Z", previous));

        assertThat(result.left())
                .extracting(EndedSegment::name, EndedSegment::endedAt)
                .containsExactly(tuple("frequent", Instant.parse("2026-03-31T21:00:00Z")));
    }

    @Test
    void whatCameAndWentWhileNobodyLookedIsFoundWithItsMoments() {
        var history = history().visit("b-1", "2026-01-01T10:00:00Z");
        EvaluationResult first = evaluator.evaluate(history.at("2026-01-01T10:00:00Z"));
        PreviousMemberships previous = previous(first, "2026-01-01T10:00:00Z", null);

        EvaluationResult result = evaluator.evaluate(
                history.late("2026-08-01T10:00:00Z", previous, Objects.requireNonNull(first.evaluateAgainAt())));

        assertThat(result.all()
                        .flatMap(each -> each.entered().stream())
                        .map(entered -> entered.name() + " " + entered.since()))
                .containsExactly(
                        "at-risk 2026-03-01T22:00:00Z", "fading 2026-03-01T22:00:00Z", "lapsed 2026-06-29T21:00:00Z");
        assertThat(result.all().flatMap(each -> each.left().stream()).map(left -> left.name() + " " + left.endedAt()))
                .containsExactly("fading 2026-03-31T21:00:00Z");
    }

    @Test
    void lookingLateFindsTheSameTransitionsAsLookingAtEachMoment() {
        for (long seed = 1; seed <= 60; seed++) {
            var random = new Random(seed);
            Instant now = Instant.parse("2026-11-22T12:00:00Z");
            History history = randomHistory(random, now);
            Instant last = history.changes().last();
            EvaluationResult first = evaluator.evaluate(Histories.input(history, last, null));
            PreviousMemberships previous = previous(first, last, Instant.MAX);

            var onTime = new ArrayList<String>();
            PreviousMemberships then = previous;
            Instant due = first.evaluateAgainAt();
            while (due != null && due.isBefore(now)) {
                EvaluationResult result = evaluator.evaluate(Histories.input(history, due, then));
                onTime.addAll(transitions(result));
                then = previous(result, due, Instant.MAX);
                due = result.evaluateAgainAt();
            }
            onTime.addAll(transitions(evaluator.evaluate(Histories.input(history, now, then))));

            Instant firstDue = first.evaluateAgainAt();
            EvaluationResult late = evaluator.evaluate(
                    firstDue == null || !firstDue.isBefore(now)
                            ? Histories.input(history, now, previous)
                            : Histories.input(history, now, previous, firstDue));
            assertThat(transitions(late)).as("seed %d", seed).isEqualTo(onTime);
        }
    }

    private static List<String> transitions(EvaluationResult result) {
        var transitions = new ArrayList<String>();
        result.all().forEach(each -> {
            each.entered().forEach(entered -> transitions.add("ENTERED " + entered.name() + " " + entered.since()));
            each.left().forEach(left -> transitions.add("LEFT " + left.name() + " " + left.endedAt()));
        });
        return transitions;
    }

    @Test
    void aMembershipRetractedAndRestoredByCorrectionsIsTheSameEntry() {
        var wrong = history()
                .state("b-1", "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z", Status.NO_SHOW)
                .state("b-2", "2026-02-01T10:00:00Z", "2026-02-01T10:00:00Z", Status.NO_SHOW);
        PreviousMemberships previous =
                previous(evaluator.evaluate(wrong.at("2026-02-02T10:00:00Z")), "2026-02-02T10:00:00Z", null);
        assertThat(previous.memberships())
                .extractingByKey("no-show-risk")
                .extracting(HeldSegment::since)
                .isEqualTo(Instant.parse("2026-02-01T10:00:00Z"));

        var corrected = history()
                .state("b-1", "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z", Status.NO_SHOW)
                .state("b-2", "2026-02-01T10:00:00Z", "2026-02-01T10:00:00Z", Status.COMPLETED);
        EvaluationResult retracted =
                evaluator.evaluate(corrected.at("2026-02-03T10:00:00Z", from(previous, "2026-02-01T10:00:00Z")));
        assertThat(retracted.left())
                .filteredOn(left -> left.name().equals("no-show-risk"))
                .singleElement()
                .matches(EndedSegment::retracted);

        PreviousMemberships without = previous(retracted, "2026-02-03T10:00:00Z", "2026-02-01T10:00:00Z");
        EvaluationResult restored = evaluator.evaluate(wrong.at("2026-02-04T10:00:00Z", without));
        assertThat(since(restored)).containsEntry("no-show-risk", Instant.parse("2026-02-01T10:00:00Z"));
    }

    @Test
    void aSegmentThatBeganEarlierByACorrectionAndIsOverEndedWhenItDidAndHasBeenHeld() {
        var wrong = history().visit("b-1", "2026-02-05T10:00:00Z").visit("b-2", "2026-02-15T10:00:00Z");
        PreviousMemberships previous =
                previous(evaluator.evaluate(wrong.at("2026-05-10T10:00:00Z")), "2026-05-10T10:00:00Z", null);
        assertThat(previous.memberships())
                .extractingByKey("fading")
                .extracting(HeldSegment::since)
                .isEqualTo(Instant.parse("2026-04-15T21:00:00Z"));

        var corrected = history().visit("b-1", "2026-02-05T10:00:00Z");
        EvaluationResult result =
                evaluator.evaluate(corrected.at("2026-05-10T11:00:00Z", from(previous, "2026-02-15T10:00:00Z")));

        assertThat(result.left())
                .extracting(EndedSegment::name, EndedSegment::endedAt, EndedSegment::retracted)
                .containsExactly(
                        tuple("fading", Instant.parse("2026-05-05T21:00:00Z"), false),
                        tuple("repeat", Instant.parse("2026-02-15T10:00:00Z"), true));
    }

    @Test
    void aLateVisitSplitsAMembershipThatSeemedUnbroken() {
        var known = history().visit("b-1", "2026-01-01T10:00:00Z");
        PreviousMemberships previous =
                previous(evaluator.evaluate(known.at("2026-08-01T10:00:00Z")), "2026-08-01T10:00:00Z", null);

        var late = known.visit("b-2", "2026-04-01T10:00:00Z");
        EvaluationResult result =
                evaluator.evaluate(late.at("2026-08-02T10:00:00Z", from(previous, "2026-04-01T10:00:00Z")));

        assertThat(since(result)).containsEntry("at-risk", Instant.parse("2026-05-30T21:00:00Z"));
        assertThat(result.entered()).extracting(HeldSegment::name).containsExactly("repeat");
    }

    @Test
    void aVisitToldLateSplitsAMembershipAlsoWhereItCameAfterTheLastEvaluation() {
        var known = history().visit("b-1", "2026-01-01T10:00:00Z");
        PreviousMemberships previous =
                previous(evaluator.evaluate(known.at("2026-04-01T10:00:00Z")), "2026-04-01T10:00:00Z", null);

        var late = known.visit("b-2", "2026-05-01T10:00:00Z");
        EvaluationResult result =
                evaluator.evaluate(late.at("2026-08-02T10:00:00Z", from(previous, "2026-05-01T10:00:00Z")));

        assertThat(since(result)).containsEntry("at-risk", Instant.parse("2026-06-29T21:00:00Z"));
    }

    @Test
    void whateverTheHistorySinceIsWhatGoingBackHourByHourFinds() {
        for (long seed = 1; seed <= 40; seed++) {
            var random = new Random(seed);
            Instant now = Instant.parse("2026-11-22T12:00:00Z");
            History history = randomHistory(random, now);
            EvaluationResult result = evaluator.evaluate(Histories.input(history, now, null));
            assertThat(since(result)).as("seed %d", seed).isEqualTo(naive(history, now));
        }
    }

    @Test
    void evaluatingStepByStepFindsWhatOneLookAtTheEndFinds() {
        for (long seed = 1; seed <= 40; seed++) {
            var random = new Random(seed);
            Instant now = Instant.parse("2026-11-22T12:00:00Z");
            History history = randomHistory(random, now);
            PreviousMemberships previous = PreviousMemberships.NOTHING;
            for (Instant moment : history.changes()) {
                if (random.nextInt(3) > 0) {
                    var known = new History(
                            "c-1",
                            List.of(),
                            history.bookings().stream()
                                    .filter(version -> !version.occurredAt().isAfter(moment))
                                    .toList(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());
                    previous =
                            previous(evaluator.evaluate(Histories.input(known, moment, previous)), moment, Instant.MAX);
                }
            }
            EvaluationResult stepwise = evaluator.evaluate(Histories.input(history, now, previous));
            assertThat(since(stepwise)).as("seed %d", seed).isEqualTo(naive(history, now));
        }
    }

    @Test
    void anEventThatHappensNowNeedsOneLookBack() {
        var counting = new CountingRules(RULES);
        var history = history();
        for (int month = 1; month <= 9; month++) {
            history.visit("b-" + month, "2026-0%d-05T10:00:00Z".formatted(month));
        }
        PreviousMemberships previous =
                previous(evaluator.evaluate(history.at("2026-09-06T10:00:00Z")), "2026-09-06T10:00:00Z", null);
        history.state("n-1", "2026-09-20T10:00:00Z", "2026-09-20T10:00:00Z", Status.NO_SHOW)
                .state("n-2", "2026-09-21T10:00:00Z", "2026-09-21T10:00:00Z", Status.NO_SHOW);

        EvaluationResult result = new Evaluator(counting).evaluate(history.at("2026-09-21T10:00:00Z", previous));

        assertThat(result.entered()).extracting(HeldSegment::name).containsExactly("no-show-risk");
        assertThat(counting.evaluated).as("the present and what was before").isEqualTo(2);
    }

    private static History randomHistory(Random random, Instant now) {
        var history = history();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            String moment =
                    now.minus(Duration.ofHours(random.nextInt(24 * 400))).toString();
            Status status = random.nextInt(4) == 0 ? Status.NO_SHOW : Status.COMPLETED;
            history.state("b-" + i, moment, moment, status);
        }
        return history.build();
    }

    private static Map<String, Instant> naive(History history, Instant now) {
        var since = new HashMap<String, Instant>();
        Set<String> open = names(history, now);
        open.forEach(segment -> since.put(segment, now));
        for (Instant moment = now;
                !moment.isBefore(history.changes().first());
                moment = moment.minus(Duration.ofHours(1))) {
            Set<String> previous = names(history, moment);
            open = open.stream().filter(previous::contains).collect(Collectors.toSet());
            Instant at = moment;
            open.forEach(segment -> since.put(segment, at));
        }
        return since;
    }

    private static Set<String> names(History history, Instant moment) {
        return RULES.segments(Histories.input(history, moment, null).past(moment)).stream()
                .map(Assignment::segment)
                .collect(Collectors.toSet());
    }

    private static Map<String, Instant> since(EvaluationResult result) {
        return result.segments().stream().collect(Collectors.toMap(HeldSegment::name, HeldSegment::since));
    }

    private static PreviousMemberships previous(EvaluationResult result, String at, @Nullable String changedFrom) {
        return previous(result, Instant.parse(at), changedFrom == null ? Instant.MAX : Instant.parse(changedFrom));
    }

    private static PreviousMemberships previous(EvaluationResult result, Instant at, Instant changedFrom) {
        Map<String, HeldSegment> byName =
                result.segments().stream().collect(Collectors.toMap(HeldSegment::name, Function.identity()));
        return new PreviousMemberships(byName, at, changedFrom, true);
    }

    private static PreviousMemberships from(PreviousMemberships previous, String changedFrom) {
        return new PreviousMemberships(
                previous.memberships(), previous.evaluatedAt(), Instant.parse(changedFrom), true);
    }

    private static RuleSet compiled(String drl) {
        return switch (CompileRules.compile(List.of(new RuleFile("test.drl", drl)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new AssertionError(rejected.diagnostics().toString());
        };
    }
}
