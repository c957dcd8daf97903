package io.regulars.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Marketing mails of a template that are due one after the other at a steady rate: how late each is handed over to a mail server, and what it
 * costs. Then all of a number at once. Then {@code PUT /api/bookings} with the campaigns of the default rules, whose messages go out meanwhile,
 * beside the same without them, in turns.
 *
 * <p>System properties: {@code load.rate} (200 a second), {@code load.seconds} (60), of which {@code load.warmup} (30) do not count, {@code
 * load.atonce} (4000), {@code load.clients} (2000), {@code load.requests} of a turn (4000), {@code load.turns} (3). Arguments are options of the service's JVM.
 */
public final class MessageLoad {
    private static final int RATE = Integer.getInteger("load.rate", 200);
    private static final int SECONDS = Integer.getInteger("load.seconds", 60);
    private static final int WARM_UP = Integer.getInteger("load.warmup", 30);
    private static final int AT_ONCE = Integer.getInteger("load.atonce", 4_000);
    private static final int REQUESTS = Integer.getInteger("load.requests", 4_000);
    private static final int TURNS = Integer.getInteger("load.turns", 3);
    private static final int CLIENTS = Integer.getInteger("load.clients", 2_000);
    private static final int CONNECTIONS = 8;
    private static final long PATIENCE = Duration.ofMinutes(10).toNanos();
    private static final String POLICY = """
            {"id": "default", "name": "Salon", "zone": "Europe/Riga", "currency": "EUR", "country": "LV",
             "contactPolicy": {"quiet": {"from": "00:00", "to": "00:00"}, "rates": {"email": "1000000 per hour"}, "postalAddress": "Riga 1"}}
            """;

    private final MailSink sink;
    private final PackagedService service;

    private MessageLoad(MailSink sink, PackagedService service) {
        this.sink = sink;
        this.service = service;
    }

    /** Runs it all once and prints what was measured. */
    public static void main(String... jvm) throws Exception {
        Path rules = Files.createTempDirectory("regulars-bench-rules");
        try (var sink = new MailSink()) {
            if (SECONDS > 0) {
                news(rules);
                try (PackagedService service = PackagedService.start(List.of(jvm), Map.of(), settings(sink, rules))) {
                    new MessageLoad(sink, service).messages();
                }
            }
            if (TURNS > 0) {
                withoutScenarios(rules.resolve("default"));
                Map<String, String> settings = settings(sink, rules.resolve("default"));
                try (PackagedService service = PackagedService.start(List.of(jvm), Map.of(), settings)) {
                    new MessageLoad(sink, service).bookings(rules.resolve("default/campaigns"), rules.resolve("away"));
                }
            }
        }
    }

    private static Map<String, String> settings(MailSink sink, Path rules) {
        return Map.of(
                "REGULARS_RULES",
                rules.toString(),
                "QUARKUS_MAILER_HOST",
                "127.0.0.1",
                "QUARKUS_MAILER_PORT",
                Integer.toString(sink.port()),
                "QUARKUS_MAILER_FROM",
                "salon@example.com");
    }

    private static void news(Path rules) throws IOException {
        copy(Path.of("rules/templates"), rules.resolve("templates"));
        Files.createDirectories(rules.resolve("segments"));
        Files.createDirectories(rules.resolve("campaigns"));
        Files.writeString(rules.resolve("segments/bench.drl"), """
                rule "Reader" when $c : Client( tags contains "reader" ) then segments.assign($c, "reader"); end
                rule "Write" when $c : Client() Entered( segment == "reader" ) then campaigns.start($c, "news"); end
                """);
        Files.writeString(rules.resolve("campaigns/news.yaml"), """
                name: news
                title: News
                holdout: 0
                offer: {percent: 10, validity: 30d}
                steps: [{name: mail, after: 1d, message: {channel: email, template: win-back-offer}}]
                """);
    }

