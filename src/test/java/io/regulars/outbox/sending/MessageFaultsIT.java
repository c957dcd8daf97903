package io.regulars.outbox.sending;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.delivery.DecideDueActions;
import io.regulars.outbox.HearsOfDelivery;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Parcel;
import io.regulars.outbox.Payload;
import io.regulars.outbox.sending.FaultyReceiver.Fault;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * From what a booking system tells to what a client reads: wherever a replica ends, each message is decided once, its code and its contact are
 * there once, and a receiver that honours ids has it once, with the same words. The points are those at which a replica can be killed: its
 * transaction breaks at the commit, or it ends between two of them. 200 faults in verify, 10,000 with {@code -Psoak}; {@code
 * -Dmessages.seed=7} plays others.
 */
@QuarkusTest
class MessageFaultsIT {
    private static final int FAULTS = Boolean.getBoolean("soak") ? 10_000 : 200;
    private static final int CLIENTS_A_ROUND = 4;
    private static final List<Fault> WITHIN_A_LEASE =
            List.of(Fault.ENDS_BEFORE, Fault.NOT_TAKEN, Fault.ENDS_AFTER, Fault.ANSWER_LOST);

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    Instance<HearsOfDelivery> hearers;

    @Inject
    DecideDueActions decide;

    private TestBusiness salon;
    private final AtomicInteger faults = new AtomicInteger();
    private int clients;

