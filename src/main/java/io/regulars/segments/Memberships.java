package io.regulars.segments;

import static io.regulars.platform.database.Transaction.instant;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Who is in which segment, and the transitions that led there. */
@ApplicationScoped
public class Memberships {
    /**
     * What an evaluation changed for one client.
     *
     * @param held new or changed memberships
     * @param gone what was held and is no more
     * @param transitions in order; what came and went between is among them only
     */
    public record Change(long client, List<HeldSegment> held, List<EndedSegment> gone, List<Transitions> transitions) {
        boolean isNothing() {
            return held.isEmpty()
                    && gone.isEmpty()
                    && transitions.stream().allMatch(one -> one.entered.isEmpty() && one.left.isEmpty());
        }
    }

    /** What changed at one moment, or between two looks. */
    public record Transitions(TransitionCause cause, List<HeldSegment> entered, List<EndedSegment> left) {}

    /** The segments a client is in, by name. */
    public List<HeldSegment> of(Transaction transaction, long client) throws SQLException {
        return transaction.list(
                "select segment, since, rule, because from membership where client_id = ? order by segment",
                row -> new HeldSegment(
                        row.getString("segment"),
                        Objects.requireNonNull(instant(row, "since")),
                        null,
                        row.getString("rule"),
                        row.getString("because")),
                client);
    }

    /** Stores the changes of any number of clients and records their transitions, in one round trip. */
    public void store(Transaction transaction, BusinessId business, int release, Instant now, List<Change> changes)
            throws SQLException {
        if (changes.stream().allMatch(Change::isNothing)) {
            return;
        }
        var gone = new Columns();
        var held = new Columns();
        var transitions = new Columns();
        for (Change change : changes) {
            change.held().forEach(segment -> held.add(change.client(), segment));
            change.gone().forEach(segment -> gone.add(change.client(), segment));
            change.transitions().forEach(one -> {
                one.entered().forEach(segment -> transitions.add(change.client(), segment, "ENTERED", one.cause()));
                one.left().forEach(segment -> transitions.add(change.client(), segment, "LEFT", one.cause()));
            });
        }
        transaction.update(
                """
                with gone as (
                    delete from membership m using unnest(?::bigint[], ?::text[]) g (client_id, segment)
                    where m.client_id = g.client_id and m.segment = g.segment),
                held as (
                    insert into membership (business_id, release_id, client_id, segment, since, rule, because)
                    select ?, ?, h.* from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[]) h
                    on conflict (client_id, segment) do update set since = excluded.since,
                        release_id = excluded.release_id, rule = excluded.rule, because = excluded.because)
                insert into transition (business_id, release_id, recorded_at, client_id, segment, occurred_at, rule,
                                        because, kind, cause)
                select ?, ?, ?, t.* from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                                                ?::text[], ?::text[]) t
                """,
                gone.clients(),
                gone.texts(gone.segments),
                business.value(),
                release,
                held.clients(),
                held.texts(held.segments),
                held.texts(held.moments),
                held.texts(held.rules),
                held.texts(held.reasons),
                business.value(),
                release,
                now,
                transitions.clients(),
                transitions.texts(transitions.segments),
                transitions.texts(transitions.moments),
                transitions.texts(transitions.rules),
                transitions.texts(transitions.reasons),
                transitions.texts(transitions.kinds),
                transitions.texts(transitions.causes));
    }

    /** Rows as the arrays that unnest takes. */
    private static final class Columns {
        private final List<String> clients = new ArrayList<>();
        private final List<String> segments = new ArrayList<>();
        private final List<String> moments = new ArrayList<>();
        private final List<String> rules = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private final List<String> kinds = new ArrayList<>();
        private final List<String> causes = new ArrayList<>();

        void add(long client, HeldSegment segment) {
            add(client, segment.name(), segment.since(), segment.rule(), segment.because());
        }

        void add(long client, EndedSegment segment) {
            add(client, segment.name(), segment.endedAt(), segment.rule(), segment.because());
        }

        void add(long client, HeldSegment segment, String kind, TransitionCause cause) {
            add(client, segment);
            add(kind, cause);
        }

        void add(long client, EndedSegment segment, String kind, TransitionCause cause) {
            add(client, segment);
            add(kind, cause);
        }

        private void add(String kind, TransitionCause cause) {
            kinds.add(kind);
            causes.add(cause.name());
        }

        private void add(long client, String segment, Instant moment, String rule, String because) {
            clients.add(Long.toString(client));
            segments.add(segment);
            moments.add(moment.toString());
            rules.add(rule);
            reasons.add(because);
        }

        String[] clients() {
            return texts(clients);
        }

        String[] texts(List<String> column) {
            return column.toArray(String[]::new);
        }
    }
}
