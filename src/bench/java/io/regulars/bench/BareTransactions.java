package io.regulars.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The baseline: one connection whose transactions write the rows of an average request and compute nothing. The client's
 * row is locked, the booking and its version written, the client updated, and as many rows of memberships, transitions,
 * starts and actions are copied as a request wrote on average.
 */
final class BareTransactions implements Load.Worker, AutoCloseable {
    private static final int TEMPLATES = 500;

    private final Connection connection;
    private final Map<String, Double> rows;
    private final Random random;
    private final String prefix;
    private final List<Long> clients;
    private final PreparedStatement lock;
    private final PreparedStatement booking;
    private final PreparedStatement client;
    private final List<Copied> copied = new ArrayList<>();
    private int number;
    private long owner;

    /**
     * Prepares the statements.
     *
     * @param rows rows that a request writes on average, by table
     */
    BareTransactions(Connection connection, Map<String, Double> rows, int worker) throws SQLException {
        this.connection = connection;
        this.rows = rows;
        this.random = new Random(worker);
        this.prefix = "bare-" + worker + "-" + System.nanoTime() + "-";
        this.clients = clients(connection);
        connection.setAutoCommit(false);
        lock = connection.prepareStatement("select id from client where business_id = 1 and id = ? for update");
        booking = connection.prepareStatement("""
                with version as (
                    insert into booking_version (external_id, client_id, occurred_at, recorded_at, service, staff, channel,
                        starts_at, ends_at, booked_at, status, price_minor, discount_minor, refunded_minor, tip_minor,
                        tax_minor)
                    values (?, ?, now(), now(), 'cut', 'KELLY', 'desk', now(), now(), now(), ?, 4500, 0, 0, 0, 0))
                insert into booking (business_id, external_id, client_id, occurred_at, recorded_at, service, staff, channel,
                        starts_at, ends_at, booked_at, status, price_minor)
                values (1, ?, ?, now(), now(), 'cut', 'KELLY', 'desk', now(), now(), now(), ?, 4500)
                on conflict (business_id, external_id) do update set status = excluded.status,
                        occurred_at = excluded.occurred_at, recorded_at = excluded.recorded_at
                """);
        client = connection.prepareStatement("""
                update client set evaluated_at = now(), evaluated_release = 1, spend_minor = spend_minor + ?,
                                  evaluate_again_at = now() + interval '7 days'
                where id = ?
                """);
        copied.add(new Copied(
                "transition",
                "business_id, segment, kind, occurred_at, recorded_at, release_id, rule, because",
                "",
                ""));
        copied.add(new Copied("membership", "segment, business_id, since, release_id, rule, because", "", """
                on conflict (client_id, segment) do update set since = excluded.since,
                    release_id = excluded.release_id, rule = excluded.rule, because = excluded.because
                """));
        copied.add(new Copied(
                "campaign_start",
                "business_id, campaign, since, state, reason, release_id, rule, because, started_at",
                "origin",
                ""));
        copied.add(new Copied(
                "campaign_action", "start_id, business_id, campaign, kind, content, state, due_at", "id, step", ""));
    }

    @Override
    public void next(int operation) throws SQLException {
        boolean isNew = operation % 2 == 0;
        if (isNew) {
            number++;
            owner = clients.get(random.nextInt(clients.size()));
        }
        lock.setLong(1, owner);
        lock.executeQuery().close();
        write(prefix + number, isNew ? "BOOKED" : "COMPLETED");
        for (Copied table : copied) {
            table.write();
        }
        client.setLong(1, isNew ? 0 : 4500);
        client.setLong(2, owner);
        client.executeUpdate();
        connection.commit();
    }

    private void write(String id, String status) throws SQLException {
        booking.setString(1, id);
        booking.setLong(2, owner);
        booking.setString(3, status);
        booking.setString(4, id);
        booking.setLong(5, owner);
        booking.setString(6, status);
        booking.executeUpdate();
    }

    private static List<Long> clients(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet all = statement.executeQuery("select id from client where business_id = 1")) {
            var ids = new ArrayList<Long>();
            while (all.next()) {
                ids.add(all.getLong(1));
            }
            return ids;
        }
    }

    /** A table of which rows that requests wrote are written again, for another client. */
    private final class Copied {
        private final double perRequest;
        private final List<Object[]> templates = new ArrayList<>();
        private final PreparedStatement insert;

        /** Copies the columns, makes up those that are unique. */
        Copied(String table, String columns, String unique, String conflict) throws SQLException {
            perRequest = rows.getOrDefault(table, 0.0);
            int count = columns.split(", ").length;
            try (Statement statement = connection.createStatement();
                    ResultSet some = statement.executeQuery(
                            "select " + columns + " from " + table + " order by random() limit " + TEMPLATES)) {
                while (some.next()) {
                    Object[] values = new Object[count];
                    for (int i = 0; i < count; i++) {
                        values[i] = some.getObject(i + 1);
                    }
                    templates.add(values);
                }
            }
            String made = unique.isEmpty() ? "" : ", gen_random_uuid()".repeat(unique.split(", ").length);
            insert = connection.prepareStatement(
                    "insert into " + table + " (client_id, " + columns + (unique.isEmpty() ? "" : ", " + unique)
                            + ") values (?" + ", ?".repeat(count) + made + ") " + conflict);
        }

        void write() throws SQLException {
            int count = (int) (perRequest + random.nextDouble());
            if (count == 0 || templates.isEmpty()) {
                return;
            }
            for (int i = 0; i < count; i++) {
                Object[] values = templates.get(random.nextInt(templates.size()));
                insert.setLong(1, owner);
                for (int j = 0; j < values.length; j++) {
                    insert.setObject(j + 2, values[j]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
