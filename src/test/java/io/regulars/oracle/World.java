package io.regulars.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.evaluation.EvaluationCause;
import io.regulars.imports.TestImports;
import io.regulars.live.EvaluateAll;
import io.regulars.live.EvaluateDueClients;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Some businesses in different zones, to whose clients things happen by chance while time passes; compared all the time. */
final class World {
    private static final Duration MOMENT = Duration.ofNanos(1_000);
    private static final int MOST_ROUNDS = 100;

    private final Service service;
    private final Random chance;
    private final List<Salon> salons = new ArrayList<>();
    private final List<RandomTelling.Backlog> backlogs = new ArrayList<>();
    private final boolean outages;
    private final boolean daily;

    /** What a world needs of the running service. */
    record Service(
            TestBusinesses businesses,
            TestClock clock,
            ApplySpendChanges applySpendChanges,
            EvaluateDueClients dueClients,
            EvaluateAll evaluateAll,
            TestImports imported,
            Database database,
            Runnable reload,
            HttpClient http,
            URI base) {}

    /** Where and when a world begins: the zones have something to show in the year that follows. */
    enum Scene {
        LEAP_YEAR("2023-11-15T10:00:00Z", "Europe/Riga", "America/New_York", "Australia/Lord_Howe"),
        MIDNIGHT_SKIPPED("2017-09-20T10:00:00Z", "America/Sao_Paulo", "Asia/Kathmandu", "Asia/Beirut"),
        DAY_SKIPPED("2011-10-20T10:00:00Z", "Pacific/Apia", "America/Havana", "Europe/Dublin"),
        PRESENT("2026-08-20T10:00:00Z", "Asia/Beirut", "Africa/Cairo", "Pacific/Chatham"),
        FAR("2027-12-01T10:00:00Z", "America/Santiago", "Asia/Tehran", "Pacific/Kiritimati");

        private final Instant start;
        private final List<String> zones;

        Scene(String start, String... zones) {
            this.start = Instant.parse(start);
            this.zones = List.of(zones);
        }
    }

    /** One thing to be done; its seed decides everything else. */
    record Step(Kind kind, int salon, int client, long seed) {
        enum Kind {
            APPEAR,
            TELL,
            BURST,
            IMPORT,
            PASS,
            CATALOGUE,
            RELOAD
        }

        boolean isEverybodys() {
            return kind == Kind.PASS || kind == Kind.RELOAD;
        }
    }

    World(Service service, Scene scene, long seed) {
        this.service = service;
        this.chance = new Random(seed);
        this.outages = seed % 2 == 0;
        this.daily = isDaily(seed);
        service.clock.moveTo(scene.start);
        for (int i = 0; i < scene.zones.size(); i++) {
            salons.add(open(scene.zones.get(i), i));
            backlogs.add(new RandomTelling.Backlog());
            evaluateAll(salons.get(i), EvaluationCause.REQUEST);
        }
        look();
        service.clock.advance(Duration.ofMillis(1));
    }

    private static boolean isDaily(long seed) {
        return seed % 8 == 0;
    }

    /** The rules of a world beside the default ones. */
    static String rules(long seed) {
        return NaiveSegments.rules(isDaily(seed));
    }

    private Salon open(String zone, int number) {
        boolean yen = number == 1;
        var settings = new Settings(
                new Days(ZoneId.of(zone)),
                yen ? "JPY" : "EUR",
                yen ? 0 : 2,
                "LV",
                Duration.ofHours(number == 2 ? 48 : 24),
                number == 0 && !outages ? Duration.ofHours(chance.nextInt(30)) : null,
                Map.of("branch", new Days(ZoneId.of("Asia/Kathmandu"))),
                Map.of(),
                daily);
        var business = service.businesses.fresh(zone, settings.currency(), settings.country());
        int id = business.id().value();
        service.database.transaction(tx -> {
            tx.update(
                    "insert into location (business_id, external_id, zone) values (?, 'branch', 'Asia/Kathmandu')", id);
            Duration assume = settings.assumeCompletedAfter();
            return tx.update(
                    "update business set cancellation_notice_hours = ?, assume_completed_after_hours = ?::integer where id = ?",
                    (int) settings.notice().toHours(),
                    assume == null ? null : (int) assume.toHours(),
                    id);
        });
        return new Salon(business, settings, service.http, service.base);
    }

