package io.regulars.contacts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.activity.ActivityBody;
import io.regulars.activity.StoreActivity;
import io.regulars.campaigns.ledger.WithdrawMarketing;
import io.regulars.clients.ConsentMethod;
import io.regulars.clients.Consents;
import io.regulars.facts.history.Activity;
import io.regulars.outbox.Outbox;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.text.Channels;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stops marketing for whoever got a message, in one transaction: their addresses are closed, their consent is withdrawn, what is queued
 * and what waits in the outbox is taken back, rules see that they unsubscribed. The second time changes nothing. Of an erased client
 * there is only the address that the message went to, and that one is closed.
 */
@ApplicationScoped
class StopMarketing {
    private final Database database;
    private final Suppressions suppressions;
    private final StoreActivity activities;
    private final WithdrawMarketing withdraw;
    private final Outbox outbox;
    private final EvaluatesClients evaluates;
    private final InstantSource clock;

    StopMarketing(
            Database database,
            Suppressions suppressions,
            StoreActivity activities,
            WithdrawMarketing withdraw,
            Outbox outbox,
            EvaluatesClients evaluates,
            InstantSource clock) {
        this.database = database;
        this.suppressions = suppressions;
        this.activities = activities;
        this.withdraw = withdraw;
        this.outbox = outbox;
        this.evaluates = evaluates;
        this.clock = clock;
    }

    /**
     * What is to stop.
     *
     * @param everything by all channels; else by that of the message
     */
    record Wish(boolean everything, SuppressionReason reason, ConsentMethod method) {
        /** By the button beside a mail, or whatever else says no more than that. */
        static final Wish ONE_CLICK = new Wish(false, SuppressionReason.UNSUBSCRIBED, ConsentMethod.ONE_CLICK);

        private String inWords() {
            return reason == SuppressionReason.COMPLAINED
                    ? "the client complained of a message"
                    : "the client unsubscribed";
        }
    }

    /** The client whom a message went to, locked. */
    private record Reader(String externalId, ObjectNode profile, boolean erased) {}

    /** Does it; true if that changed anything. */
    boolean stop(SentMessage message, Wish wish) {
        // asked before the transaction, since the running release is read in one of its own
        Set<String> services = withdraw.services(message.business());
        return database.transaction(tx -> stop(tx, message, wish, services));
    }

    /** The same, within a transaction. */
    boolean stop(Transaction tx, SentMessage message, Wish wish, Set<String> services) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Reader reader = tx.first(
                        "select external_id, profile::text as profile, erased_at from client where id = ? for update",
                        row -> new Reader(
                                row.getString("external_id"),
                                (ObjectNode) Json.stored(row.getString("profile")),
                                Transaction.instant(row, "erased_at") != null),
                        message.client())
                .orElseThrow();
        Set<String> channels = wish.everything() ? new TreeSet<>(Channels.ALL) : Set.of(message.channel());
        boolean closed = close(tx, message, wish, channels, reader, services, now);
        if (reader.erased()) {
            return closed;
        }
        boolean refusedAll = refused(tx, message.client()).containsAll(channels);
        if (!closed && refusedAll) {
            return false;
        }
        withdraw.cancelQueued(tx, message.client(), services, channels, wish.inWords(), now);
        evaluates.evaluate(tx, message.business(), unsubscribed(tx, message, wish, reader, now));
        return true;
    }

    /** Closes the client's addresses and the one that the message went to; true if one was open. */
    private boolean close(
            Transaction tx,
            SentMessage message,
            Wish wish,
            Set<String> channels,
            Reader reader,
            Set<String> services,
            Instant now)
            throws SQLException {
        boolean closed = false;
        for (String channel : channels) {
            for (byte[] hash : hashes(message, channel, reader)) {
                boolean known = suppressions.all(tx, message.business(), channel, hash, message.client(), now).stream()
                        .anyMatch(one -> one.reason() == wish.reason());
                if (!known) {
                    suppressions.add(tx, message.business(), channel, hash, wish.reason(), now, null);
                    closed = true;
                }
                takeBack(tx, message, wish, services, channel, hash, now);
            }
        }
        return closed;
    }

    private static List<byte[]> hashes(SentMessage message, String channel, Reader reader) {
        var hashes = new ArrayList<byte[]>();
        byte[] sentTo = message.addressHash();
        if (sentTo != null && channel.equals(message.channel())) {
            hashes.add(sentTo);
        }
        Optional.ofNullable(ClientAddresses.hashes(reader.profile(), message.country(), message.key())
                        .get(channel))
                .ifPresent(hashes::add);
        return hashes;
    }

    private void takeBack(
            Transaction tx,
            SentMessage message,
            Wish wish,
            Set<String> services,
            String channel,
            byte[] hash,
            Instant now)
            throws SQLException {
        var sending = withdraw.sending(tx, message.business(), services, channel, hash);
        withdraw.takenBack(tx, outbox.withdraw(tx, sending, wish.inWords(), now), wish.inWords(), now);
    }

    private static Set<String> refused(Transaction tx, long client) throws SQLException {
        var refused = new HashSet<String>();
        for (Map.Entry<String, Boolean> said : Consents.inForce(tx, client).entrySet()) {
            if (!said.getValue()) {
                refused.add(said.getKey());
            }
        }
        return refused;
    }

    private StoreActivity.Stored unsubscribed(
            Transaction tx, SentMessage message, Wish wish, Reader reader, Instant now) throws SQLException {
        ObjectNode data = Json.MAPPER.createObjectNode();
        if (!wish.everything()) {
            data.put("channel", message.channel());
        }
        data.put("method", wish.method().written())
                .put("evidence", "message " + message.action())
                .put("action", message.action().toString())
                .put("campaign", message.campaign())
                .put("step", message.step());
        // who agrees again later, and then follows the same link, unsubscribes once more: so the moment is part of the
        // id
        String id = "unsubscribed:" + message.action() + ":" + now;
        var body = new ActivityBody(id, reader.externalId(), Activity.Type.UNSUBSCRIBED, now, data);
        return activities.store(tx, message.business(), body, now, now);
    }
}
