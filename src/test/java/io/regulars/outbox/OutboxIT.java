package io.regulars.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.outbox.sending.CarryOut;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is put in goes out once, and is told of. */
@QuarkusTest
class OutboxIT {
    @Inject
    Outbox outbox;

    @Inject
    OpenChannels channels;

    @Inject
    CarryOut carryOut;

    @Inject
    HeardDeliveries heard;

    @Inject
    Database database;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    private final UUID id = UUID.randomUUID();
    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
    }

    @Test
    void withoutAnythingSetUpTheLogCarriesMessagesToClients() {
        put(sms(Duration.ZERO));

        carryOut.carryOut();

        assertThat(heard.of(id)).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(DeliveryReport.State.SENT);
            assertThat(report.at()).isEqualTo(clock.instant());
        });
    }

    @Test
    void aChannelThatTheBusinessDoesNotHaveTakesNothing() {
        boolean sms = database.transaction(tx -> channels.has(tx, salon.id(), "sms"));
        boolean crm = database.transaction(tx -> channels.has(tx, salon.id(), "crm"));
        assertThat(sms).isTrue();
        assertThat(crm).isFalse();
        assertThatThrownBy(() -> put(new Outgoing(
                        id,
                        salon.id(),
                        "crm",
                        "message",
                        null,
                        new Payload.Sms("+37120000000", "Hello"),
                        clock.instant(),
                        clock.instant(),
                        InDoubt.RESEND)))
                .hasMessageContaining("'crm'");
    }

    @Test
    void theSameIdIsPutInOnceAlsoAfterItWentOut() {
        put(sms(Duration.ZERO));
        put(sms(Duration.ZERO));
        carryOut.carryOut();
        put(sms(Duration.ZERO));
        carryOut.carryOut();

        assertThat(heard.of(id)).hasSize(1);
    }

    @Test
    void itGoesOutWhenItIsDueAndNotBefore() {
        put(sms(Duration.ofHours(1)));
        carryOut.carryOut();
        assertThat(heard.of(id)).isEmpty();

        clock.advance(Duration.ofHours(1));
        carryOut.carryOut();
        assertThat(heard.of(id)).hasSize(1);
    }

    @Test
    void whatWasTakenBackDoesNotGoOut() {
        put(sms(Duration.ZERO));
        Set<UUID> taken = database.transaction(
                tx -> outbox.withdraw(tx, List.of(id), "the client unsubscribed", clock.instant()));
        carryOut.carryOut();

        assertThat(taken).containsExactly(id);
        assertThat(heard.of(id)).isEmpty();
        Optional<String> stored = database.transaction(tx ->
                tx.first("select state || ': ' || last_error from delivery where id = ?", row -> row.getString(1), id));
        assertThat(stored).hasValue("WITHDRAWN: the client unsubscribed");
    }

    @Test
    void whatWentOutCannotBeTakenBack() {
        put(sms(Duration.ZERO));
        carryOut.carryOut();
        Set<UUID> taken = database.transaction(tx -> outbox.withdraw(tx, List.of(id), "too late", clock.instant()));
        assertThat(taken).isEmpty();
    }

    @Test
    void whatCouldNotGoOutInTimeIsGivenUp() {
        put(sms(Duration.ZERO));
        clock.advance(Duration.ofDays(4));
        carryOut.carryOut();
        assertThat(heard.of(id)).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(DeliveryReport.State.FAILED);
            assertThat(report.detail()).contains("time was over");
        });
    }

    @Test
    void aLineThatBecomesAHeaderHasNoLineBreak() {
        assertThatThrownBy(() -> new Payload.Sms("+371\r\nBcc: all@example.com", "Hello"))
                .hasMessageContaining("line break");
    }

    private Outgoing sms(Duration in) {
        return new Outgoing(
                id,
                salon.id(),
                "sms",
                "message",
                null,
                new Payload.Sms("+37120000000", "Hello"),
                clock.instant().plus(in),
                clock.instant().plus(Duration.ofDays(3)),
                InDoubt.ASSUME_SENT);
    }

    private void put(Outgoing outgoing) {
        database.transaction(tx -> {
            outbox.put(tx, outgoing);
            return true;
        });
    }
}