    /** A script for so many clients. */
    static List<Step> script(long seed, int salons, int clients, int tellings) {
        var chance = new Random(seed);
        var script = new ArrayList<Step>();
        for (int salon = 0; salon < salons; salon++) {
            for (String ignored : RandomTelling.services()) {
                script.add(new Step(Step.Kind.CATALOGUE, salon, script.size(), chance.nextLong()));
            }
        }
        for (int i = 0; i < clients * tellings; i++) {
            int client = i < clients ? i : chance.nextInt(clients);
            script.add(new Step(
                    i < clients ? Step.Kind.APPEAR : Step.Kind.TELL, client % salons, client, chance.nextLong()));
            if (i >= clients && chance.nextInt(8) == 0) {
                script.add(new Step(Step.Kind.BURST, client % salons, client, chance.nextLong()));
            }
            if (i >= clients && chance.nextInt(12) == 0) {
                script.add(new Step(Step.Kind.IMPORT, client % salons, client, chance.nextLong()));
            }
            if (chance.nextInt(4) == 0) {
                script.add(new Step(Step.Kind.PASS, 0, 0, chance.nextLong()));
            }
            if (chance.nextInt(60) == 0) {
                script.add(new Step(Step.Kind.CATALOGUE, chance.nextInt(salons), chance.nextInt(4), chance.nextLong()));
            }
            if (chance.nextInt(150) == 0) {
                script.add(new Step(Step.Kind.RELOAD, 0, 0, chance.nextLong()));
            }
        }
        script.add(new Step(Step.Kind.PASS, 0, 0, chance.nextLong()));
        return script;
    }

    /** Does all that; fails at the first moment at which the service says something else than the oracle. */
    void play(List<Step> script) {
        for (Step step : script) {
            Salon salon = salons.get(step.salon);
            String client = "c-" + step.client;
            var telling =
                    new RandomTelling(salon, client, now(), backlogs.get(step.salon), step.seed, this::settleAndLook);
            switch (step.kind) {
                case APPEAR -> telling.firstAppearance();
                case TELL -> telling.tell();
                case BURST -> burst(salon, step);
                case IMPORT -> imports(salon, step);
                case CATALOGUE -> {
                    telling.catalogue(RandomTelling.services().get(step.client % 4));
                    evaluateAll(salon, EvaluationCause.REQUEST);
                }
                case RELOAD -> {
                    service.reload.run();
                    for (Salon each : salons) {
                        evaluateAll(each, EvaluationCause.RELEASE);
                    }
                }
                case PASS -> pass(new Random(step.seed));
            }
            salon.protocol.add("  " + now() + " " + step.kind);
            settleAndLook();
            compare(salon);
            service.clock.advance(Duration.ofMillis(1));
        }
        salons.forEach(this::compare);
    }

