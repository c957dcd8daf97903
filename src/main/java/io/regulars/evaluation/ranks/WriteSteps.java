package io.regulars.evaluation.ranks;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.facts.past.SpendOverTime;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.MissingSteps;
import io.regulars.ranking.RankingRow;
import io.regulars.ranking.past.StoredSteps;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the clients of a business had spent as time went on, where that was not done with their evaluations: for
 * histories that are older than these steps. A few hundred to a transaction; a restart goes on where it stopped.
 */
@ApplicationScoped
class WriteSteps implements MissingSteps {
    private static final int BATCH = 200;

    private final Database database;
    private final LoadClients loadClients;
    private final InstantSource clock;

    WriteSteps(Database database, LoadClients loadClients, InstantSource clock) {
        this.database = database;
        this.loadClients = loadClients;
        this.clock = clock;
    }

    @Override
    public void write(BusinessId business) {
        boolean more;
        do {
            more = database.transaction(transaction -> some(transaction, business));
        } while (more);
    }

    private record Client(long id, @Nullable Instant erasedAt) {}

    private boolean some(Transaction transaction, BusinessId business) throws SQLException {
        Long steppedTo = RankingRow.lock(transaction, business, "")
                .map(RankingRow::steppedTo)
                .orElse(null);
        if (steppedTo == null) {
            return false;
        }
        List<Client> clients = transaction.list(
                """
                select id, erased_at from client where business_id = ? and id > ? order by id limit ? for update
                """,
                row -> new Client(row.getLong("id"), Transaction.instant(row, "erased_at")),
                business.value(),
                steppedTo,
                BATCH);
        if (!clients.isEmpty()) {
            write(transaction, business, clients);
        }
        transaction.update(
                "update spend_ranking set stepped_to = ? where business_id = ?",
                clients.size() < BATCH ? null : clients.getLast().id,
                business.value());
        return clients.size() == BATCH;
    }

    private void write(Transaction transaction, BusinessId business, List<Client> clients) throws SQLException {
        Map<Long, Instant> erased = new HashMap<>();
        for (Client client : clients) {
            if (client.erasedAt != null) {
                erased.put(client.id, client.erasedAt);
            }
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var loaded = loadClients.load(
                transaction, business, clients.stream().map(Client::id).toList(), Map.of());
        var steps = new ArrayList<StoredSteps.Of>();
        var since = new ArrayList<@Nullable Object[]>();
        for (LoadedClient client : loaded.clients()) {
            List<Step> all = SpendOverTime.since(loaded.business(), client.history(), Instant.MIN, now);
            List<Step> counted = until(all, erased.get(client.id()));
            steps.add(new StoredSteps.Of(client.id(), Instant.MIN, counted));
            if (!counted.isEmpty()) {
                since.add(new @Nullable Object[] {counted.getLast().at(), client.id()});
            }
        }
        StoredSteps.replace(transaction, business, steps, now);
        transaction.batch("update client set spend_since = ? where id = ?", since);
    }

    /** Who was erased has no rank from then on. */
    private static List<Step> until(List<Step> steps, @Nullable Instant erasedAt) {
        if (erasedAt == null) {
            return steps;
        }
        var counted = new ArrayList<>(
                steps.stream().filter(step -> step.at().isBefore(erasedAt)).toList());
        if (!counted.isEmpty() && Objects.requireNonNull(counted.getLast()).toMinor() > 0) {
            counted.add(new Step(erasedAt, counted.getLast().toMinor(), 0));
        }
        return counted;
    }
}
