package io.regulars.offers;

import static java.util.Objects.requireNonNull;

import io.regulars.access.businesses.BusinessId;
import io.regulars.offers.CodeUse.Result;
import io.regulars.offers.SettleUses.Issued;
import io.regulars.offers.SettleUses.Settled;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings codes to what bookings and events say of them, whenever one of these has changed. The caller has locked the clients concerned;
 * codes are locked after clients, in the order of their ids.
 */
@ApplicationScoped
public class RedeemOffers {
    /** As {@link CodeText#key} does it; the indexes of bookings and events have the same expressions. */
    private static final String KEY_OF_BOOKING = "translate(upper(b.offer_code), 'OIL -', '011')";

    private static final String KEY_OF_EVENT =
            "translate(upper(coalesce(a.data ->> 'code', a.data ->> 'offer')), 'OIL -', '011')";

    /** Not cancelled, not paid back in full by what it says itself and by receipts that name it, not removed. */
    private static final String STANDS = """
            not b.deleted and b.status <> 'CANCELLED' and not coalesce((
                select b.refunded_minor + m.given > 0
                   and b.refunded_minor + m.given >= greatest(m.received, due.minor)
                from (select coalesce(sum(case when r.kind = 'REFUND' then abs(r.amount_minor)
                                               else greatest(-r.amount_minor, 0) end), 0) as given,
                             coalesce(sum(greatest(r.amount_minor, 0)) filter (where r.kind <> 'REFUND'), 0) as taken,
                             coalesce(sum(greatest(r.amount_minor, 0)) filter (where r.kind in ('PAYMENT', 'DEPOSIT')), 0) as received
                      from receipt r where r.client_id = b.client_id and r.booking = b.external_id and not r.deleted
                        and r.kind in ('PRODUCT', 'PACKAGE', 'MEMBERSHIP', 'SERVICE', 'PAYMENT', 'REFUND', 'DEPOSIT')) m,
                     lateral (select coalesce(b.price_minor - b.discount_minor, nullif(m.taken, 0)) + b.tip_minor + b.tax_minor
                              as minor) due
                where due.minor is not null), false)
            """;

    private static final String USES = """
            select 'BOOKING' as kind, b.external_id as thing, b.client_id, b.replaces as about, %2$s as stands,
                   coalesce((select min(v.occurred_at) from booking_version v
                             where v.client_id = any(b.former || b.client_id) and v.external_id = b.external_id and not v.deleted
                               and translate(upper(v.offer_code), 'OIL -', '011') = ?), b.occurred_at) as at
            from booking b where b.business_id = ? and %1$s = ? and b.offer_code is not null and (?::bigint is null or b.client_id = ?)
            union all
            select 'EVENT', a.external_id, a.client_id, a.data ->> 'booking',
                   coalesce((select %2$s from booking b where b.business_id = a.business_id and b.external_id = a.data ->> 'booking'),
                            true),
                   a.occurred_at
            from activity a where a.business_id = ? and %3$s = ? and a.type = 'OFFER_REDEEMED'
                 and (?::bigint is null or a.client_id = ?)
            """.formatted(KEY_OF_BOOKING, STANDS, KEY_OF_EVENT);

    /** What was given out under one key: to one client, or of a code that all share to each of some. */
    private record Group(String key, @Nullable Long client, List<Issued> rows) {}

