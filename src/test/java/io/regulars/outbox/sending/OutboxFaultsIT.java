package io.regulars.outbox.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.businesses.BusinessId;
import io.regulars.outbox.BusinessEvent;
import io.regulars.outbox.EventTypes;
import io.regulars.outbox.HearsOfDelivery;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Parcel;
import io.regulars.outbox.Payload;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever fails where, nothing is lost, a receiver that honours ids has each once, and of one client in the order in which it happened. 200
 * faults in verify, 10,000 with {@code -Psoak}; {@code -Doutbox.seed=7} plays others.
 */
@QuarkusTest
class OutboxFaultsIT {
    private static final int FAULTS = Boolean.getBoolean("soak") ? 10_000 : 200;
    private static final int CLIENTS = 25;

    @Inject
    Outbox outbox;

    @Inject
    Database database;

    @Inject
    TestBusinesses businesses;

    @Inject
    Instance<HearsOfDelivery> hearers;

    @Inject
    TestClock clock;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final AtomicInteger faults = new AtomicInteger();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void nothingIsLostOrOutOfOrderAndEachIsTakenOnce() throws Exception {
        long seed = Long.getLong("outbox.seed", Boolean.getBoolean("soak") ? System.nanoTime() : 1);
        var random = new Random(seed);
        clock.set(now.get().toString());
        BusinessId salon = businesses.fresh().id();
        List<Long> clients = clients(salon);
        endpoint(salon);
        var tellings = new Tellings();
        var receiver = new FaultyReceiver(
                random,
                faults,
                FAULTS,
                List.of(FaultyReceiver.Fault.values()),
                tellings::take,
                () -> now.updateAndGet(
                        moment -> moment.plus(FaultyReceiver.LONGEST_ATTEMPT).plusSeconds(31)));
        List<CarryOut> replicas = Stream.generate(() -> receiver.replica(database, outbox, hearers, now::get))
                .limit(3)
                .toList();
        Map<Long, List<String>> happened = new LinkedHashMap<>();
        int said = 0;
        int rounds = 0;
        while (faults.get() < FAULTS || waiting(salon) > 0) {
            if (faults.get() < FAULTS) {
                said = somethingHappens(salon, clients, random, happened, said);
            }
            var claimed = new AtomicInteger();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                replicas.forEach(replica -> threads.execute(() -> claimed.addAndGet(replica.carryOut())));
            }
            // where all that is left waits for long, so does the test
            long seconds = claimed.get() == 0 ? 600 : 1 + random.nextInt(90);
            now.updateAndGet(moment -> moment.plusSeconds(seconds));
            assertThat(rounds++).as("rounds, seed %d", seed).isLessThan(FAULTS * 20);
        }

        assertThat(tellings.byClient).as("each once, seed %d", seed).isEqualTo(happened);
        assertThat(receiver.tried()).as("something was doubled, seed %d", seed).isGreaterThan(said);
        int sent = database.transaction(tx -> tx.first(
                        "select count(*) from delivery where business_id = ? and state = 'SENT'",
                        row -> row.getInt(1),
                        salon.value())
                .orElseThrow());
        assertThat(sent).as("stored, seed %d", seed).isEqualTo(said);
    }

    /** A few things happen; now and then the transaction that tells of one breaks off, and then it did not happen (points 1 to 4). */
    private int somethingHappens(
            BusinessId salon, List<Long> clients, Random random, Map<Long, List<String>> happened, int before) {
        int said = before;
        for (int i = 0; i < 10; i++) {
            long client = clients.get(random.nextInt(clients.size()));
            String n = Integer.toString(said);
            boolean breaks = random.nextInt(10) == 0;
            try {
                database.transaction(tx -> {
                    outbox.tell(tx, salon, List.of(event(client, n)));
                    if (breaks) {
                        throw new SQLException("the replica ended before the commit", "57P01");
                    }
                    return true;
                });
                happened.computeIfAbsent(client, c -> new ArrayList<>()).add(n);
                said++;
            } catch (RuntimeException e) {
                assertThat(breaks).isTrue();
                faults.incrementAndGet();
            }
        }
        return said;
    }

    private BusinessEvent event(long client, String n) {
        return new BusinessEvent(
                UUID.randomUUID(),
                EventTypes.TASK_CREATED,
                client,
                Json.MAPPER.createObjectNode().put("client", client).put("n", n),
                now.get());
    }

    /** Takes each id once, as the standard asks of receivers. */
    private static final class Tellings {
        private final Set<UUID> seen = new HashSet<>();
        private final Map<Long, List<String>> byClient = new LinkedHashMap<>();

        void take(Parcel parcel) {
            if (seen.add(parcel.id()) && parcel.payload() instanceof Payload.Event event) {
                byClient.computeIfAbsent(event.data().path("client").asLong(), c -> new ArrayList<>())
                        .add(event.data().path("n").asText());
            }
        }
    }

    private int waiting(BusinessId salon) {
        return database.transaction(
                tx -> tx.first("select count(*) from outbox where business_id = ?", row -> row.getInt(1), salon.value())
                        .orElseThrow());
    }

    private List<Long> clients(BusinessId salon) {
        return database.transaction(tx -> tx.list("""
                insert into client (business_id, external_id, known, recorded_at)
                select ?, 'c-' || i, true, ? from generate_series(1, ?) i returning id
                """, row -> row.getLong(1), salon.value(), now.get(), CLIENTS));
    }

    private void endpoint(BusinessId salon) {
        database.transaction((Transaction tx) ->
                tx.update("""
                insert into endpoint (business_id, name, kind, state, events, created_at, changed_at)
                values (?, 'stream', 'WEBHOOK', 'ON', ?, ?, ?)
                """, salon.value(), EventTypes.ALL.toArray(String[]::new), now.get(), now.get()));
    }
}
