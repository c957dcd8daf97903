package io.regulars.access;

import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.KeepConfig;
import io.regulars.platform.database.Administration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;

/** Forgets entries of the audit log that are older than the operator wants them kept. */
@ApplicationScoped
class ForgetAuditLog {
    private final Administration administration;
    private final InstantSource clock;
    private final OptionalInt days;

    ForgetAuditLog(Administration administration, InstantSource clock, KeepConfig config) {
        this.administration = administration;
        this.clock = clock;
        this.days = config.auditLog();
    }

    @Scheduled(identity = "forget-audit-log", every = "1h", delayed = "1h")
    void forget() {
        days.ifPresent(this::forget);
    }

    /** The table refuses to lose what is not older than the transaction says. */
    void forget(int kept) {
        String before = clock.instant().minus(Duration.ofDays(kept)).toString();
        administration.transaction(tx -> {
            tx.first("select set_config('regulars.forget_audit_before', ?, true)", row -> true, before);
            return tx.update("delete from audit_entry where at < ?::timestamptz", before);
        });
    }
}
