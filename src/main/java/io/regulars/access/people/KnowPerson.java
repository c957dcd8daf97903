package io.regulars.access.people;

import io.regulars.access.AuditLog;
import io.regulars.access.Key;
import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.Businesses;
import io.regulars.access.keys.PersonKeys;
import io.regulars.access.keys.SignedInPerson;
import io.regulars.platform.database.Administration;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;

/** Finds who somebody is that the company vouches for. The first time they are added; their roles are always those of their groups. */
@ApplicationScoped
class KnowPerson {
    private final Administration administration;
    private final Businesses businesses;
    private final PersonKeys keys;
    private final AuditLog audit;
    private final GroupRoles groupRoles;

    KnowPerson(
            Administration administration,
            Businesses businesses,
            PersonKeys keys,
            AuditLog audit,
            PeopleConfig config) {
        this.administration = administration;
        this.businesses = businesses;
        this.keys = keys;
        this.audit = audit;
        this.groupRoles = GroupRoles.read(config.signInGroups().orElse(""));
    }

    /**
     * As whom they may act.
     *
     * @throws ProblemException FORBIDDEN if none of their groups may do anything, or the person was revoked
     */
    Key know(SignedInPerson person, Set<String> groups) {
        GroupRoles.Allowed allowed = groupRoles.allowed(groups).orElseThrow(() -> noneOf(person, groups));
        return administration.transaction(tx -> {
            BusinessId business = businesses
                    .named(allowed.business())
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.FORBIDDEN,
                            "REGULARS_SIGN_IN_GROUPS names the business '" + allowed.business()
                                    + "', which there is not."));
            return switch (keys.of(tx, business, person, allowed.roles())) {
                case PersonKeys.Known known -> known.key();
                case PersonKeys.Added added -> {
                    audit.record(
                            business.value(),
                            added.key().name(),
                            "person-added",
                            added.key().name(),
                            person.issuer());
                    yield added.key();
                }
                case PersonKeys.Revoked _ ->
                    throw new ProblemException(
                            ErrorCode.FORBIDDEN,
                            "An admin has revoked the access of " + person.name() + ". Ask them to give it back.");
            };
        });
    }

    private static ProblemException noneOf(SignedInPerson person, Set<String> groups) {
        return new ProblemException(
                ErrorCode.FORBIDDEN,
                "%s is in no group that may use this: %s. REGULARS_SIGN_IN_GROUPS says which may."
                        .formatted(
                                person.name(),
                                groups.isEmpty() ? "in none at all" : String.join(", ", new TreeSet<>(groups))));
    }
}
