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

    private Optional<Key> read(Transaction tx, byte[] hash) throws SQLException {
        record Row(int id, String name, int business, String[] roles) {}
        Optional<Row> row = tx.first(
                "select id, name, business_id, roles from api_key where hash = ? and revoked_at is null",
                found -> new Row(found.getInt(1), found.getString(2), found.getInt(3), texts(found.getArray(4))),
                hash);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        var roles = EnumSet.noneOf(Role.class);
        for (String text : row.get().roles()) {
            Role.of(text).ifPresent(roles::add);
        }
        return businesses
                .find(tx, new BusinessId(row.get().business()))
                .map(business -> new Key(row.get().id(), row.get().name(), business, roles));
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}
