package io.regulars.access.keys;

import io.regulars.access.AuditLog;
import io.regulars.access.Key;
import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** The keys of people, which nobody holds: another vouches for whoever comes. */
@ApplicationScoped
public class PersonKeys {
    private final InstantSource clock;

    PersonKeys(InstantSource clock) {
        this.clock = clock;
    }

    /** How a person is known. */
    public sealed interface Found {}

    /** They have been here before. */
    public record Known(Key key) implements Found {}

    /** They are here for the first time. */
    public record Added(Key key) implements Found {}

    /** They may not come any more. */
    public record Revoked() implements Found {}

    /** The key of a person, with those roles from now on; in a transaction of the administration's. */
    public Found of(Transaction tx, BusinessId business, SignedInPerson person, Set<Role> roles) throws SQLException {
        Optional<StoredKey> found = StoredKey.of(business, person);
        if (found.isEmpty()) {
            waitForOthersOf(tx, person);
            found = StoredKey.of(business, person);
        }
        if (found.isEmpty()) {
            var added = new StoredKey(business, person, name(business, person), roles, clock.instant());
            added.persist();
            return new Added(added.key());
        }
        StoredKey key = found.get();
        if (key.isRevoked()) {
            return new Revoked();
        }
        key.allow(roles);
        return new Known(key.key());
    }

    /** A page asks for several things at once; the first of the requests adds the person, and the others find them. */
    private static void waitForOthersOf(Transaction tx, SignedInPerson person) throws SQLException {
        tx.first(
                "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                row -> true,
                "person " + person.issuer() + " " + person.subject());
    }

    /** Records say who did something by name, so nobody gets one that another has. */
    private static String name(BusinessId business, SignedInPerson person) {
        boolean taken = person.name().equals(AuditLog.FOLDER) || StoredKey.isNamed(business, person.name());
        return taken ? person.name() + " (" + person.subject() + ")" : person.name();
    }
}
