package io.regulars.offers;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.OfferTerms.CodeSource;
import io.regulars.campaigns.OfferTerms.Worth;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives clients their codes, in the transaction that decides that the message goes out, so whoever sends it again sends the same code.
 * Later messages of one start carry the code of the first while it holds. The caller has locked the client.
 */
@ApplicationScoped
public class IssueOffers {
    /** Of 32 to the power of 8 codes hardly one is there already. */
    private static final int TRIES = 20;

    private static final Duration DAY = Duration.ofDays(1);

    /** A code that another message may carry. */
    private static final String HOLDS = "state in ('ISSUED', 'REDEEMED') and (valid_until is null or valid_until >= ?)";

    private final RandomGenerator random;

    IssueOffers(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A message that is to carry a code.
     *
     * @param start the start of the campaign that it belongs to
     * @param until when what it promises ends; null: never
     */
    public record Wanted(
            UUID action,
            long start,
            String campaign,
            OfferTerms terms,
            @Nullable Instant until) {}

    /**
     * Codes of pools that are kept for messages until the transaction ends.
     *
     * @param kept by start
     * @param empty by action: the pool that has no code for it
     */
    public record Ready(Map<Long, String> kept, Map<UUID, String> empty) {
        /** No message needs one. */
        public static final Ready NONE = new Ready(Map.of(), Map.of());

        /** Why a message cannot carry a code; null: it can. */
        public @Nullable String lacking(UUID action) {
            String pool = empty.get(action);
            return pool == null ? null : "the pool '" + pool + "' has no code left";
        }
    }

    /** Keeps codes of pools for messages that may go out now, where their start has none yet. */
    public Ready ready(Transaction tx, BusinessId business, List<Wanted> messages, Instant now) throws SQLException {
        return ready(tx, business, messages, now, "for update skip locked");
    }

    /** The same for whoever only asks whether there are any: others may take them meanwhile. */
    public Ready lookAhead(Transaction tx, BusinessId business, List<Wanted> messages, Instant now)
            throws SQLException {
        return ready(tx, business, messages, now, "");
    }

    private static Ready ready(Transaction tx, BusinessId business, List<Wanted> messages, Instant now, String lock)
            throws SQLException {
        var byPool = new LinkedHashMap<String, Map<Long, List<UUID>>>();
        for (Wanted one : messages) {
            if (one.terms.code() instanceof CodeSource.Pool(String pool)) {
                byPool.computeIfAbsent(pool, name -> new LinkedHashMap<>())
                        .computeIfAbsent(one.start, start -> new ArrayList<>())
                        .add(one.action);
            }
        }
        if (byPool.isEmpty()) {
            return Ready.NONE;
        }
        Set<Long> served = served(tx, byPool.values(), now);
        var kept = new HashMap<Long, String>();
        var empty = new HashMap<UUID, String>();
        for (var pool : byPool.entrySet()) {
            pool.getValue().keySet().removeAll(served);
            var codes = new ArrayDeque<>(
                    left(tx, business, pool.getKey(), pool.getValue().size(), lock));
            pool.getValue().forEach((start, actions) -> {
                if (codes.isEmpty()) {
                    actions.forEach(action -> empty.put(action, pool.getKey()));
                } else {
                    kept.put(start, codes.removeFirst());
                }
            });
        }
        return new Ready(Map.copyOf(kept), Map.copyOf(empty));
    }

    private static Set<Long> served(Transaction tx, Collection<? extends Map<Long, ?>> starts, Instant now)
            throws SQLException {
        return Set.copyOf(tx.list(
                "select distinct start_id from offer_code where start_id = any(?::bigint[]) and " + HOLDS,
                row -> row.getLong("start_id"),
                starts.stream()
                        .flatMap(each -> each.keySet().stream())
                        .map(String::valueOf)
                        .toArray(String[]::new),
                now));
    }

    private static List<String> left(Transaction tx, BusinessId business, String pool, int count, String lock)
            throws SQLException {
        return tx.list("""
                select code from offer_pool_code where business_id = ? and pool = ? and taken_at is null
                order by n limit ?\s""" + lock, row -> row.getString("code"), business.value(), pool, count);
    }

    /**
     * A message of a client that goes out with a code.
     *
     * @param client our own number
     */
    public record ToIssue(long client, Wanted message) {}

    /**
     * Gives clients of a business the codes of their messages, by their actions: the one that a message was given before, else that of its
     * start while it holds, else a new one.
     */
    public Map<UUID, IssuedOffer> issue(
            Transaction tx, BusinessId business, List<ToIssue> messages, Ready ready, ZoneId zone, Instant now)
            throws SQLException {
        var issued = new HashMap<UUID, IssuedOffer>();
        List<ToIssue> left = messages;
        while (!left.isEmpty()) {
            // a later message of a start finds the code of the first
            var first = new LinkedHashMap<Long, ToIssue>();
            left.forEach(each -> first.putIfAbsent(each.message.start, each));
            issued.putAll(earlier(tx, first.values(), now));
            List<ToIssue> anew = first.values().stream()
                    .filter(each -> !issued.containsKey(each.message.action))
                    .toList();
            issueAnew(tx, business, anew, ready, zone, now, issued);
            left = left.stream()
                    .filter(each -> !issued.containsKey(each.message.action))
                    .toList();
        }
        return issued;
    }

    private static Map<UUID, IssuedOffer> earlier(Transaction tx, Collection<ToIssue> messages, Instant now)
            throws SQLException {
        var earlier = new HashMap<UUID, IssuedOffer>();
        tx.list(
                """
                select distinct on (w.action) w.action, code, percent, amount, gift, services, valid_until
                from unnest(?::uuid[], ?::bigint[]) as w (action, start) join offer_code o on o.start_id = w.start
                where o.action_id = w.action or\s""" + HOLDS + " order by w.action, o.action_id = w.action desc, o.id desc",
                row -> earlier.put(row.getObject("action", UUID.class), read(row)),
                messages.stream().map(each -> each.message.action).toArray(UUID[]::new),
                messages.stream().map(each -> each.message.start).toArray(Long[]::new),
                now);
        return earlier;
    }

    private void issueAnew(
            Transaction tx,
            BusinessId business,
            List<ToIssue> messages,
            Ready ready,
            ZoneId zone,
            Instant now,
            Map<UUID, IssuedOffer> issued)
            throws SQLException {
        var alike = new LinkedHashMap<Map.Entry<String, OfferTerms>, List<NewCode>>();
        for (ToIssue each : messages) {
            Wanted message = each.message;
            String code = switch (message.terms.code()) {
                case CodeSource.Generated() -> CodeText.random(random);
                case CodeSource.Fixed(String fixed) -> fixed;
                case CodeSource.Pool(String pool) -> kept(tx, business, message, pool, ready, now);
            };
            alike.computeIfAbsent(Map.entry(message.campaign, message.terms), terms -> new ArrayList<>())
                    .add(new NewCode(each.client, message, code, endOfDay(message, zone)));
        }
        for (var group : alike.entrySet()) {
            OfferTerms terms = group.getKey().getValue();
            List<NewCode> wanted = group.getValue();
            for (int i = 0; !wanted.isEmpty(); i++) {
                if (i > 0 && (i == TRIES || !(terms.code() instanceof CodeSource.Generated))) {
                    throw new IllegalStateException("the code is another client's already, after " + i + " tries");
                }
                Set<UUID> inserted = insert(tx, business, terms, wanted, now);
                wanted.stream()
                        .filter(each -> inserted.contains(each.message.action))
                        .forEach(each -> issued.put(
                                each.message.action,
                                new IssuedOffer(each.code, terms.worth(), terms.services(), each.until)));
                wanted = wanted.stream()
                        .filter(each -> !inserted.contains(each.message.action))
                        .map(each -> new NewCode(each.client, each.message, CodeText.random(random), each.until))
                        .toList();
            }
        }
    }

    private static String kept(
            Transaction tx, BusinessId business, Wanted message, String pool, Ready ready, Instant now)
            throws SQLException {
        String kept = ready.kept.get(message.start);
        if (kept == null) {
            throw new IllegalStateException("no code of the pool '" + pool + "' is kept for the message");
        }
        tx.update(
                "update offer_pool_code set taken_at = ? where business_id = ? and key = ?",
                now,
                business.value(),
                CodeText.key(kept));
        return kept;
    }

    /** A code that a client may get. */
    private record NewCode(
            long client,
            Wanted message,
            String code,
            @Nullable Instant until) {}

    /**
     * What holds for days holds to the end of its last one by the business's clock: clients are told the day, and not the time.
     */
    private static @Nullable Instant endOfDay(Wanted message, ZoneId zone) {
        Duration validity = message.terms.validity();
        if (message.until == null || validity == null || validity.compareTo(DAY) < 0) {
            return message.until;
        }
        return message.until
                .atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant()
                .minus(1, ChronoUnit.MILLIS);
    }

    /** Inserts codes of one campaign and one offer; says for which actions: a code that is taken is not inserted. */
    private static Set<UUID> insert(
            Transaction tx, BusinessId business, OfferTerms terms, List<NewCode> codes, Instant now)
            throws SQLException {
        return Set.copyOf(tx.list(
                """
                insert into offer_code (business_id, client_id, campaign, start_id, action_id, source, code, key, percent, amount,
                                        gift, services, categories, min_spend, uses, stack, issued_at, valid_until, state)
                select ?, n.client, ?, n.start, n.action, s.source, n.code, n.key, ?, ?, ?, ?, ?, ?, ?, ?, ?, n.until, 'ISSUED'
                from (select ? as source) s,
                     unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                         with ordinality as n (client, start, action, code, key, until, number)
                where s.source <> 'GENERATED' or not exists (
                    select 1 from offer_pool_code p where p.business_id = ? and p.key = n.key)
                order by n.number
                on conflict (business_id, key) where source <> 'FIXED' do nothing
                returning action_id
                """,
                row -> row.getObject("action_id", UUID.class),
                business.value(),
                codes.getFirst().message.campaign,
                terms.worth() instanceof Worth.Percent(BigDecimal percent) ? percent : null,
                terms.worth() instanceof Worth.Amount(BigDecimal amount) ? amount : null,
                terms.worth() instanceof Worth.Gift(String gift) ? gift : null,
                terms.services().toArray(String[]::new),
                terms.categories().toArray(String[]::new),
                terms.minSpend(),
                terms.uses(),
                terms.stack(),
                now,
                source(terms.code()),
                codes.stream().map(NewCode::client).toArray(Long[]::new),
                codes.stream().map(each -> each.message.start).toArray(Long[]::new),
                codes.stream().map(each -> each.message.action).toArray(UUID[]::new),
                codes.stream().map(NewCode::code).toArray(String[]::new),
                codes.stream().map(each -> CodeText.key(each.code)).toArray(String[]::new),
                codes.stream()
                        .map(each -> each.until == null ? null : each.until.toString())
                        .toArray(String[]::new),
                business.value()));
    }

    private static String source(CodeSource code) {
        return switch (code) {
            case CodeSource.Generated() -> "GENERATED";
            case CodeSource.Pool(String pool) -> "POOL";
            case CodeSource.Fixed(String fixed) -> "FIXED";
        };
    }

    private static IssuedOffer read(ResultSet row) throws SQLException {
        return new IssuedOffer(
                row.getString("code"),
                worth(row),
                List.of((String[]) row.getArray("services").getArray()),
                Transaction.instant(row, "valid_until"));
    }

    static Worth worth(ResultSet row) throws SQLException {
        BigDecimal percent = row.getBigDecimal("percent");
        BigDecimal amount = row.getBigDecimal("amount");
        if (percent != null) {
            return new Worth.Percent(percent);
        }
        return amount == null ? new Worth.Gift(row.getString("gift")) : new Worth.Amount(amount);
    }

    /**
     * The message that brought a code never went out: nobody has seen it, so it is as if it had not been given, and a pool has it back.
     * Nothing happens where another message of the start carries it, or where somebody named it.
     */
    public void takeBack(Transaction tx, UUID action) throws SQLException {
        tx.update("""
            with gone as (
                delete from offer_code o where o.action_id = ? and o.used = 0
                   and not exists (select 1 from offer_claim c where c.offer = o.id)
                   and not exists (select 1 from campaign_action a where a.start_id = o.start_id and a.id <> o.action_id
                                   and a.kind = 'message' and a.state in ('SENDING', 'DONE', 'UNCERTAIN', 'FAILED'))
                returning o.business_id, o.key, o.source)
            update offer_pool_code p set taken_at = null from gone
            where gone.source = 'POOL' and p.business_id = gone.business_id and p.key = gone.key
            """, action);
    }
}
