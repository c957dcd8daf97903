package io.regulars.access.keys;

import io.regulars.access.Key;
import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Administration;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All keys. */
@ApplicationScoped
public class Keys {
    private final Administration administration;
    private final KnownKeys known;
    private final InstantSource clock;

    Keys(Administration administration, KnownKeys known, InstantSource clock) {
        this.administration = administration;
        this.known = known;
        this.clock = clock;
    }

    /** A key without its secret, as it is listed. */
    @Schema(name = "Key")
    record Listed(
            int id,
            String name,
            List<String> roles,
            Instant createdAt,
            @Nullable Instant revokedAt) {}

    /** The key of that text, unless there is none or it was revoked. */
    Optional<Key> find(Secret secret) {
        ByteBuffer hash = ByteBuffer.wrap(secret.hash());
        return known.find(
                hash,
                () -> administration.transaction(
                        tx -> StoredKey.good(hash.array()).map(StoredKey::key)));
    }

    /** Adds a key; does nothing if it is there already. Answers its number, or nothing. */
    public Optional<Integer> add(BusinessId business, String name, Secret secret, Set<Role> roles) {
        if (StoredKey.exists(secret)) {
            return Optional.empty();
        }
        var added = new StoredKey(business, name, secret, roles, clock.instant());
        added.persist();
        return Optional.of(added.number());
    }

    List<Listed> list(BusinessId business) {
        return StoredKey.of(business).stream().map(StoredKey::listed).toList();
    }

    /** The roles of a key of the business that is not revoked, locked until the transaction ends. */
    Optional<Set<Role>> roles(BusinessId business, int id) {
        return StoredKey.locked(business, id).map(StoredKey::roles);
    }

    /**
     * Whether no other key has a role; others that have it cannot be revoked until the transaction ends.
     *
     * @param business null: any
     */
    boolean isOnly(int id, Role role, @Nullable BusinessId business) {
        return StoredKey.having(role, business).stream()
                .map(StoredKey::number)
                .toList()
                .equals(List.of(id));
    }

    /** Whether a key of the business that is not revoked has that name. */
    boolean isNamed(BusinessId business, String name) {
        return StoredKey.isNamed(business, name);
    }

    /** Ends a key; false if the business has no such key. */
    boolean revoke(BusinessId business, int id) {
        Optional<StoredKey> key = StoredKey.of(business, id);
        key.ifPresent(found -> found.revoke(clock.instant()));
        return key.isPresent();
    }

    /** After a change of keys or settings was committed, whose caller need not wait for being told of it. */
    public void forget() {
        known.forget();
    }
}
