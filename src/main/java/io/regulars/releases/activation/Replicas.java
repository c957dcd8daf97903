package io.regulars.releases.activation;

import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The running instances of the service on this database, by their heartbeats. Those are told by the database's clock, since
 * the instances' own may differ, or be simulated.
 */
@ApplicationScoped
class Replicas {
    /** Whoever is silent so long is taken for dead. */
    static final int SILENCE_SECONDS = 5;

    private final UUID id = UUID.randomUUID();
    private final String name = ProcessHandle.current().pid() + "@" + host();

    /**
     * What a live replica said of an activation.
     *
     * @param replied false: nothing yet
     * @param problem why it cannot load the release; null: it has
     */
    record Reply(String replica, boolean replied, @Nullable String problem) {}

    /** This instance. */
    UUID own() {
        return id;
    }

    /** This instance, as an operator may know it: process and host. */
    String name() {
        return name;
    }

    /** This instance is alive. */
    void beat(Transaction transaction) throws SQLException {
        transaction.update("""
                insert into replica (id, name, beat_at) values (?, ?, clock_timestamp())
                on conflict (id) do update set beat_at = excluded.beat_at
                """, id, name);
        transaction.update("delete from replica where beat_at < clock_timestamp() - interval '1 day'");
    }

    /** This instance goes away; nobody need wait for it. */
    void leave(Transaction transaction) throws SQLException {
        transaction.update("delete from replica where id = ?", id);
    }

    /** What the live replicas said of an activation, each of them. */
    List<Reply> replies(Transaction transaction, int activation) throws SQLException {
        return transaction.list(
                """
                select r.name, p.replica_id is not null as replied, p.problem
                from replica r left join activation_reply p on p.replica_id = r.id and p.activation_id = ?
                where r.beat_at > clock_timestamp() - make_interval(secs => ?) order by r.name
                """,
                row -> new Reply(row.getString("name"), row.getBoolean("replied"), row.getString("problem")),
                activation,
                SILENCE_SECONDS);
    }

    /** Says that this replica has loaded the release of an activation, or why it can't. */
    void reply(Transaction transaction, int activation, @Nullable String problem) throws SQLException {
        transaction.update("""
                insert into activation_reply (activation_id, replica_id, problem) values (?, ?, ?)
                on conflict do nothing
                """, activation, id, problem);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
