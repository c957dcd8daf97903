package io.regulars.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.evaluation.EvaluateAll;
import io.regulars.evaluation.EvaluateDueClients;
import io.regulars.evaluation.FoldSpends;
import io.regulars.platform.Database;
import io.regulars.rules.RuleFile;
import io.regulars.rules.RulesTester;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever was told, in whatever order, memberships, their starts, transitions, spends and cut-offs are at every moment what
 * a naive recomputation of everything finds ({@link NaiveBusiness}, {@link Told}).
 *
 * <p>200 clients' histories, or {@code -Dsoak.histories}; {@code -Doracle.seed=7} plays one world of 25 again.
 */
@QuarkusTest
class OracleSoak {
    private static final int CLIENTS = 25;
    private static final int TELLINGS = 10;
    private static final int MOST_SHRINKING = 40;
    private static final int MOST_REPORTS = Integer.getInteger("oracle.reports", 3);

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    FoldSpends foldSpends;

    @Inject
    EvaluateDueClients dueClients;

    @Inject
    EvaluateAll evaluateAll;

    @Inject
    Database database;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // Quarkus sets it
    URI base;

    private int lastActivation;

    @BeforeEach
    void theDefaultRulesAndMore() {
        lastActivation = database.transaction(
                        tx -> tx.first("select coalesce(max(id), 0) from activation", row -> row.getInt(1)))
                .orElseThrow();
        reload();
    }

    /** No other test is to find that these rules were active, or these clients due, at its moments. */
    @AfterEach
    void leaveNoTrace() {
        database.transaction(
                tx -> tx.update("update activation set finished_at = '2000-01-01Z' where id > ?", lastActivation));
        leaveOthersAlone();
    }

    @Test
    void atEveryMomentTheServiceSaysWhatANaiveRecomputationFinds() {
        int worlds = Integer.getInteger("soak.histories", 200) / CLIENTS;
        Long only = Long.getLong("oracle.seed");
        var reports = new ArrayList<String>();
        for (long seed = only == null ? 1 : only; seed <= (only == null ? worlds : only); seed++) {
            List<World.Step> script = World.script(seed, 3, CLIENTS, TELLINGS);
            Optional<Failure> failure = play(seed, script);
            if (failure.isPresent() && reports.size() < MOST_REPORTS) {
                reports.add(report(seed, shrunk(seed, script, failure.get())));
            }
        }
        assertThat(String.join("\n\n", reports)).isEmpty();
    }

    private record Failure(AssertionError error, String protocol, int steps) {}

    private Optional<Failure> play(long seed, List<World.Step> script) {
        leaveOthersAlone();
        var scene = World.Scene.values()[(int) (seed % World.Scene.values().length)];
        try (HttpClient http = HttpClient.newHttpClient()) {
            var service = new World.Service(
                    businesses, clock, foldSpends, dueClients, evaluateAll, database, this::reload, http, base);
            var world = new World(service, scene, seed);
            try {
                world.play(script);
                return Optional.empty();
            } catch (AssertionError e) {
                return Optional.of(new Failure(e, world.protocol(), script.size()));
            }
        }
    }

    /** Leaves out halves, quarters and so on as long as it still fails. */
    private Failure shrunk(long seed, List<World.Step> script, Failure found) {
        List<World.Step> least = script;
        Failure failure = found;
        int tries = 0;
        for (int size = script.size() / 2; size > 0; size /= 2) {
            for (int from = 0; from < least.size() && tries < MOST_SHRINKING; tries++) {
                var without = new ArrayList<>(least);
                without.subList(from, Math.min(from + size, least.size())).clear();
                Optional<Failure> still = play(seed, without);
                if (still.isPresent()) {
                    least = without;
                    failure = still.get();
                } else {
                    from += size;
                }
            }
        }
        return failure;
    }

    private static String report(long seed, Failure failure) {
        return "seed %d (-Doracle.seed=%d), shrunk to %d steps:\n%s\n%s"
                .formatted(seed, seed, failure.steps, failure.error.getMessage(), failure.protocol);
    }

    private void reload() {
        var files = new ArrayList<>(RulesTester.defaultFiles());
        files.add(new RuleFile("segments/oracle.drl", NaiveSegments.RULES));
        release.activate(files);
    }

    /** Clients of earlier tests and worlds are not to be due while time is moved about. */
    private void leaveOthersAlone() {
        database.transaction(tx -> {
            tx.update("delete from spend_change");
            return tx.update("update client set evaluate_again_at = null where evaluate_again_at is not null");
        });
    }
}
