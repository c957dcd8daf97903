package io.regulars.access;

import java.util.Set;

/** A key that is good now: its business, what it may do, and its own number and name. */
record Key(int id, String name, Business business, Set<Role> roles) {
    Key {
        roles = Set.copyOf(roles);
    }

    boolean mayDo(Set<Role> needed) {
        boolean onlyForThePlatform = needed.equals(Set.of(Role.PLATFORM));
        return needed.stream().anyMatch(roles::contains) || (roles.contains(Role.ADMIN) && !onlyForThePlatform);
    }
}
