package io.regulars.bench;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.HandCoded;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.Snapshot;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The default segments of 1,000 clients with 10 bookings each: by the rules, one client at a time and in batches, and hand
 * coded. Each includes computing the facts, as an evaluation does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(1)
public class EvaluationBenchmark {
    private static final int CLIENTS = 1_000;
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Cutoffs CUTOFFS = new Cutoffs(Map.of(new Cutoffs.Cut(80_000, true), 600_00L));

    private final List<Snapshot> histories = new ArrayList<>();
    private final BusinessSettings business = business();
    private final RuleSet rules = rules();

    /** Makes the clients, and checks that both ways agree on every one. */
    @Setup
    public void prepare() {
        // without the service's settings every category of the log is on, and Drools tells each fact that it joins
        LogContext.getLogContext().getLogger("org.drools").setLevel(Level.INFO);
        var random = new Random(1);
        for (int i = 0; i < CLIENTS; i++) {
            histories.add(history(random, i));
        }
        for (Client client : clients()) {
            var byRules = new TreeSet<>(
                    rules.segments(client).stream().map(Assignment::segment).toList());
            var byHand = new TreeSet<>(HandCoded.segments(client));
            if (!byRules.equals(byHand)) {
                throw new IllegalStateException(client.id() + ": rules " + byRules + ", by hand " + byHand);
            }
        }
    }

    /** Only the facts are made: the part both share. */
    @Benchmark
    @OperationsPerInvocation(CLIENTS)
    public void factsAlone(Blackhole hole) {
        clients().forEach(hole::consume);
    }

    /** The baseline. */
    @Benchmark
    @OperationsPerInvocation(CLIENTS)
    public void handCoded(Blackhole hole) {
        for (Client client : clients()) {
            hole.consume(HandCoded.segments(client));
        }
    }

    /** One client to a session, as a request does. */
    @Benchmark
    @OperationsPerInvocation(CLIENTS)
    public void rulesOneByOne(Blackhole hole) {
        for (Client client : clients()) {
            hole.consume(rules.segments(client));
        }
    }

    /** A hundred to a session, as an import or a sweep does. */
    @Benchmark
    @OperationsPerInvocation(CLIENTS)
    public void rulesInBatches(Blackhole hole) {
        hole.consume(rules.segments(clients()));
    }

    private List<Client> clients() {
        var clients = new ArrayList<Client>(CLIENTS);
        for (Snapshot history : histories) {
            clients.add(Client.of(business, history, NOW, CUTOFFS));
        }
        return clients;
    }

    private static Snapshot history(Random random, int number) {
        var bookings = new ArrayList<BookingState>();
        int last = random.nextInt(300);
        for (int i = 0; i < 10; i++) {
            Instant start = NOW.minus(Duration.ofDays(last + i * (10L + random.nextInt(40))))
                    .minus(Duration.ofHours(random.nextInt(8)));
            BookingState.Status status =
                    random.nextInt(12) == 0 ? BookingState.Status.NO_SHOW : BookingState.Status.COMPLETED;
            bookings.add(new BookingState(
                    "b-" + number + "-" + i,
                    random.nextInt(3) == 0 ? "massage" : "haircut",
                    "KELLY",
                    null,
                    "web",
                    null,
                    start,
                    null,
                    start.minus(Duration.ofDays(3)),
                    status,
                    null,
                    null,
                    30_00 + random.nextInt(6_000),
                    0,
                    0,
                    0,
                    0,
                    null,
                    null,
                    null));
        }
        return new Snapshot("c-" + number, Profile.UNKNOWN, bookings, List.of(), List.of(), List.of(), List.of());
    }

    private static BusinessSettings business() {
        return new BusinessSettings(
                ZoneId.of("Europe/Riga"),
                Currency.getInstance("EUR"),
                "LV",
                Duration.ofHours(24),
                null,
                Map.of(),
                Map.of(
                        "massage", new BusinessSettings.Service("massage", "body", 20_00, null),
                        "haircut", new BusinessSettings.Service("haircut", "hair", 10_00, null)));
    }

    private static RuleSet rules() {
        try (var paths = Files.walk(Path.of("rules", "segments"))) {
            var files = new ArrayList<RuleFile>();
            for (Path path :
                    paths.filter(path -> path.toString().endsWith(".drl")).toList()) {
                files.add(new RuleFile(path.toString(), Files.readString(path)));
            }
            return switch (CompileRules.compile(files)) {
                case Compilation.Compiled compiled -> compiled.rules();
                case Compilation.Rejected rejected ->
                    throw new IllegalStateException(rejected.diagnostics().toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
