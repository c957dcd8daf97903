package io.regulars.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.evaluation.RandomSalon;
import io.regulars.live.EvaluateDueClients;
import io.regulars.live.EvaluationAnswer;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.segments.HeldSegment;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the service says of the past is what it said then, and what it says of the future is what it does when that comes:
 * for histories made by chance, corrections that arrive late included.
 */
@QuarkusTest
class PastAndFutureIT {
    private static final int STEPS = 25;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    EvaluateDueClients dueClients;

    @Inject
    ApplySpendChanges applySpendChanges;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void theDefaultRules() {
        // later than any other test's releases, so that the release that was active at some moment is this one
        clock.set("2031-01-10T09:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
    }

    /** What was answered at some moment. */
    private record Said(Instant at, String client, List<HeldSegment> segments) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 5})
    void whatWasKnownThenIsWhatWasSaidThen(long seed) {
        var random = new RandomSalon(salon, clock, seed);
        var said = new ArrayList<Said>();
        random.open();
        for (int step = 0; step < STEPS; step++) {
            random.timePasses();
            dueClients.evaluate();
            said.addAll(said());
            random.timePasses();
            dueClients.evaluate();
            random.somethingHappens();
            said.addAll(said());
        }

        for (Said then : said) {
            assertThat(asOf(then.client, then.at, "then"))
                    .as("seed %d: %s at %s", seed, then.client, then.at)
                    .isEqualTo(then.segments);
        }
    }

    /** Once the cut-offs have moved; asked so that reasons are of this moment, not of the last one at which something changed. */
    private List<Said> said() {
        applySpendChanges.apply();
        return RandomSalon.CLIENTS.stream()
                .map(client -> new Said(
                        clock.instant(),
                        client,
                        salon.as(Role.ANALYST)
                                .body(Map.of("client", client))
                                .post("/api/evaluate")
                                .then()
                                .statusCode(200)
                                .extract()
                                .as(EvaluationAnswer.class)
                                .segments()))
                .toList();
    }

    private List<HeldSegment> asOf(String client, Instant moment, String knowledge) {
        return segments(client, Map.of("asOf", moment.toString(), "knowledge", knowledge));
    }

    private List<HeldSegment> segments(String client, Map<String, String> query) {
        return List.of(salon.as(Role.VIEWER)
                .queryParams(query)
                .get("/api/clients/" + client + "/segments")
                .then()
                .statusCode(200)
                .extract()
                .as(HeldSegment[].class));
    }

    /** A transition, foretold or done. */
    private record Transition(Instant at, String segment, String kind, String rule, String because) {
        static final Comparator<Transition> ORDER = Comparator.comparing(Transition::at)
                .thenComparing(Transition::kind)
                .thenComparing(Transition::segment);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatIsForetoldIsWhatTimeThenDoes(long seed) {
        var random = new RandomSalon(salon, clock, seed);
        random.open();
        for (int step = 0; step < STEPS; step++) {
            random.timePasses();
            random.somethingHappens();
        }
        settle();
        Instant until = clock.instant().plus(Duration.ofDays(400));
        Instant from = clock.instant();
        record Foretold(String client, List<Transition> transitions, List<HeldSegment> held) {}
        List<Foretold> all = RandomSalon.CLIENTS.stream()
                .map(client -> new Foretold(client, foretold(client, until), segments(client, Map.of())))
                .toList();

        letTimePass(until);

        for (Foretold foretold : all) {
            List<Transition> done = done(foretold.client, from);
            assertThat(foretold.transitions)
                    .as("seed %d: %s from %s", seed, foretold.client, from)
                    .isEqualTo(done);
            for (HeldSegment segment : foretold.held) {
                assertThat(Optional.ofNullable(segment.until()).filter(end -> !end.isAfter(until)))
                        .as("seed %d: %s in %s from %s", seed, foretold.client, segment.name(), from)
                        .isEqualTo(end(done, segment.name()));
            }
        }
    }

    /** The clock goes to each moment at which somebody is due, and the service does what it does then. */
    private void letTimePass(Instant until) {
        for (Optional<Instant> due = due(); due.isPresent() && !due.get().isAfter(until); due = due()) {
            clock.set(due.get().toString());
            settle();
        }
    }

    private void settle() {
        do {
            applySpendChanges.apply();
        } while (dueClients.evaluate() > 0);
    }

    private Optional<Instant> due() {
        return database.transaction(tx -> tx.first(
                "select evaluate_again_at from client where business_id = ? and evaluate_again_at is not null"
                        + " order by evaluate_again_at limit 1",
                row -> Objects.requireNonNull(Transaction.instant(row, "evaluate_again_at")),
                salon.id().value()));
    }

    private List<Transition> foretold(String client, Instant until) {
        var forecast = salon.as(Role.VIEWER)
                .queryParam("until", until.toString())
                .get("/api/clients/" + client + "/forecast")
                .then()
                .statusCode(200)
                .extract()
                .as(ForecastResource.Answer.class);
        assertThat(forecast.complete()).isTrue();
        return forecast.transitions().stream()
                .map(one -> new Transition(
                        one.at(),
                        one.segment(),
                        one.kind().name(),
                        one.rule(),
                        one.kind() == Forecast.Kind.ENTERED ? one.because() : ""))
                .sorted(Transition.ORDER)
                .toList();
    }

    /** The reason of what was left is the one that was stored last, which may be older than the one foretold. */
    private List<Transition> done(String client, Instant from) {
        return database.transaction(tx -> tx.list(
                """
                select t.occurred_at, t.segment, t.kind, t.rule,
                       case t.kind when 'ENTERED' then t.because else '' end as because
                from transition t join client c on c.id = t.client_id
                where c.business_id = ? and c.external_id = ? and t.recorded_at > ?
                order by t.occurred_at, t.kind, t.segment
                """,
                row -> new Transition(
                        Objects.requireNonNull(Transaction.instant(row, "occurred_at")),
                        row.getString("segment"),
                        row.getString("kind"),
                        row.getString("rule"),
                        row.getString("because")),
                salon.id().value(),
                client,
                from));
    }

    private static Optional<Instant> end(List<Transition> done, String segment) {
        return done.stream()
                .filter(one -> one.kind.equals("LEFT") && one.segment.equals(segment))
                .map(Transition::at)
                .findFirst();
    }
}
