package io.regulars.testing;

import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.UUID;

/** Makes businesses, so that tests share a database without seeing each other. */
@ApplicationScoped
public class TestBusinesses {
    private final Database database;
    private final InstantSource clock;

    TestBusinesses(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A fresh business in Riga that counts in euro. */
    public TestBusiness fresh() {
        return fresh("Europe/Riga", "EUR", "LV");
    }

    /** A fresh business with these settings and a key for each role. */
    public TestBusiness fresh(String zone, String currency, String country) {
        String name = "salon-" + UUID.randomUUID();
        var keys = new EnumMap<Role, String>(Role.class);
        int id = database.transaction(tx -> {
            int business = tx.first("""
                            insert into business (external_id, name, zone, currency, country, created_at)
                            values (?, ?, ?, ?, ?, ?) returning id
                            """, row -> row.getInt(1), name, name, zone, currency, country, clock.instant())
                    .orElseThrow();
            for (Role role : Role.values()) {
                String key = "test-" + UUID.randomUUID();
                keys.put(role, key);
                tx.update(
                        "insert into api_key (business_id, name, hash, roles, created_at) values (?, ?, ?, ?, ?)",
                        business,
                        role.text(),
                        sha256(key),
                        new String[] {role.text()},
                        clock.instant());
            }
            return business;
        });
        return new TestBusiness(new BusinessId(id), name, keys);
    }

    /** Our own number of a client. */
    public long numberOf(TestBusiness business, String client) {
        return database.transaction(tx -> tx.first(
                        "select id from client where business_id = ? and external_id = ?",
                        row -> row.getLong(1),
                        business.id().value(),
                        client)
                .orElseThrow());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
