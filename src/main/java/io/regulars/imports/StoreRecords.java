package io.regulars.imports;

import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessId;
import io.regulars.activity.ActivityBody;
import io.regulars.activity.StoreActivity;
import io.regulars.activity.StoreSurvey;
import io.regulars.bookings.BookingBody;
import io.regulars.bookings.PassBody;
import io.regulars.bookings.ReceiptBody;
import io.regulars.bookings.Services;
import io.regulars.bookings.StoreBooking;
import io.regulars.bookings.StorePass;
import io.regulars.bookings.StoreReceipt;
import io.regulars.clients.Change;
import io.regulars.clients.Clients;
import io.regulars.clients.StoreClient;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.ReceiptState;
import io.regulars.offers.RedeemOffers;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Stores records of any kind as the operation for one such record does. */
@ApplicationScoped
class StoreRecords {
    private final Clients clients;
    private final StoreClient storeClient;
    private final Services services;
    private final StoreBooking storeBooking;
    private final StoreReceipt storeReceipt;
    private final StorePass storePass;
    private final StoreActivity storeActivity;
    private final StoreSurvey storeSurvey;
    private final RedeemOffers redeem;

    StoreRecords(
            Clients clients,
            StoreClient storeClient,
            Services services,
            StoreBooking storeBooking,
            StoreReceipt storeReceipt,
            StorePass storePass,
            StoreActivity storeActivity,
            StoreSurvey storeSurvey,
            RedeemOffers redeem) {
        this.clients = clients;
        this.storeClient = storeClient;
        this.services = services;
        this.storeBooking = storeBooking;
        this.storeReceipt = storeReceipt;
        this.storePass = storePass;
        this.storeActivity = storeActivity;
        this.storeSurvey = storeSurvey;
        this.redeem = redeem;
    }

    /**
     * Locks everybody whom the records concern at once and in one order, so that two imports, or an import and a request
     * that locks several, never wait for each other in a ring; clients not yet known are added.
     *
     * @return the numbers of those whom the records name, by external id; who was erased is not among them
     */
    Map<String, Long> lockEverybody(Transaction tx, BusinessId business, Collection<ImportRecord> records, Instant now)
            throws SQLException {
        String[] named = records.stream()
                .map(ImportRecord::client)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        String[] ids = records.stream().map(ImportRecord::id).distinct().toArray(String[]::new);
        tx.update("""
                insert into client (business_id, external_id, known, recorded_at)
                select ?, named.id, false, ? from unnest(?) as named (id)
                where not exists (select 1 from client erased where erased.business_id = ? and erased.external_id =
                                  'erased:' || encode(sha256(convert_to(named.id, 'UTF8')), 'hex'))
                order by named.id
                on conflict (business_id, external_id) do nothing
                """, business.value(), now, named, business.value());
        var locked = new HashMap<String, Long>();
        tx.list(
                """
                select id, external_id from client where id in (
                    select id from client where business_id = ? and external_id = any(?)
                    union select unnest(former || client_id) from booking where business_id = ? and external_id = any(?)
                    union select unnest(former || client_id) from receipt where business_id = ? and external_id = any(?)
                    union select unnest(former || client_id) from pass where business_id = ? and external_id = any(?)
                    union select unnest(former || client_id) from survey where business_id = ? and external_id = any(?))
                order by id for update
                """,
                row -> locked.put(row.getString("external_id"), row.getLong("id")),
                business.value(),
                named,
                business.value(),
                ids,
                business.value(),
                ids,
                business.value(),
                ids,
                business.value(),
                ids);
        return locked;
    }

    /**
     * Stores, many at once, the first of each id that nobody has named before; all the others are left to be stored one
     * by one, in their order. So is what events say of consent, since profiles say so, too.
     *
     * @param since when the import began
     * @return what was stored
     */
    Set<ImportRecord> addNew(
            Transaction tx,
            Business business,
            Collection<ImportRecord> records,
            Map<String, Long> clients,
            Instant since,
            Instant now)
            throws SQLException {
        var bookings = new LinkedHashMap<String, BookingBody>();
        var receipts = new LinkedHashMap<String, ReceiptBody>();
        var passes = new LinkedHashMap<String, PassBody>();
        var events = new LinkedHashMap<String, ActivityBody>();
        var candidates = new HashMap<String, ImportRecord>();
        for (ImportRecord record : records) {
            boolean possible = clients.containsKey(record.client());
            switch (record) {
                case ImportRecord.OfBooking(var id, var body, var saysWhen)
                when possible && bookings.putIfAbsent(id, body) == null -> candidates.put("booking " + id, record);
                case ImportRecord.OfReceipt(var id, var body, var saysWhen)
                when possible && receipts.putIfAbsent(id, body) == null -> candidates.put("receipt " + id, record);
                case ImportRecord.OfPass(var id, var body, var saysWhen)
                when possible && passes.putIfAbsent(id, body) == null -> candidates.put("pass " + id, record);
                case ImportRecord.OfActivity(var id, var body)
                when possible && !body.isOfConsent() && events.putIfAbsent(id, body) == null ->
                    candidates.put("activity " + id, record);
                default -> {}
            }
        }
        Set<ImportRecord> added = Collections.newSetFromMap(new IdentityHashMap<>());
        storeBooking
                .addNew(tx, business, bookings, clients, now)
                .forEach(id -> keep(candidates, "booking " + id, added));
        storeReceipt
                .addNew(tx, business, receipts, clients, now)
                .forEach(id -> keep(candidates, "receipt " + id, added));
        storePass.addNew(tx, business, passes, clients, now).forEach(id -> keep(candidates, "pass " + id, added));
        storeActivity
                .addNew(tx, business.id(), events, clients, since, now)
                .forEach(id -> keep(candidates, "activity " + id, added));
        settle(tx, business.id(), added, clients, now);
        return added;
    }

