package io.regulars.outbox;

import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was told of deliveries, for tests. */
@ApplicationScoped
public class HeardDeliveries implements HearsOfDelivery {
    private final List<DeliveryReport> heard = new CopyOnWriteArrayList<>();

    @Override
    public void heard(Transaction tx, List<DeliveryReport> reports) {
        heard.addAll(reports);
    }

    /** What was told of one id, in order. */
    public List<DeliveryReport> of(UUID id) {
        return heard.stream().filter(report -> report.id().equals(id)).toList();
    }
}