    /** The codes, or bookings, once each, that are named by anything; what names none is passed over. */
    public static Collection<String> named(@Nullable String... words) {
        return Stream.of(words).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Settles codes.
     *
     * @param codes as they were written; those that nobody was given change nothing
     * @param clients our own numbers of those whose bookings or events changed
     */
    public void settle(
            Transaction tx, BusinessId business, Collection<String> codes, Collection<Long> clients, Instant now)
            throws SQLException {
        if (codes.isEmpty()) {
            return;
        }
        String[] keys = codes.stream().map(CodeText::key).distinct().toArray(String[]::new);
        for (Group group : lock(tx, business, keys, clients)) {
            write(tx, group, SettleUses.of(group.rows, uses(tx, business, group), now));
        }
    }

    /**
     * Settles the codes that bookings name, where the caller does not know them.
     *
     * @param bookings external ids
     */
    public void settleOfBookings(
            Transaction tx, BusinessId business, Collection<String> bookings, Collection<Long> clients, Instant now)
            throws SQLException {
        if (bookings.isEmpty()) {
            return;
        }
        List<String> codes = tx.list(
                "select offer_code from booking where business_id = ? and external_id = any(?) and offer_code is not"
                        + " null",
                row -> row.getString("offer_code"),
                business.value(),
                bookings.toArray(String[]::new));
        settle(tx, business, codes, clients, now);
    }

    /** Settles the code of the booking that a receipt names: it may have been paid back. */
    public void settleOfReceipt(Transaction tx, BusinessId business, String receipt, long client, Instant now)
            throws SQLException {
        List<String> bookings = tx.list(
                "select booking from receipt where business_id = ? and external_id = ? and booking is not null",
                row -> row.getString("booking"),
                business.value(),
                receipt);
        settleOfBookings(tx, business, bookings, List.of(client), now);
    }

    private static List<Group> lock(Transaction tx, BusinessId business, String[] keys, Collection<Long> clients)
            throws SQLException {
        record Row(String key, boolean shared, Issued issued) {}
        List<Row> rows = tx.list(
                """
                select id, key, source, client_id, valid_until, uses, voided_at from offer_code
                where business_id = ? and key = any(?) and (source <> 'FIXED' or client_id = any(?::bigint[]))
                order by id for update
                """,
                row -> new Row(
                        row.getString("key"),
                        row.getString("source").equals("FIXED"),
                        new Issued(
                                row.getLong("id"),
                                row.getLong("client_id"),
                                Transaction.instant(row, "valid_until"),
                                row.getInt("uses"),
                                Transaction.instant(row, "voided_at"))),
                business.value(),
                keys,
                clients.stream().map(String::valueOf).toArray(String[]::new));
        var groups = new ArrayList<Group>();
        rows.forEach(row -> {
            Long client = row.shared ? row.issued.client() : null;
            groups.stream()
                    .filter(group -> group.key.equals(row.key) && Objects.equals(group.client, client))
                    .findFirst()
                    .orElseGet(() -> {
                        var group = new Group(row.key, client, new ArrayList<>());
                        groups.add(group);
                        return group;
                    })
                    .rows
                    .add(row.issued);
        });
        return groups;
    }

    private static List<CodeUse> uses(Transaction tx, BusinessId business, Group group) throws SQLException {
        return tx.list(
                USES,
                row -> new CodeUse(
                        CodeUse.Kind.valueOf(row.getString("kind")),
                        row.getString("thing"),
                        row.getLong("client_id"),
                        requireNonNull(Transaction.instant(row, "at")),
                        row.getBoolean("stands"),
                        row.getString("about")),
                group.key,
                business.value(),
                group.key,
                group.client,
                group.client,
                business.value(),
                group.key,
                group.client,
                group.client);
    }

    private static void write(Transaction tx, Group group, Map<Long, Settled> settled) throws SQLException {
        for (Issued row : group.rows) {
            Settled so = requireNonNull(settled.get(row.id()));
            CodeUse last = so.last();
            tx.update(
                    "update offer_code set state = ?, used = ?, redeemed_by = ?, redeemed_at = ? where id = ?",
                    so.state(),
                    so.used(),
                    last == null ? null : last.thing(),
                    last == null ? null : last.at(),
                    row.id());
            tx.update("delete from offer_claim where offer = ?", row.id());
            for (Map.Entry<CodeUse, Result> use : so.results().entrySet()) {
                tx.update(
                        "insert into offer_claim (offer, kind, thing, at, verdict) values (?, ?, ?, ?, ?)",
                        row.id(),
                        use.getKey().kind(),
                        use.getKey().thing(),
                        use.getKey().at(),
                        use.getValue());
            }
        }
    }
}