    /** The codes of offers that new bookings and events name, or bookings that new receipts are about. */
    private void settle(
            Transaction tx, BusinessId business, Set<ImportRecord> added, Map<String, Long> clients, Instant now)
            throws SQLException {
        var codes = new TreeSet<String>();
        var paid = new TreeSet<String>();
        var concerned = new TreeSet<Long>();
        for (ImportRecord record : added) {
            String code = switch (record) {
                case ImportRecord.OfBooking(var id, var body, var saysWhen) ->
                    body.state().offerCode();
                case ImportRecord.OfActivity(var id, var body) ->
                    body.offerCode().orElse(null);
                default -> null;
            };
            String booking = record instanceof ImportRecord.OfReceipt(var id, var body, var saysWhen)
                    ? body.state().booking()
                    : null;
            codes.addAll(RedeemOffers.named(code));
            paid.addAll(RedeemOffers.named(booking));
            if (code != null || booking != null) {
                concerned.add(Objects.requireNonNull(clients.get(record.client())));
            }
        }
        redeem.settle(tx, business, codes, concerned, now);
        redeem.settleOfBookings(tx, business, paid, concerned, now);
    }

    private static void keep(Map<String, ImportRecord> candidates, String key, Set<ImportRecord> added) {
        added.add(Objects.requireNonNull(candidates.get(key)));
    }

    /**
     * Stores one record and gives the numbers of the clients for whom that changes something.
     *
     * @param since when the import began
     */
    Set<Long> store(Transaction tx, Business business, ImportRecord record, Instant since, Instant now)
            throws SQLException {
        return switch (record) {
            case ImportRecord.OfService(var id, var body) -> {
                services.store(tx, business, id, body, now);
                yield Set.of();
            }
            case ImportRecord.OfClient(var id, var body) -> {
                var client = clients.lock(tx, business.id(), id, now);
                yield touched(client.id(), storeClient.store(tx, business, client, body, now));
            }
            case ImportRecord.OfBooking(var id, var body, var saysWhen) -> {
                var stored = saysWhen
                        ? storeBooking.store(tx, business, id, body, now)
                        : storeBooking.storeInTurn(tx, business, id, body, since, now);
                BookingState before = stored.change().before();
                Set<Long> touched = touched(stored.client(), stored.change(), stored.others());
                redeem.settle(
                        tx,
                        business.id(),
                        RedeemOffers.named(
                                before == null ? null : before.offerCode(),
                                stored.change().after().offerCode()),
                        touched,
                        now);
                yield touched;
            }
            case ImportRecord.OfReceipt(var id, var body, var saysWhen) -> {
                var stored = saysWhen
                        ? storeReceipt.store(tx, business, id, body, now)
                        : storeReceipt.storeInTurn(tx, business, id, body, since, now);
                ReceiptState before = stored.change().before();
                Set<Long> touched = touched(stored.client(), stored.change(), stored.others());
                redeem.settleOfBookings(
                        tx,
                        business.id(),
                        RedeemOffers.named(
                                before == null ? null : before.booking(),
                                stored.change().after().booking()),
                        touched,
                        now);
                yield touched;
            }
            case ImportRecord.OfPass(var id, var body, var saysWhen) -> {
                var stored = saysWhen
                        ? storePass.store(tx, business, id, body, now)
                        : storePass.storeInTurn(tx, business, id, body, since, now);
                yield touched(stored.client(), stored.change(), stored.others());
            }
            case ImportRecord.OfActivity(var id, var body) -> {
                var stored = storeActivity.store(tx, business.id(), body, since, now);
                long client = stored.client().id();
                redeem.settle(tx, business.id(), body.offerCode().stream().toList(), Set.of(client), now);
                yield stored.changed() ? Set.of(client) : Set.of();
            }
            case ImportRecord.OfSurvey(var id, var body) -> {
                var stored = storeSurvey.store(tx, business.id(), body, now);
                yield touched(stored.client().id(), stored.change());
            }
        };
    }

    private static Set<Long> touched(long client, Change<?> change, Set<Long> others) {
        var all = new HashSet<>(others);
        all.addAll(touched(client, change));
        return all;
    }

    private static Set<Long> touched(long client, Change<?> change) {
        Long movedFrom = change.movedFrom();
        if (change.kind() == Change.Kind.NOTHING) {
            return Set.of();
        }
        return movedFrom == null ? Set.of(client) : Set.of(client, movedFrom);
    }
}
