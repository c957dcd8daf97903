package io.regulars.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.Evaluator;
import io.regulars.evaluation.Histories;
import io.regulars.evaluation.PreviousMemberships;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.History;
import io.regulars.facts.history.Version;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.RuleSet;
import io.regulars.segments.HeldSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A life that is simulated step by step holds, at any moment, what looking back over the whole of it finds. */
class SimulationTest {
    private static final RuleSet RULES = RulesTester.rules(
                    "segments/visits.drl", "segments/recency.drl", "segments/reliability.drl", "segments/habits.drl")
            .ruleSet();
    private static final Instant BEGINNING = Instant.parse("2025-01-01T10:00:00Z");

    @Test
    void whatIsHeldAndSinceWhenIsWhatLookingBackFinds() {
        for (long seed = 1; seed <= 30; seed++) {
            var random = new Random(seed);
            var simulation = new Simulation(RULES, CampaignCatalogue.EMPTY, Histories.SALON, "c-1", List.of());
            var told = new ArrayList<Version<BookingState>>();
            Instant now = BEGINNING;
            for (int i = 0; i < 12; i++) {
                now = now.plus(Duration.ofHours(random.nextInt(24 * 50)));
                if (random.nextInt(3) > 0) {
                    told.add(tell(
                            simulation, "b-" + i, now, random.nextInt(4) == 0 ? Status.NO_SHOW : Status.COMPLETED));
                } else {
                    simulation.pass(now);
                }
                assertThat(held(simulation)).as("seed %d at %s", seed, now).isEqualTo(lookedBack(told, now));
            }
        }
    }

    private static Version<BookingState> tell(Simulation simulation, String id, Instant now, Status status) {
        var state = new BookingState(
                id, "cut", null, null, null, null, now, null, null, status, null, null, 3_000L, 0, 0, 0, 0, null, null,
                null);
        var version = new Version<>(id, now, now, state);
        simulation.tell(
                news -> news.booking(version),
                List.of(new TriggerEvent(
                        Trigger.Kind.valueOf(status.name()), "booking:" + id + ":" + status, now, id, null, null)),
                now);
        return version;
    }

    private static Map<String, Instant> held(Simulation simulation) {
        var since = new TreeMap<String, Instant>();
        simulation.segments().forEach((name, segment) -> since.put(name, segment.since()));
        return since;
    }

    private static Map<String, Instant> lookedBack(List<Version<BookingState>> told, Instant now) {
        var since = new TreeMap<String, Instant>();
        if (!told.isEmpty()) {
            var history = new History("c-1", List.of(), told, List.of(), List.of(), List.of(), List.of());
            var input = new EvaluationInput(
                    Histories.SALON, history, PreviousMemberships.NOTHING, List.of(), now, Cutoffs.NONE);
            for (HeldSegment segment : new Evaluator(RULES).evaluate(input).segments()) {
                since.put(segment.name(), segment.since());
            }
        }
        return since;
    }
}
