package io.regulars.consistency;

import io.quarkus.scheduler.Scheduled;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Database;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Audits clients drawn by chance: when somebody asks, and, where that is configured, now and then by itself. */
@ApplicationScoped
class AuditSample {
    private static final Logger LOG = Logger.getLogger(AuditSample.class);
    private static final int BATCH = 100;

    private final Database database;
    private final Audit audit;
    private final LastAudits last;
    private final ActiveRelease active;
    private final AuditConfig config;

    AuditSample(Database database, Audit audit, LastAudits last, ActiveRelease active, AuditConfig config) {
        this.database = database;
        this.audit = audit;
        this.last = last;
        this.active = active;
        this.config = config;
    }

    /** Audits so many clients of a business, or all if there are fewer, and the ranking by spend. */
    AuditReport audit(BusinessId business, int size) {
        RunningRelease release = database.transaction(transaction -> active.running(transaction, business));
        List<Long> drawn = database.transaction(transaction -> transaction.list(
                "select id from client where business_id = ? and erased_at is null order by random() limit ?",
                row -> row.getLong("id"),
                business.value(),
                size));
        var drifting = new ArrayList<AuditReport.Drifting>();
        long clients = 0;
        long waiting = 0;
        for (int from = 0; from < drawn.size(); from += BATCH) {
            Audit.Found found = audit.clients(business, drawn.subList(from, Math.min(from + BATCH, drawn.size())));
            clients += found.clients();
            waiting += found.waiting();
            found.drifts()
                    .forEach(drift -> drifting.add(new AuditReport.Drifting(drift.client(), drift.differences())));
        }
        List<Audit.Difference> cutOffs = audit.ranking(business);
        last.found(business, drifting.size() + cutOffs.size());
        return new AuditReport(release.label(), clients, waiting, drifting.size(), drifting, cutOffs);
    }

    /** Audits a sample of one business drawn by chance. */
    @Scheduled(identity = "audit-sample", every = "${regulars.audit.every:1h}", delayed = "1m")
    void now() {
        if (!active.any()) {
            return;
        }
        database.transaction(transaction -> transaction.first(
                        "select id from business order by random() limit 1", row -> new BusinessId(row.getInt("id"))))
                .ifPresent(business -> {
                    AuditReport report = audit(business, config.sample());
                    if (report.drift() > 0 || !report.cutOffs().isEmpty()) {
                        LOG.errorf(
                                "Business number %d: %d of %d clients are stored otherwise than recomputed, and %d cut-offs."
                                        + " POST /api/audit shows them, POST /api/evaluate puts clients right.",
                                business.value(),
                                report.drift(),
                                report.clients(),
                                report.cutOffs().size());
                    }
                });
    }
}
