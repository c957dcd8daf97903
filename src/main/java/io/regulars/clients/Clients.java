package io.regulars.clients;

import static io.regulars.platform.database.Transaction.instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All clients. A change of anything of a client takes its row lock first, which orders the changes of one client. */
@ApplicationScoped
public class Clients {
    /**
     * Locks the client, adding a stub where nobody has named it before.
     *
     * @throws ProblemException ERASED if the client was erased
     */
    public ClientRow lock(Transaction tx, BusinessId business, String externalId, Instant now) throws SQLException {
        Optional<ClientRow> present = lockPresent(tx, business, externalId);
        return present.isPresent() ? present.get() : addAndLock(tx, business, externalId, now);
    }

    /** Adds a stub of a client whom nobody has named before, unless somebody does so at this moment, and locks it. */
    ClientRow addAndLock(Transaction tx, BusinessId business, String externalId, Instant now) throws SQLException {
        tx.update("""
                insert into client (business_id, external_id, known, recorded_at) values (?, ?, false, ?)
                on conflict (business_id, external_id) do nothing
                """, business.value(), externalId, now);
        return lockPresent(tx, business, externalId).orElseThrow();
    }

    /**
     * Locks the client if there is one of that id.
     *
     * @throws ProblemException ERASED if the client was erased
     */
    public Optional<ClientRow> lockPresent(Transaction tx, BusinessId business, String externalId) throws SQLException {
        // the tombstone is asked for in the same statement: an erasure that we waited for has renamed the row
        return tx.first(
                "select * from client where business_id = ? and external_id in (?, ?) for update",
                Clients::readUnlessErased,
                business.value(),
                externalId,
                tombstone(externalId));
    }

    /**
     * Locks the clients of these numbers in their order, so that two changes of the same two never wait in a ring.
     *
     * @param locked gets their external ids
     * @return who of them was erased
     */
    public Set<Long> lockInOrder(Transaction tx, BusinessId business, Set<Long> ids, Map<Long, String> locked)
            throws SQLException {
        var erased = new HashSet<Long>();
        for (long id : new TreeSet<>(ids)) {
            boolean isErased = tx.first(
                            "select external_id, erased_at from client where business_id = ? and id = ? for update",
                            row -> {
                                locked.put(id, row.getString("external_id"));
                                return instant(row, "erased_at") != null;
                            },
                            business.value(),
                            id)
                    .orElse(false);
            if (isErased) {
                erased.add(id);
            }
        }
        return erased;
    }

    /**
     * Locks the clients of a business of an external id, or its tombstone, and of the numbers that a query gives, in the order of
     * these numbers, so that two changes of the same two never wait in a ring. The numbers are an array, found once: PostgreSQL
     * asks again of a row that it waited for, and would then ask the query anew, which can leave the row out.
     */
    static final String LOCK_IN_ORDER = """
            select * from client where id = any(array(
                select id from client where business_id = ? and external_id in (?, ?) union all %s))
            order by id for update""";

    static boolean isErased(ResultSet row) throws SQLException {
        return instant(row, "erased_at") != null;
    }

    /** Whether a client has that external id, or had it until it was erased. */
    static boolean isNamed(ResultSet row, String externalId) throws SQLException {
        String id = row.getString("external_id");
        return id.equals(externalId) || id.equals(tombstone(externalId));
    }

    /**
     * The client of that id, unlocked.
     *
     * @throws ProblemException ERASED if it was erased, NOT_FOUND if there never was one
     */
    public ClientRow find(Transaction tx, BusinessId business, String externalId) throws SQLException {
        return tx.first(
                        "select * from client where business_id = ? and external_id in (?, ?)",
                        Clients::readUnlessErased,
                        business.value(),
                        externalId,
                        tombstone(externalId))
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no client '" + externalId + "'."));
    }

    /** The number of the client of that id, unlocked; empty if there is none, or it was erased. */
    public Optional<Long> living(Transaction tx, BusinessId business, String externalId) throws SQLException {
        return tx.first(
                "select id from client where business_id = ? and external_id = ? and erased_at is null",
                row -> row.getLong(1),
                business.value(),
                externalId);
    }

    /**
     * Whether anything stands of what was told of a client {@code c}: whoever was named only by what went to somebody else,
     * or was removed, is nobody.
     */
    public static final String IS_SOMEBODY = """
            (c.known or exists (select from booking b where b.client_id = c.id and not b.deleted)
             or exists (select from receipt r where r.client_id = c.id and not r.deleted)
             or exists (select from pass p where p.client_id = c.id and not p.deleted)
             or exists (select from survey s where s.client_id = c.id and not s.deleted)
             or exists (select from activity a where a.client_id = c.id)
             or exists (select from client_tag t where t.client_id = c.id and t.removed_at is null)
             or exists (select from consent o where o.client_id = c.id))""";

    /**
     * The client of that id of whom anything is known, unlocked.
     *
     * @throws ProblemException ERASED if it was erased, NOT_FOUND if there is none
     */
    public ClientRow findSomebody(Transaction tx, BusinessId business, String externalId) throws SQLException {
        ClientRow client = find(tx, business, externalId);
        boolean somebody = tx.first(
                        "select 1 from client c where c.id = ? and " + IS_SOMEBODY, row -> true, client.id())
                .isPresent();
        if (!somebody) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "Nothing is known of the client '" + externalId
                            + "': what was told of them is somebody else's now, or" + " was removed.");
        }
        return client;
    }

    /** Clients in the order of their ids, from after one; erased ones, and of whom nothing is known, left out. */
    public List<ClientRow> page(Transaction tx, BusinessId business, String after, int limit) throws SQLException {
        return tx.list(
                """
                select * from client c where business_id = ? and external_id > ? and erased_at is null
                   and """ + IS_SOMEBODY + " order by external_id limit ?", Clients::read, business.value(), after, limit);
    }

    /**
     * Clients whose names, id, e-mail or phone number begin with each word that was typed, in the order of their ids, from after one; all of
     * them if no word was.
     */
    public List<ClientRow> found(Transaction tx, BusinessId business, String typed, String after, int limit)
            throws SQLException {
        String query = ClientWords.query(typed);
        return query.isEmpty()
                ? page(tx, business, after, limit)
                : tx.list(
                        """
                        select * from client c where client_words(external_id, profile) @@ ?::tsquery and business_id = ?
                           and external_id > ? and erased_at is null
                           and """ + IS_SOMEBODY + " order by external_id limit ?",
                        Clients::read,
                        query,
                        business.value(),
                        after,
                        limit);
    }

    static String tombstone(String externalId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(externalId.getBytes(StandardCharsets.UTF_8));
            return "erased:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static ClientRow readUnlessErased(ResultSet row) throws SQLException {
        if (isErased(row)) {
            throw new ProblemException(ErrorCode.ERASED, "The client was erased; nothing is taken for it.");
        }
        return read(row);
    }

    private static ClientRow read(ResultSet row) throws SQLException {
        return new ClientRow(
                row.getLong("id"),
                row.getString("external_id"),
                row.getBoolean("known"),
                (ObjectNode) Json.stored(row.getString("profile")),
                instant(row, "occurred_at"),
                SaidFields.read(row));
    }
}
