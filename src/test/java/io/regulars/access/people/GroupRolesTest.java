package io.regulars.access.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.access.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupRolesTest {
    @Test
    void theFirstGroupDecidesOnTheBusinessAndAllOfItsGroupsOnTheRoles() {
        var groups = GroupRoles.read("owners=riga:admin, it=default:platform, staff = riga : viewer + booking-system");
        assertThat(groups.allowed(Set.of("staff", "it")))
                .contains(new GroupRoles.Allowed("default", Set.of(Role.PLATFORM)));
        assertThat(groups.allowed(Set.of("staff", "owners")))
                .contains(new GroupRoles.Allowed("riga", Set.of(Role.ADMIN, Role.VIEWER, Role.BOOKING_SYSTEM)));
        assertThat(groups.allowed(Set.of("Owners"))).isEmpty();
    }

    @Test
    void aGroupMayHaveAnyName() {
        assertThat(GroupRoles.read("CN=Owners:Riga=default:admin").allowed(Set.of("CN=Owners:Riga")))
                .isPresent();
        assertThat(GroupRoles.read(" ").allowed(Set.of("owners"))).isEmpty();
    }

    @Test
    void aPartThatIsNoneIsNamed() {
        for (String part : List.of("owners", "owners=default", "=default:admin", "owners=:admin", "owners=default:")) {
            assertThatThrownBy(() -> GroupRoles.read(part))
                    .hasMessage("'" + part + "' is no group=business:role; write it like owners=default:admin.");
        }
        assertThatThrownBy(() -> GroupRoles.read("owners=default:boss"))
                .hasMessageContaining("'boss' in 'owners=default:boss' is no role; there are: platform, admin");
    }
}