    /** Scenarios ask for campaigns, so without these they would keep a release from answering. */
    private static void withoutScenarios(Path rules) throws IOException {
        try (Stream<Path> parts = Files.list(Path.of("rules"))) {
            for (Path part : parts.filter(part -> !part.endsWith("scenarios")).toList()) {
                copy(part, rules.resolve(part.getFileName()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private void messages() throws Exception {
        try (HttpConnection http = service.http()) {
            http.send("PUT", "/api/business", POLICY);
        }
        int steady = RATE * SECONDS;
        importReaders(steady + AT_ONCE);
        Instant first = Instant.now().plusSeconds(5);
        due("number <= " + steady, "'%s'::timestamptz + number * interval '%d microseconds'", first, 1_000_000 / RATE);
        Duration serviceBefore = service.serviceTime();
        Duration databaseBefore = service.databaseTime();
        awaitTaken(steady);
        double each = 1e6 * steady;
        double ofService = service.serviceTime().minus(serviceBefore).toNanos() / each;
        double ofDatabase = service.databaseTime().minus(databaseBefore).toNanos() / each;
        print(
                "%d/s offered for %d s: from due to handed over %s; processor %.2f ms service, %.2f ms PostgreSQL a message",
                RATE, SECONDS, lateness(first.plusSeconds(WARM_UP)), ofService, ofDatabase);
        print("  in the service: %s", decided());
        Instant all = Instant.now().plusSeconds(2);
        due("number > " + steady, "'%s'::timestamptz + number * 0 * interval '%d microseconds'", all, 0);
        awaitTaken(steady + AT_ONCE);
        double seconds = Duration.between(all, Instant.now()).toMillis() / 1e3;
        print("%d at once: handed over in %.1f s, %.0f/s", AT_ONCE, seconds, AT_ONCE / seconds);
    }

    private void importReaders(int clients) throws Exception {
        var lines = new StringBuilder();
        for (int i = 0; i < clients; i++) {
            lines.append("""
                    {"record": "client", "id": "r-%d", "firstName": "Anna", "email": "r-%d@mail.example", "language": "en", "consents": {"email": true}, "tags": ["reader"]}
                    """.formatted(i, i));
        }
        try (HttpConnection http = service.http()) {
            http.send("POST", "/api/import?startCampaigns=true", lines.toString());
        }
        await(
                () -> count("select count(*) from campaign_action where state = 'QUEUED'") == clients,
                "everybody is started");
    }

    /** Gives the actions of some numbers another moment. */
    private void due(String which, String moment, Instant from, int micros) throws SQLException {
        try (Connection connection = service.database();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    update campaign_action a set due_at = %s, first_due_at = %s, planned = true
                    from (select id, row_number() over (order by client_id) as number from campaign_action) n
                    where n.id = a.id and %s
                    """.formatted(moment, moment, which).formatted(from, micros, from, micros));
        }
    }

    private void awaitTaken(int mails) throws Exception {
        await(() -> sink.taken().size() >= mails, mails + " mails are taken");
    }

    /** How late mails were that were due from a moment on. */
    private String lateness(Instant from) throws SQLException {
        Map<UUID, Instant> due = new HashMap<>();
        try (Connection connection = service.database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select id, first_due_at from campaign_action where state = 'DONE' or state = 'SENDING'")) {
            while (rows.next()) {
                due.put(rows.getObject(1, UUID.class), rows.getTimestamp(2).toInstant());
            }
        }
        long[] late = sink.taken().entrySet().stream()
                .filter(mail -> due.containsKey(mail.getKey())
                        && !due.get(mail.getKey()).isBefore(from))
                .mapToLong(mail -> Duration.between(due.get(mail.getKey()), mail.getValue())
                        .toMillis())
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "p50 %.2f s, p99 %.2f s, most %.2f s (%d mails)",
                late[late.length / 2] / 1e3,
                late[late.length * 99 / 100] / 1e3,
                late[late.length - 1] / 1e3,
                late.length);
    }

    private String decided() throws IOException {
        try (HttpConnection http = service.http()) {
            return http.send("GET", "/q/metrics", "")
                    .lines()
                    .filter(line ->
                            line.startsWith("regulars_decide_seconds") || line.startsWith("regulars_delivery_seconds"))
                    .toList()
                    .toString();
        }
    }

    /** Takes the rules of campaigns away and brings them back, turn by turn. */
    private void bookings(Path campaigns, Path away) throws Exception {
        try (HttpConnection http = service.http()) {
            http.send("PUT", "/api/business", POLICY);
            http.send("POST", "/api/demo?clients=" + CLIENTS, "");
        }
        await(() -> count("select count(*) from import_job where finished_at is null") == 0, "the import ends");
        List<BookingRequests> requests = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            requests.add(new BookingRequests(service.http(), i, CLIENTS));
        }
        print("warm-up   " + Load.run(requests, 2 * REQUESTS));
        double[] rates = new double[TURNS];
        double[] medians = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            int before = sink.taken().size();
            Measure with = measured(requests);
            int sent = sink.taken().size() - before;
            switchRules(campaigns, away);
            Measure without = measured(requests);
            switchRules(away, campaigns);
            rates[turn] = with.load().rate() / without.load().rate();
            medians[turn] = with.cost() / without.cost();
            print("with      %s; %d mails went out", with, sent);
            print("without   %s; ratio of rates %.3f, of processor time %.3f", without, rates[turn], medians[turn]);
        }
        Arrays.sort(rates);
        Arrays.sort(medians);
        print(
                "with messages beside without: median rate %.3f, processor time %.3f",
                rates[TURNS / 2], medians[TURNS / 2]);
        for (BookingRequests connection : requests) {
            connection.close();
        }
    }

    /** One turn, and the processor time that a request of it took, in milliseconds. */
    private record Measure(Load.Measured load, double cost) {
        @Override
        public String toString() {
            return load + String.format(Locale.ROOT, "; processor %.2f ms", cost);
        }
    }

    private Measure measured(List<BookingRequests> requests) throws Exception {
        Duration before = service.serviceTime().plus(service.databaseTime());
        Load.Measured load = Load.run(requests, REQUESTS);
        Duration took = service.serviceTime().plus(service.databaseTime()).minus(before);
        return new Measure(load, took.toNanos() / 1e6 / REQUESTS);
    }

    /** Moves what starts campaigns, and waits until everybody was looked at by what is left. */
    private void switchRules(Path from, Path to) throws Exception {
        long releases = count("select max(release_id) from active_release");
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".drl")).toList()) {
                Files.move(file, to.resolve(file.getFileName()));
            }
        }
        await(() -> count("select max(release_id) from active_release") != releases, "the release is active");
        await(() -> count("select count(*) from release_evaluation") == 0, "everybody is evaluated");
    }

    private long count(String query) throws SQLException {
        try (Connection connection = service.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Something that comes true in time. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition, String what) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("it takes too long until " + what);
            }
            Thread.sleep(100);
        }
    }

    private static void print(String line, Object... values) {
        System.out.println(values.length == 0 ? line : String.format(Locale.ROOT, line, values));
    }
}
