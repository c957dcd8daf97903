package io.regulars.outbox.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.HeardDeliveries;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Outgoing;
import io.regulars.outbox.Payload;
import io.regulars.platform.database.CountedStatements;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers took is stored together. */
@QuarkusTest
class AcknowledgeIT {
    @Inject
    Outbox outbox;

    @Inject
    ClaimRows rows;

    @Inject
    Acknowledge acknowledge;

    @Inject
    HeardDeliveries heard;

    @Inject
    Database database;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
        database.transaction(tx -> tx.update("""
            insert into endpoint (business_id, name, kind, channel, state, events, created_at, changed_at)
            values (?, 'texts', 'WEBHOOK', 'sms', 'ON', '{}', ?, ?)
            """, salon.id().value(), clock.instant(), clock.instant()));
    }

    @Test
    void whatManyReceiversTookIsStoredInAsManyStatementsAsWhatOneTook() {
        assertThat(statements(claimed(1))).isEqualTo(statements(claimed(8)));
    }

    @Test
    void aClientWhomSomebodyHoldsIsWaitedForByNobodyElse() {
        List<Claim> claims = claimed(3);
        Claim held = claims.get(1);

        Map<Long, Acknowledge.Stored> stored = database.transaction(holder -> {
            holder.first("select 1 from client where id = ? for update", row -> true, held.client());
            return acknowledge.taken(taken(claims), clock.instant());
        });

        assertThat(stored)
                .isEqualTo(Map.of(
                        claims.get(0).seq(),
                        Acknowledge.Stored.SENT,
                        claims.get(2).seq(),
                        Acknowledge.Stored.SENT));
        assertThat(heard.of(held.id())).isEmpty();
        assertThat(acknowledge.taken(taken(List.of(held)), clock.instant()))
                .isEqualTo(Map.of(held.seq(), Acknowledge.Stored.SENT));
        assertThat(heard.of(held.id())).hasSize(1);
    }

    @Test
    void whoLostALeaseStoresNothingOfIt() {
        List<Claim> lost = claimed(2);
        clock.advance(Duration.ofMinutes(2));
        List<Claim> anew = claim(2);

        assertThat(acknowledge.taken(taken(lost), clock.instant()).values()).containsOnly(Acknowledge.Stored.FENCED);
        assertThat(acknowledge.taken(taken(anew), clock.instant()).values()).containsOnly(Acknowledge.Stored.SENT);
        assertThat(heard.of(lost.getFirst().id())).hasSize(1);
    }

    private long statements(List<Claim> claims) {
        var counted = new CountedStatements();
        database.transaction(tx -> acknowledge.taken(counted.counting(tx), taken(claims), clock.instant()));
        return counted.statements();
    }

    private static List<Acknowledge.Taken> taken(List<Claim> claims) {
        return claims.stream()
                .map(claim -> new Acknowledge.Taken(claim, new Attempted.Accepted(200, null)))
                .toList();
    }

    private List<Claim> claimed(int count) {
        for (int i = 0; i < count; i++) {
            String id = UUID.randomUUID().toString();
            salon.bookingSystem().body("{}").put("/api/clients/" + id).then().statusCode(200);
            database.transaction(tx -> {
                long client = tx.first("select id from client where external_id = ?", row -> row.getLong(1), id)
                        .orElseThrow();
                outbox.put(
                        tx,
                        new Outgoing(
                                UUID.randomUUID(),
                                salon.id(),
                                "sms",
                                "message",
                                client,
                                new Payload.Sms("+37120000000", "Hello"),
                                clock.instant(),
                                clock.instant().plus(Duration.ofDays(3)),
                                InDoubt.RESEND));
                return true;
            });
        }
        return claim(count);
    }

    private List<Claim> claim(int count) {
        return rows.dueEndpoints(clock.instant()).stream()
                .filter(due -> Integer.valueOf(salon.id().value())
                        .equals(due.endpoint().business()))
                .flatMap(due -> rows.claim(due.endpoint(), clock.instant(), Duration.ofMinutes(1), count).stream())
                .toList();
    }
}
