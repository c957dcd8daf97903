package io.regulars.access.people;

import io.regulars.access.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which groups may act as what.
 * <pre>
 *   owners=default:admin, marketing=default:analyst+viewer
 * </pre>
 */
public record GroupRoles(List<Grant> grants) {
    /** What being in a group allows, in one business. */
    record Grant(String group, String business, Set<Role> roles) {}

    /** What a person may do. */
    record Allowed(String business, Set<Role> roles) {}

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException saying what is wrong with which part
     */
    public static GroupRoles read(String setting) {
        var grants = new ArrayList<Grant>();
        for (String part : setting.split(",")) {
            if (!part.isBlank()) {
                grants.add(grant(part.strip()));
            }
        }
        return new GroupRoles(List.copyOf(grants));
    }

    private static Grant grant(String part) {
        // a group may have a colon or an equals sign in its name, a business and a role have none
        int colon = part.lastIndexOf(':');
        int equals = part.lastIndexOf('=', Math.max(colon, 0));
        if (equals <= 0 || colon == equals + 1 || colon == part.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + part + "' is no group=business:role; write it like owners=default:admin.");
        }
        var roles = EnumSet.noneOf(Role.class);
        for (String role : part.substring(colon + 1).split("\\+")) {
            roles.add(Role.of(role.strip())
                    .orElseThrow(() -> new IllegalArgumentException("'" + role + "' in '" + part
                            + "' is no role; there are: "
                            + Stream.of(Role.values()).map(Role::text).collect(Collectors.joining(", ")) + ".")));
        }
        return new Grant(
                part.substring(0, equals).strip(),
                part.substring(equals + 1, colon).strip(),
                Set.copyOf(roles));
    }

    /** What somebody in these groups may do: all that they allow in the business of the first. Empty: nothing. */
    Optional<Allowed> allowed(Set<String> groups) {
        List<Grant> own =
                grants.stream().filter(grant -> groups.contains(grant.group)).toList();
        return own.stream().findFirst().map(first -> {
            var roles = EnumSet.noneOf(Role.class);
            own.stream()
                    .filter(grant -> grant.business.equals(first.business))
                    .forEach(grant -> roles.addAll(grant.roles));
            return new Allowed(first.business, Set.copyOf(roles));
        });
    }
}
