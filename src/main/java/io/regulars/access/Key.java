package io.regulars.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.regulars.access.businesses.Business;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A key that is good now, and who calls with it: its business, what it may do, and its own number and name. */
public record Key(int id, String name, Business business, Set<Role> roles) implements Principal {
    public Key {
        roles = Set.copyOf(roles);
    }

    @Override
    public String getName() {
        return name;
    }

    /** As whom Quarkus lets it do what its roles may. */
    public SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(this)
                .addRoles(allowed())
                .build();
    }

    /** What it may do: an admin all, but what only the platform may. */
    public Set<String> allowed() {
        var allowed = EnumSet.noneOf(Role.class);
        if (roles.contains(Role.ADMIN)) {
            allowed.addAll(EnumSet.complementOf(EnumSet.of(Role.PLATFORM)));
        }
        allowed.addAll(roles);
        return allowed.stream().map(Role::text).collect(Collectors.toSet());
    }
}
