package io.regulars.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Administration;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForgetAuditLogIT {
    @Inject
    ForgetAuditLog forgetAuditLog;

    @Inject
    AuditLog auditLog;

    @Inject
    Administration administration;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Test
    void whatIsOlderThanItIsToBeKeptIsForgottenAndNothingElseCanBe() {
        BusinessId salon = businesses.fresh().id();
        noted(salon, "2025-11-20T12:00:00Z", "old");
        noted(salon, "2025-11-22T12:00:00Z", "a year ago");
        clock.set("2026-11-22T12:00:00Z");

        forgetAuditLog.forget();
        assertThat(entries(salon)).as("unless it is set, all is kept").containsExactly("a year ago", "old");
        forgetAuditLog.forget(365);
        assertThat(entries(salon)).containsExactly("a year ago");
        assertThatThrownBy(() -> administration.transaction(tx -> tx.update("delete from audit_entry")))
                .hasMessageContaining("only added to");
        assertThat(entries(salon)).containsExactly("a year ago");
    }

    private void noted(BusinessId salon, String at, String what) {
        clock.set(at);
        administration.transaction(tx -> {
            auditLog.record(salon.value(), "owner", what, "", "");
            return what;
        });
    }

    private List<String> entries(BusinessId salon) {
        return administration.transaction(tx -> tx.list(
                "select what from audit_entry where business_id = ? and who = 'owner' order by at desc",
                row -> row.getString(1),
                salon.value()));
    }
}
