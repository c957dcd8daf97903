package io.regulars.access;

import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All keys. A good key is remembered for a few seconds, so that a request does not ask the database for it; a key revoked
 * through another instance therefore works that much longer there.
 */
@ApplicationScoped
public class Keys {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;

    private final Database database;
    private final Businesses businesses;
    private final InstantSource clock;
    private final Map<ByteBuffer, Remembered> remembered = new ConcurrentHashMap<>();

    Keys(Database database, Businesses businesses, InstantSource clock) {
        this.database = database;
        this.businesses = businesses;
        this.clock = clock;
    }

    private record Remembered(Key key, Instant until) {}

    /** A key without its secret, as it is listed. */
    record Listed(
            int id,
            String name,
            List<String> roles,
            Instant createdAt,
            @Nullable Instant revokedAt) {}

    /** The key of that text, unless there is none or it was revoked. */
    Optional<Key> find(Secret secret) {
        ByteBuffer hash = ByteBuffer.wrap(secret.hash());
        Instant now = clock.instant();
        Remembered known = remembered.get(hash);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.key());
        }
        Optional<Key> key = database.transaction(tx -> read(tx, hash.array()));
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        key.ifPresentOrElse(
                found -> remembered.put(hash, new Remembered(found, now.plus(REMEMBERED))),
                () -> remembered.remove(hash));
        return key;
    }

    /** Adds a key; does nothing if it is there already. Answers its number, or nothing. */
    Optional<Integer> add(Transaction tx, BusinessId business, String name, Secret secret, Set<Role> roles)
            throws SQLException {
        return tx.first(
                """
                insert into api_key (business_id, name, hash, roles, created_at) values (?, ?, ?, ?, ?)
                on conflict (hash) do nothing
                returning id
                """,
                row -> row.getInt(1),
                business.value(),
                name,
                secret.hash(),
                roles.stream().map(Role::text).sorted().toArray(String[]::new),
                clock.instant());
    }

    List<Listed> list(Transaction tx, BusinessId business) throws SQLException {
        return tx.list(
                "select id, name, roles, created_at, revoked_at from api_key where business_id = ? order by id",
                row -> new Listed(
                        row.getInt("id"),
                        row.getString("name"),
                        Arrays.asList(texts(row.getArray("roles"))),
                        row.getTimestamp("created_at").toInstant(),
                        Transaction.instant(row, "revoked_at")),
                business.value());
    }

    /** The roles of a key of the business that is not revoked, locked until the transaction ends. */
    Optional<Set<Role>> roles(Transaction tx, BusinessId business, int id) throws SQLException {
        return tx.first(
                "select roles from api_key where business_id = ? and id = ? and revoked_at is null for update",
                row -> roles(texts(row.getArray(1))),
                business.value(),
                id);
    }

    /**
     * Whether no other key has a role; others that have it cannot be revoked until the transaction ends.
     *
     * @param business null: any
     */
    boolean isOnly(Transaction tx, int id, Role role, @Nullable BusinessId business) throws SQLException {
        List<Integer> having = tx.list(
                """
                select id from api_key
                where ? = any(roles) and revoked_at is null and (?::integer is null or business_id = ?)
                order by id for update
                """,
                row -> row.getInt(1),
                role.text(),
                business == null ? null : business.value(),
                business == null ? null : business.value());
        return having.equals(List.of(id));
    }

    /** Whether a key of the business that is not revoked has that name. */
    boolean isNamed(Transaction tx, BusinessId business, String name) throws SQLException {
        return tx.first(
                        "select 1 from api_key where business_id = ? and name = ? and revoked_at is null",
                        row -> true,
                        business.value(),
                        name)
                .isPresent();
    }

    /** Ends a key; false if the business has no such key. */
    boolean revoke(Transaction tx, BusinessId business, int id) throws SQLException {
        return tx.update(
                        "update api_key set revoked_at = coalesce(revoked_at, ?) where business_id = ? and id = ?",
                        clock.instant(),
                        business.value(),
                        id)
                > 0;
    }

    /** After a change of keys or settings was committed: what was remembered is asked for again. */
    void forget() {
        remembered.clear();
    }

    private static Set<Role> roles(String[] texts) {
        var roles = EnumSet.noneOf(Role.class);
        for (String text : texts) {
            Role.of(text).ifPresent(roles::add);
        }
        return roles;
    }

    private Optional<Key> read(Transaction tx, byte[] hash) throws SQLException {
        record Row(int id, String name, int business, String[] roles) {}
        Optional<Row> row = tx.first(
                "select id, name, business_id, roles from api_key where hash = ? and revoked_at is null",
                found -> new Row(found.getInt(1), found.getString(2), found.getInt(3), texts(found.getArray(4))),
                hash);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Set<Role> roles = roles(row.get().roles());
        return businesses
                .find(tx, new BusinessId(row.get().business()))
                .map(business -> new Key(row.get().id(), row.get().name(), business, roles));
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}