    @BeforeEach
    void aSalonThatGivesEachStudentACode() {
        clock.set("2026-11-20T10:00:00Z");
        release.activate(List.of(new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Welcome" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "welcome"); end
                    """), new RuleFile("campaigns/welcome.yaml", """
                    name: welcome
                    title: Welcome
                    holdout: 0
                    stop: []
                    suppress: []
                    expires: 60d
                    offer: {percent: 10, validity: 90d}
                    steps: [{name: mail, message: {channel: email, text: "Your code is {offer.code}"}}]
                    """)));
        salon = businesses.fresh();
        database.transaction(tx -> {
            tx.update(
                    "update business set contact_policy = ?::jsonb where id = ?",
                    """
                    {"caps": [], "gapHours": 0, "quiet": {"from": "00:00", "to": "00:00"}, "rates": {"email": "1000000 per hour"}}
                    """,
                    salon.id().value());
            tx.update("""
                insert into endpoint (business_id, name, kind, channel, state, events, created_at, changed_at)
                values (?, 'mail', 'WEBHOOK', 'email', 'ON', '{}', ?, ?)
                """, salon.id().value(), clock.instant(), clock.instant());
            tx.update("create table message_place (place text not null)");
            tx.update("""
                create function message_breaks_off() returns trigger language plpgsql as $$ begin
                    if exists (select 1 from message_place where place = tg_argv[0]) then
                        raise exception 'the replica ended before the commit' using errcode = '57P01';
                    end if;
                    return null;
                end $$
                """);
            for (Place place : Place.values()) {
                tx.update("create constraint trigger message_breaks_off after insert on " + place.table
                        + " deferrable initially deferred for each row execute function message_breaks_off('" + place
                        + "')");
            }
            return true;
        });
    }

    @AfterEach
    void mend() {
        database.transaction(tx -> {
            tx.update("drop function message_breaks_off() cascade");
            return tx.update("drop table message_place");
        });
    }

    /** Transactions that can break at their commit, by a table that they write. */
    private enum Place {
        /** What a booking system tells, with what it starts (point 1). */
        START("campaign_action"),
        /** Deciding (point 3). */
        DECIDE("outbox"),
        /** Acknowledging what the receiver took (point 7). */
        ACKNOWLEDGE("delivery");

        private final String table;

        Place(String table) {
            this.table = table;
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void eachMessageIsDecidedOnceAndTakenOnceWhereverAReplicaEnds() {
        long seed = Long.getLong("messages.seed", Boolean.getBoolean("soak") ? System.nanoTime() : 1);
        var random = new Random(seed);
        var mails = new ReadMails();
        var receiver = new FaultyReceiver(random, faults, FAULTS, WITHIN_A_LEASE, mails::take, () -> {});
        List<CarryOut> replicas = Stream.generate(() -> receiver.replica(database, outbox, hearers, clock))
                .limit(2)
                .toList();
        var reported = new LinkedHashMap<UUID, Boolean>();
        int rounds = 0;
        while (faults.get() < FAULTS || waiting() > 0) {
            if (faults.get() < FAULTS) {
                for (int i = 0; i < CLIENTS_A_ROUND; i++) {
                    student(random);
                }
            }
            decide(random);
            boolean restores = rounds % 20 == 5;
            if (restores) {
                remember();
            }
            carry(replicas.get(random.nextInt(replicas.size())), random);
            report(List.copyOf(mails.read.keySet()), random, reported);
            if (restores) {
                restore();
            }
            clock.advance(Duration.ofSeconds(faults.get() < FAULTS ? 1 + random.nextInt(90) : 600));
            assertThat(rounds++).as("rounds, seed %d", seed).isLessThan(FAULTS * 20);
        }

        assertThat(receiver.tried()).as("something was doubled, seed %d", seed).isGreaterThan(clients);
        assertThat(mails.read).as("each once, seed %d", seed).hasSize(clients);
        assertThat(mails.read).as("the same words, seed %d", seed).isEqualTo(codes());
        assertThat(count("select count(*) from campaign_start where state = 'STARTED' and business_id = ?"))
                .as("started, seed %d", seed)
                .isEqualTo(clients);
        assertThat(count("select count(*) from campaign_action where state = 'DONE' and business_id = ?"))
                .as("done, seed %d", seed)
                .isEqualTo(clients);
        assertThat(count("select count(*) from contact where business_id = ?"))
                .as("contacts, seed %d", seed)
                .isEqualTo(clients);
        assertThat(count("select count(*) from delivery where state = 'SENT' and business_id = ?"))
                .as("sent, seed %d", seed)
                .isEqualTo(clients);
        assertThat(count("select count(*) from activity where type = 'MESSAGE_SENT' and business_id = ?"))
                .as("told to rules, seed %d", seed)
                .isEqualTo(clients);
        assertThat(count("select count(*) from feedback where kind = 'DELIVERED' and business_id = ?"))
                .as("feedback once, seed %d", seed)
                .isEqualTo(reported.size());
    }

    /** The booking system tells of a new one; where that breaks off it tells it again (points 1 and 2). */
    private void student(Random random) {
        String id = "c-" + clients++;
        if (random.nextInt(12) == 0) {
            breaking(Place.START, () -> assertThat(put(id)).isGreaterThanOrEqualTo(500));
        }
        assertThat(put(id)).isEqualTo(200);
    }

    private int put(String id) {
        return salon.bookingSystem()
                .header("Idempotency-Key", id)
                .body("""
                    {"email": "%s@mail.example", "consents": {"email": true}, "tags": ["student"]}
                    """.formatted(id))
                .put("/api/clients/" + id)
                .statusCode();
    }

    /** Somebody decides, and another does so again where that broke off (points 3 and 4). */
    private void decide(Random random) {
        if (random.nextInt(3) == 0) {
            breaking(Place.DECIDE, () -> {
                try {
                    decide.decide();
                } catch (DatabaseFailure e) {
                    assertThat(e).hasMessageContaining("ended before the commit");
                }
            });
        }
        decide.decide();
    }

    /** A replica carries out; it may end before, while or after the receiver has taken it (points 5 to 8). */
    private void carry(CarryOut replica, Random random) {
        if (random.nextInt(4) == 0) {
            breaking(Place.ACKNOWLEDGE, replica::carryOut);
        } else {
            replica.carryOut();
        }
    }

    private void breaking(Place place, Runnable work) {
        if (faults.get() >= FAULTS) {
            return;
        }
        faults.incrementAndGet();
        database.transaction(tx -> tx.update("insert into message_place values (?)", place));
        try {
            work.run();
        } finally {
            database.transaction(tx -> tx.update("delete from message_place"));
        }
    }

    /** The receiver tells what it has delivered, twice, and perhaps before we have stored that it took it. */
    private void report(List<UUID> taken, Random random, Map<UUID, Boolean> reported) {
        if (taken.isEmpty()) {
            return;
        }
        UUID one = taken.get(random.nextInt(taken.size()));
        for (int i = 0; i < 2; i++) {
            boolean news = salon.bookingSystem()
                    .body("{\"type\": \"delivered\"}")
                    .post("/api/deliveries/" + one + "/events")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("taken");
            assertThat(news).isEqualTo(reported.put(one, true) == null);
        }
    }

    /** Keeps what a backup taken now would have of what waits. */
    private void remember() {
        database.transaction(tx -> {
            tx.update("create table kept_outbox as select * from outbox where business_id = "
                    + salon.id().value());
            return true;
        });
    }

    /** The backup is played in: what went out since is to be sent again, under the same ids (point 9). */
    private void restore() {
        database.transaction(tx -> {
            tx.update("delete from delivery d using kept_outbox k where d.id = k.id");
            tx.update("""
                insert into outbox overriding system value select * from kept_outbox k on conflict do nothing
                """);
            tx.update(
                    "update campaign_action a set state = 'SENDING', done_at = null, sent_at = null from kept_outbox k where a.id = k.id");
            return tx.update("drop table kept_outbox");
        });
        faults.incrementAndGet();
    }

    /** Takes each id once, as the standard asks of receivers. */
    private static final class ReadMails {
        private final Map<UUID, String> read = new LinkedHashMap<>();

        void take(Parcel parcel) {
            if (parcel.payload() instanceof Payload.Mail mail) {
                String code = mail.text().replaceFirst("(?s).*Your code is (\\S+).*", "$1");
                @Nullable String before = read.putIfAbsent(parcel.id(), code);
                assertThat(before == null || before.equals(code))
                        .as("the same words at each attempt")
                        .isTrue();
            }
        }
    }

    private int waiting() {
        return count("select count(*) from outbox where business_id = ?")
                + count("select count(*) from campaign_action where state = 'QUEUED' and business_id = ?");
    }

    /** The codes that were given, by message. */
    private Map<UUID, String> codes() {
        var codes = new LinkedHashMap<UUID, String>();
        database.transaction(tx -> tx.list(
                "select action_id, code from offer_code where business_id = ?",
                row -> codes.put(requireNonNull(row.getObject("action_id", UUID.class)), row.getString("code")),
                salon.id().value()));
        return codes;
    }

    private int count(String sql) {
        return database.transaction(
                tx -> tx.first(sql, row -> row.getInt(1), salon.id().value()).orElseThrow());
    }
}