    /** Several clients spend something within a second, told one after the other; the worker comes now and then. */
    private void burst(Salon salon, Step step) {
        var random = new Random(step.seed);
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            String client = "c-" + (step.client + salons.size() * random.nextInt(3));
            new RandomTelling(salon, client, now(), backlogs.get(step.salon), random.nextLong(), () -> {}).spend();
            service.clock.advance(Duration.ofNanos(1_000L * random.nextInt(90_000)));
            if (random.nextInt(4) == 0) {
                service.applySpendChanges.apply();
            }
        }
        salon.cameAndWent = true;
    }

    /** What was to be told of several clients comes in files, cut anywhere. */
    private void imports(Salon salon, Step step) {
        var random = new Random(step.seed);
        for (int files = 1 + random.nextInt(3); files > 0; files--) {
            salon.collectLines();
            for (int lines = 1 + random.nextInt(8); lines > 0; lines--) {
                String client = "c-" + (step.client + salons.size() * random.nextInt(3));
                new RandomTelling(salon, client, now(), backlogs.get(step.salon), random.nextLong(), () -> {}).line();
            }
            if (salon.sendLines()) {
                service.imported.evaluate();
                settleAndLook();
                compare(salon);
                service.clock.advance(Duration.ofMillis(1));
            }
        }
        assertThat(rejectedLines(salon)).isEmpty();
    }

    private List<String> rejectedLines(Salon salon) {
        return service.database.transaction(tx -> tx.list(
                "select e.code || ' ' || e.message from import_error e join import_job j on j.id = e.job_id where j.business_id = ?",
                row -> row.getString(1),
                salon.business.id().value()));
    }

    private void evaluateAll(Salon salon, EvaluationCause cause) {
        service.evaluateAll.evaluate(salon.business.id(), cause, done -> {});
    }

    private Instant now() {
        return service.clock.instant();
    }

    /** Minutes or weeks; now and then with a look at a moment at which something changes, just before and just then. */
    private void pass(Random random) {
        Instant target = now().plus(
                        random.nextInt(3) == 0 ? 1 + random.nextInt(600) : 1 + random.nextInt(10 * 24 * 60),
                        ChronoUnit.MINUTES);
        boolean outage = outages && random.nextInt(3) == 0;
        while (true) {
            Instant next = nextChange(now(), target);
            if (next == null) {
                break;
            }
            boolean closely = !outage && random.nextInt(3) == 0;
            List<Salon> changing = closely ? changingBy(next) : List.of();
            if (closely) {
                workUntil(next.minus(MOMENT));
                changing.forEach(this::compare);
            } else if (!outage) {
                workUntil(next);
            }
            service.clock.moveTo(next);
            if (closely) {
                settleAndLook();
            } else {
                look();
            }
            changing.forEach(this::compare);
        }
        if (!outage) {
            workUntil(target);
        }
        service.clock.moveTo(target);
    }

    private @Nullable Instant nextChange(Instant from, Instant until) {
        Instant next = null;
        for (Salon salon : salons) {
            Instant change = salon.naive.nextChange(from, next == null ? until : next);
            next = change == null ? next : change;
        }
        return next;
    }

    private List<Salon> changingBy(Instant moment) {
        return salons.stream()
                .filter(salon -> salon.naive.nextChange(now(), moment) != null)
                .toList();
    }

    /** The service works at each moment at which it has something to do. */
    private void workUntil(Instant moment) {
        int idle = 0;
        for (Optional<Instant> next = nextWork(moment); next.isPresent(); next = nextWork(moment)) {
            idle = next.get().isAfter(now()) ? 0 : idle + 1;
            assertThat(idle).as("rounds of work at " + now()).isLessThan(MOST_ROUNDS);
            moveTo(next.get());
            service.applySpendChanges.apply();
            service.dueClients.evaluate();
        }
        moveTo(moment);
    }

    private void moveTo(Instant moment) {
        if (moment.isAfter(now())) {
            service.clock.moveTo(moment);
        }
    }

    private Optional<Instant> nextWork(Instant until) {
        return service.database
                .transaction(tx -> tx.first("""
                        select case when exists (select from spend_change) then ? else (
                            select min(evaluate_again_at) from client where erased_at is null) end as next
                        """, row -> Optional.ofNullable(Transaction.instant(row, "next")), now()))
                .flatMap(next -> next)
                .filter(next -> !next.isAfter(until));
    }

    private void settle() {
        workUntil(now());
    }

    /** The oracle needs nothing of the service, so it looks while that works: on a thread of its own, which no test shares. */
    private void settleAndLook() {
        Instant now = now();
        var looking = CompletableFuture.runAsync(
                () -> look(now), look -> Thread.ofPlatform().daemon().start(look));
        settle();
        looking.join();
    }

    private void look() {
        look(now());
    }

    private void look(Instant now) {
        salons.forEach(salon -> salon.naive.look(now));
    }

    private void compare(Salon salon) {
        Stored stored = service.database.transaction(tx -> Stored.read(tx, salon));
        String where = " in %s at %s".formatted(salon.naive.settings, now());
        assertThat(stored.spends()).as("spends" + where).isEqualTo(salon.naive.spends(now()));
        assertThat(stored.lines()).as("cut-offs" + where).isEqualTo(salon.naive.ranks.at(now()));
        Map<String, Map<String, Instant>> held = salon.naive.held();
        salon.naive
                .clients()
                .forEach(client -> assertThat(stored.held().getOrDefault(client, Map.of()))
                        .as(client + where)
                        .isEqualTo(held.getOrDefault(client, Map.of())));
        assertThat(stored.held().keySet()).as("clients" + where).isEqualTo(held.keySet());
        Map<String, List<NaiveBusiness.Transition>> transitions = salon.naive.takeTransitions();
        if (salon.cameAndWent) {
            // who came and went within the burst was told so, as far as it was known then
            assertThat(sums(stored.transitions())).as("transitions" + where).isEqualTo(sums(transitions));
            salon.cameAndWent = false;
        } else {
            assertThat(stored.transitions()).as("transitions" + where).isEqualTo(transitions);
        }
    }

    /** Whether each client has come into a segment or left it, all in all. */
    private static Map<String, Integer> sums(Map<String, List<NaiveBusiness.Transition>> transitions) {
        var sums = new TreeMap<String, Integer>();
        transitions.forEach((client, all) -> all.forEach(
                one -> sums.merge(client + " " + one.segment(), one.kind().equals("LEFT") ? -1 : 1, Integer::sum)));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    /** What was told, for a report. */
    String protocol() {
        var text = new StringBuilder();
        for (Salon salon : salons) {
            text.append("--- ").append(salon.naive.settings.zone()).append('\n');
            salon.protocol.forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }
}
