package io.regulars.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.imports.TestImports;
import io.regulars.live.EvaluateAll;
import io.regulars.live.EvaluateDueClients;
import io.regulars.platform.database.Database;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever was told, in whatever order, memberships, their starts, transitions, spends and cut-offs are at every moment what
 * a naive recomputation of everything finds ({@link NaiveBusiness}, {@link Told}).
 *
 * <p>200 clients' histories, or {@code -Dsoak.histories}; {@code -Doracle.seeds=7} plays one world of 25 again, {@code 1-400}
 * some of many.
 */
@QuarkusTest
class OracleIT {
    private static final Logger LOG = Logger.getLogger(OracleIT.class);
    private static final int SALONS = 3;
    private static final int CLIENTS = 25;
    private static final int TELLINGS = 10;
    private static final int HISTORIES = Integer.getInteger("soak.histories", 200);
    private static final int MOST_SHRINKING = 80;
    private static final int MOST_REPORTS = Integer.getInteger("oracle.reports", 3);

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    ApplySpendChanges applySpendChanges;

    @Inject
    EvaluateDueClients dueClients;

    @Inject
    EvaluateAll evaluateAll;

    @Inject
    TestImports imported;

    @Inject
    Database database;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // Quarkus sets it
    URI base;

    private String active = "";
    private int lastActivation;
    private Instant before = Instant.EPOCH;

    @BeforeEach
    void rememberWhatWasActive() {
        before = clock.instant();
        lastActivation = database.transaction(
                        tx -> tx.first("select coalesce(max(id), 0) from activation", row -> row.getInt(1)))
                .orElseThrow();
    }

    /** No other test is to find that these rules were active, or these clients due, at its moments. */
    @AfterEach
    void leaveNoTrace() {
        database.transaction(
                tx -> tx.update("update activation set finished_at = '2000-01-01Z' where id > ?", lastActivation));
        leaveOthersAlone();
        clock.moveTo(before);
    }

    @Test
    void atEveryMomentTheServiceSaysWhatANaiveRecomputationFinds() {
        var seeds = Seeds.of(System.getProperty("oracle.seeds", "1-" + HISTORIES / CLIENTS));
        var reports = new ArrayList<String>();
        for (long seed = seeds.first; seed <= seeds.last; seed++) {
            List<World.Step> script = World.script(seed, SALONS, CLIENTS, TELLINGS);
            Optional<Failure> failure = play(seed, script);
            if (failure.isPresent()) {
                boolean shrinks = reports.size() < MOST_REPORTS;
                reports.add(report(seed, shrinks ? shrunk(seed, script, failure.get()) : failure.get(), shrinks));
                LOG.error(reports.getLast());
            }
            if (seed % 20 == 0) {
                LOG.infof("Seed %d done", seed);
            }
        }
        assertThat(String.join("\n\n", reports)).isEmpty();
    }

    /** Of one world, or of all from one to another. */
    private record Seeds(long first, long last) {
        static Seeds of(String text) {
            String[] ends = text.split("-", 2);
            return new Seeds(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        }
    }

    private record Failure(AssertionError error, String protocol, int steps) {}

    private Optional<Failure> play(long seed, List<World.Step> script) {
        leaveOthersAlone();
        String rules = World.rules(seed);
        if (!rules.equals(active)) {
            reload(rules);
        }
        var scene = World.Scene.values()[(int) (seed % World.Scene.values().length)];
        try (HttpClient http = HttpClient.newHttpClient()) {
            var service = new World.Service(
                    businesses,
                    clock,
                    applySpendChanges,
                    dueClients,
                    evaluateAll,
                    imported,
                    database,
                    () -> reload(rules),
                    http,
                    base);
            var world = new World(service, scene, seed);
            try {
                world.play(script);
                return Optional.empty();
            } catch (AssertionError e) {
                return Optional.of(new Failure(e, world.protocol(), script.size()));
            }
        }
    }

    /** Leaves out other salons, then halves, quarters and so on, as long as it still fails. */
    private Failure shrunk(long seed, List<World.Step> script, Failure found) {
        List<World.Step> least = script;
        Failure failure = found;
        for (int salon = 0; salon < SALONS; salon++) {
            int only = salon;
            List<World.Step> ofOne = least.stream()
                    .filter(step -> step.salon() == only || step.isEverybodys())
                    .toList();
            Optional<Failure> still = play(seed, ofOne);
            if (still.isPresent()) {
                least = ofOne;
                failure = still.get();
            }
        }
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

    /** What was told only where it is little. */
    private static String report(long seed, Failure failure, boolean shrunk) {
        return "seed %d (-Doracle.seeds=%d), %d steps:\n%s\n%s"
                .formatted(seed, seed, failure.steps, failure.error.getMessage(), shrunk ? failure.protocol : "");
    }

    private void reload(String rules) {
        var files = new ArrayList<>(RulesTester.defaultFiles());
        files.add(new RuleFile("segments/oracle.drl", rules));
        release.activate(files);
        active = rules;
    }

    /** Clients of earlier tests and worlds are not to be due while time is moved about. */
    private void leaveOthersAlone() {
        database.transaction(tx -> {
            tx.update("delete from spend_change");
            return tx.update("update client set evaluate_again_at = null where evaluate_again_at is not null");
        });
    }
}
