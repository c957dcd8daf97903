package io.regulars.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.evaluation.CountingRules;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.PreviousMemberships;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.RandomHistories;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.history.Version;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A forecast finds the same whether it stops wherever a booking names a moment or only where all of them come to something else. */
class ForecastTransitionsTest {
    private static final int HISTORIES = Boolean.getBoolean("soak") ? 2_000 : 60;
    private static final Duration AHEAD = Duration.ofDays(120);

    private static final RuleSet RULES = compiled("""
            rule "a1" when $c : Client() exists Booking( status == COMPLETED, daysAgo < 60 ) then segments.assign($c, "a1"); end
            rule "a2" when $c : Client() not Booking( status == COMPLETED, daysAgo < 40, price > 30 ) then segments.assign($c, "a2"); end
            rule "a3" when $c : Client() forall( $b : Booking( daysAgo < 50 ) Booking( this == $b, status == COMPLETED ) ) then segments.assign($c, "a3"); end
            rule "a4" when $c : Client() accumulate( Booking( status == COMPLETED, daysAgo <= 45, $p : price ); $s : sum($p), $n : count(); $s > 60, $n < 9 ) then segments.assign($c, "a4"); end
            rule "a5" when $c : Client() accumulate( Survey( score <= 8, daysAgo < 70 ); $n : count(); $n >= 1 ) then segments.assign($c, "a5"); end
            rule "a6" when $c : Client() Booking( daysAgo < 55, $s : service ) then segments.assign($c, "lately:" + $s); end
            rule "a7" when $c : Client() Booking( status == COMPLETED, daysAgo > 30 ) then segments.assign($c, "a7"); end
            rule "a8" when $c : Client() exists Booking( upcoming == true ) then segments.assign($c, "a8"); end
            rule "b1" when $c : Client() $b : Booking( status == COMPLETED, daysAgo < 80 ) Booking( this != $b, service == $b.service, daysAgo < $b.daysAgo ) then segments.assign($c, "b1"); end
            rule "b2" when $c : Client( visits >= 2 ) $b : Booking( daysAgo == 33 ) then segments.assign($c, "b2"); end
            rule "b3" when $c : Client( daysSinceLastVisit >= 60 || spendInLast(45) < 50 ) then segments.assign($c, "b3"); end
            rule "b4" when $c : Client() Survey( daysAgo < 90 ) then insertLogical( new Finding($c, "asked") ); end
            rule "b5" when $c : Client() Finding( name == "asked" ) then segments.assign($c, "b5"); end
            rule "b6" activation-group "g" salience 2 when $c : Client() exists Booking( daysAgo < 20 ) then segments.assign($c, "b6"); end
            rule "b7" activation-group "g" when $c : Client() then segments.assign($c, "b7"); end
            rule "b8" when $c : Client() accumulate( Booking( status == COMPLETED, $p : price ); $a : average($p) ) exists Booking( price > $a, daysAgo < 65 ) then segments.assign($c, "b8"); end
            rule "b9" when $c : Client() accumulate( Booking( $d : daysAgo ); $a : min($d); $a > 25 ) then segments.assign($c, "b9"); end
            rule "c1" when $c : Client() Booking( status == BOOKED, daysAgo >= -3, daysAgo <= 0 ) then segments.assign($c, "c1"); end
            """);

    @Test
    @Tag("slow")
    void whateverIsToComeIsFoundAsByAStopAtEveryMoment() {
        int transitions = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            EvaluationInput input = input(new Random(seed));
            Instant until = input.now().plus(AHEAD);
            Forecast expected = new ForecastTransitions(RULES, input, Integer.MAX_VALUE).until(until);

            assertThat(new ForecastTransitions(RULES, input, 0).until(until))
                    .as("seed " + seed + " at " + input.now())
                    .isEqualTo(expected);
            transitions += expected.transitions().size();
        }
        assertThat(transitions).isGreaterThan(5 * HISTORIES);
    }

    @Test
    void ofALongHistoryTheRulesRunWhereTheyComeToSomethingElseAndNotAtEachMidnight() {
        var rules = new CountingRules(compiled("""
                rule "a" when $c : Client() exists Booking( daysAgo < 365 ) then segments.assign($c, "a"); end
                rule "b" when $c : Client() accumulate( Booking( daysAgo < 365 ); $n : count(); $n >= 150 ) then segments.assign($c, "b"); end
                """));
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        var versions = new ArrayList<Version<BookingState>>();
        for (int days = 300; days > 0; days--) {
            Instant at = now.minus(Duration.ofDays(days));
            versions.add(new Version<>("b-" + days, at, now, completed("b-" + days, at)));
        }
        var history = new History("walk-in", List.of(), versions, List.of(), List.of(), List.of(), List.of());
        var input = new EvaluationInput(
                RandomHistories.business(new Random(1)),
                history,
                PreviousMemberships.NOTHING,
                List.of(),
                now,
                new Cutoffs(Map.of()));

        Forecast forecast = new ForecastTransitions(rules, input, 10).until(now.plus(Duration.ofDays(400)));

        assertThat(forecast.complete()).isTrue();
        assertThat(forecast.ends()).containsOnlyKeys("a", "b");
        assertThat(rules.evaluated).isLessThan(20);
    }

    private static BookingState completed(String id, Instant at) {
        return new BookingState(
                id,
                "haircut",
                null,
                null,
                null,
                null,
                at,
                null,
                null,
                Status.COMPLETED,
                null,
                null,
                4_000L,
                0,
                0,
                0,
                0,
                null,
                null,
                null);
    }

    private static EvaluationInput input(Random random) {
        BusinessSettings business = RandomHistories.business(random);
        History history = new RandomHistories(random, 20 + random.nextInt(80)).next(2 + random.nextInt(40));
        Instant last = history.isEmpty() ? Instant.EPOCH : history.changes().last();
        Instant now = last.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
        var cutoffs = new Cutoffs(Map.of(new Cutoffs.Cut(80_000, true), (long) random.nextInt(40_000)));
        return new EvaluationInput(business, history, PreviousMemberships.NOTHING, List.of(), now, cutoffs);
    }

    private static RuleSet compiled(String drl) {
        return switch (CompileRules.compile(List.of(new RuleFile("test.drl", drl)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(rejected.diagnostics().toString());
        };
    }
}
