package io.regulars.consistency;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.regulars.access.businesses.BusinessId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the last audit of each business on this instance found; the metric {@code regulars_audit_drift} is their sum. */
@Startup
@ApplicationScoped
class LastAudits {
    private final Map<BusinessId, Long> drifts = new ConcurrentHashMap<>();

    LastAudits(MeterRegistry metrics) {
        Gauge.builder(
                        "regulars.audit.drift",
                        drifts,
                        all -> all.values().stream().mapToLong(Long::longValue).sum())
                .description("Clients and cut-offs stored otherwise than the last audits recomputed them; must be 0")
                .register(metrics);
    }

    /** Notes how much differs in a business. */
    void found(BusinessId business, long drift) {
        drifts.put(business, drift);
    }
}
