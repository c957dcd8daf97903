package io.regulars.offers;

import io.regulars.access.BusinessId;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.OfferTerms.CodeSource;
import io.regulars.campaigns.OfferTerms.Worth;
import io.regulars.platform.Transaction;
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
import java.util.Optional;
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
                    left(tx, business, pool.getKey(), pool.getValue().size()));
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

    private static List<String> left(Transaction tx, BusinessId business, String pool, int count) throws SQLException {
        return tx.list("""
                select code from offer_pool_code where business_id = ? and pool = ? and taken_at is null
                order by n limit ? for update skip locked
                """, row -> row.getString("code"), business.value(), pool, count);
    }

    /** Gives a client the code of a message: the one it was given before, else that of its start while it holds, else a new one. */
    public IssuedOffer issue(
            Transaction tx, BusinessId business, long client, Wanted message, Ready ready, ZoneId zone, Instant now)
            throws SQLException {
        Optional<IssuedOffer> earlier = tx.first(
                "select code, percent, amount, gift, services, valid_until from offer_code where start_id = ? and (action_id = ? or "
                        + HOLDS + ") order by action_id = ? desc, id desc limit 1",
                IssueOffers::read,
                message.start,
                message.action,
                now,
                message.action);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Instant until = endOfDay(message, zone);
        String code = switch (message.terms.code()) {
            case CodeSource.Generated() -> generated(tx, business, client, message, until, now);
            case CodeSource.Fixed(String fixed) -> insert(tx, business, client, message, fixed, until, now);
            case CodeSource.Pool(String pool) -> {
                String kept = ready.kept.get(message.start);
                if (kept == null) {
                    throw new IllegalStateException("no code of the pool '" + pool + "' is kept for the message");
                }
                tx.update(
                        "update offer_pool_code set taken_at = ? where business_id = ? and key = ?",
                        now,
                        business.value(),
                        CodeText.key(kept));
                yield insert(tx, business, client, message, kept, until, now);
            }
        };
        if (code == null) {
            throw new IllegalStateException("the code is another client's already");
        }
        return new IssuedOffer(code, message.terms.worth(), message.terms.services(), until);
    }

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

    private String generated(
            Transaction tx, BusinessId business, long client, Wanted message, @Nullable Instant until, Instant now)
            throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            String code = CodeText.random(random);
            String issued = insert(tx, business, client, message, code, until, now);
            if (issued != null) {
                return issued;
            }
        }
        throw new IllegalStateException("no new code was found in " + TRIES + " tries");
    }

    /** Null: the code is taken. */
    private static @Nullable String insert(
            Transaction tx,
            BusinessId business,
            long client,
            Wanted message,
            String code,
            @Nullable Instant until,
            Instant now)
            throws SQLException {
        OfferTerms terms = message.terms;
        String key = CodeText.key(code);
        return tx.first(
                        """
                        insert into offer_code (business_id, client_id, campaign, start_id, action_id, source, code, key, percent, amount,
                                                gift, services, categories, min_spend, uses, stack, issued_at, valid_until, state)
                        select ?, ?, ?, ?, ?, s.source, ?, k.key, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ISSUED'
                        from (select ? as source) s, (select ? as key) k
                        where s.source <> 'GENERATED' or not exists (
                            select 1 from offer_pool_code p where p.business_id = ? and p.key = k.key)
                        on conflict (business_id, key) where source <> 'FIXED' do nothing
                        returning code
                        """,
                        row -> row.getString("code"),
                        business.value(),
                        client,
                        message.campaign,
                        message.start,
                        message.action,
                        code,
                        terms.worth() instanceof Worth.Percent(BigDecimal percent) ? percent : null,
                        terms.worth() instanceof Worth.Amount(BigDecimal amount) ? amount : null,
                        terms.worth() instanceof Worth.Gift(String gift) ? gift : null,
                        terms.services().toArray(String[]::new),
                        terms.categories().toArray(String[]::new),
                        terms.minSpend(),
                        terms.uses(),
                        terms.stack(),
                        now,
                        until,
                        source(terms.code()),
                        key,
                        business.value())
                .orElse(null);
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
