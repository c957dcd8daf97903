package io.regulars.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What the ranks of the past cost in a large business: gone through from the beginning, and after one thing that is told of
 * now, of yesterday and of a year ago.
 *
 * <p>System property {@code load.clients} (100000), with ten receipts each over two years. Arguments are options of the
 * service's JVM.
 */
public final class PastRanksLoad {
    private static final int CLIENTS = Integer.getInteger("load.clients", 100_000);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final PackagedService service;

    private PastRanksLoad(PackagedService service) {
        this.service = service;
    }

    /** Runs it all once and prints what was measured. */
    public static void main(String... jvm) throws Exception {
        var database = Map.of("shared_buffers", "2GB", "max_wal_size", "8GB");
        try (PackagedService service = PackagedService.start(List.of(jvm), database, Map.of("REGULARS_ZONE", "UTC"))) {
            new PastRanksLoad(service).run();
        }
    }

    private void run() throws Exception {
        try (Connection connection = service.database();
                Statement sql = connection.createStatement()) {
            sql.execute(CLIENTS_AND_RECEIPTS.formatted(CLIENTS));
            sql.execute("analyze");
            Instant began = Instant.now();
            sql.execute("update spend_ranking set must_sweep = true, stepped_to = 0");
            await("select count(*) from spend_ranking where stepped_to is not null");
            print("steps of " + CLIENTS + " clients from their histories: " + since(began));
            await("select count(*) from spend_ranking where must_sweep");
            print("steps and sweep: " + since(began) + ", "
                    + count("select count(*) from spend_step") + " steps, rows of moves "
                    + count("select count(*) from cutoff_past"));
            began = Instant.now();
            try (HttpConnection http = service.http()) {
                http.send("POST", "/api/evaluate", "{}");
            }
            await("select count(*) from evaluation_job where state = 'RUNNING'");
            print("everybody evaluated for the first time: " + since(began));
            settle();
            began = Instant.now();
            sql.execute("update spend_ranking set must_sweep = true");
            await("select count(*) from spend_ranking where must_sweep");
            print("sweep alone, looked for once a second: " + since(began));
            settle();
        }
        tell("now", Instant.now());
        tell("now", Instant.now());
        tell("an hour ago", Instant.now().minus(Duration.ofHours(1)));
        tell("yesterday", Instant.now().minus(Duration.ofDays(1)));
        tell("a week ago", Instant.now().minus(Duration.ofDays(7)));
        tell("a year ago", Instant.now().minus(Duration.ofDays(365)));
    }

    private void tell(String when, Instant moment) throws Exception {
        Instant began = Instant.now();
        try (HttpConnection http = service.http()) {
            http.send("PUT", "/api/receipts/late-" + began.toEpochMilli(), """
                    {"client": "c-%d", "date": "%s", "amount": "5000.00", "kind": "PRODUCT", "occurredAt": "%s"}""".formatted(
                            began.toEpochMilli() % CLIENTS,
                            moment.atOffset(ZoneOffset.UTC).toLocalDate(),
                            moment));
        }
        String answered = since(began);
        settle();
        print("told of " + when + ": answered " + answered + ", at rest " + since(began));
    }

    private void settle() throws Exception {
        await("select (select count(*) from spend_change) + (select count(*) from rank_recheck)"
                + " + (select count(*) from spend_ranking where must_sweep)"
                + " + (select count(*) from client where evaluate_again_at <= now())");
    }

    private void await(String sql) throws Exception {
        Instant end = Instant.now().plus(LONGEST);
        while (count(sql) > 0) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("not done after " + LONGEST + ": " + sql);
            }
            Thread.sleep(20);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = service.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String since(Instant began) {
        return Duration.between(began, Instant.now()).toMillis() + " ms";
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static final String CLIENTS_AND_RECEIPTS = """
            set session_replication_role = replica;
            insert into client (business_id, external_id, known, recorded_at)
            select (select min(id) from business), 'c-' || n, true, now() from generate_series(0, %d - 1) n;
            insert into receipt_version (client_id, external_id, occurred_at, recorded_at, on_date, amount_minor, kind)
            select id, 'r-' || id || '-' || i, at, now() - interval '1 minute', at::date,
                   100 * (5 + (hashint8(id * 10 + i) & 1023) %% 120), 'PRODUCT'
            from client, generate_series(1, 10) i,
                 lateral (select now() - interval '1 day'
                     - ((hashint8extended(id * 10 + i, 7) & 1073741823) %% (730 * 24 * 3600)) * interval '1 second' as at) moment;
            set session_replication_role = origin
            """;
}
