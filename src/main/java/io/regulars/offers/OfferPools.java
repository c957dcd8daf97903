package io.regulars.offers;

import io.regulars.access.AuditLog;
import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.RunningCampaigns;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Codes that a business brings along, of which each client gets one. */
@ApplicationScoped
class OfferPools {
    /** With fewer than one of so many left a pool is low. */
    private static final int LOW = 10;

    private static final String COUNTS = """
            select p.pool, count(*) as total, count(*) filter (where p.taken_at is null) as unused from offer_pool_code p
            """;

    private final Database database;
    private final Administration administration;
    private final RunningCampaigns campaigns;
    private final DueActions actions;
    private final AuditLog audit;
    private final InstantSource clock;

    OfferPools(
            Database database,
            Administration administration,
            RunningCampaigns campaigns,
            DueActions actions,
            AuditLog audit,
            InstantSource clock) {
        this.database = database;
        this.campaigns = campaigns;
        this.administration = administration;
        this.actions = actions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A pool.
     *
     * @param left how many codes nobody was given
     * @param low whether these are fewer than a tenth, or none
     * @param campaigns those of the running release that give out its codes
     */
    @Schema(name = "OfferPool")
    record Pool(String name, long total, long left, boolean low, List<String> campaigns) {
        Pool {
            campaigns = List.copyOf(campaigns);
        }

        Pool of(List<String> users) {
            return new Pool(name, total, left, low, users);
        }
    }

    /** A pool and the external id of its business. */
    record OfBusiness(String business, Pool pool) {}

    /**
     * What loading codes did.
     *
     * @param added how many are new
     * @param known how many the pool had already
     * @param refused those that are taken elsewhere, with why; the first 100
     */
    @Schema(name = "OfferPoolLoaded")
    record Loaded(Pool pool, int added, int known, List<Refused> refused) {}

    /** A code that was not taken. */
    @Schema(name = "OfferPoolRefused")
    record Refused(String code, String why) {}

    /** All pools of a business, by name: those that have codes, and those that a campaign needs. */
    List<Pool> all(BusinessId business) {
        Map<String, List<String>> needed = needed(business);
        var pools = new TreeMap<String, Pool>();
        needed.forEach((name, users) -> pools.put(name, new Pool(name, 0, 0, true, users)));
        List<Pool> filled = database.transaction(
                tx -> tx.list(COUNTS + " where p.business_id = ? group by p.pool", OfferPools::read, business.value()));
        filled.forEach(pool -> pools.put(pool.name, pool.of(needed.getOrDefault(pool.name, List.of()))));
        return List.copyOf(pools.values());
    }

    private Map<String, List<String>> needed(BusinessId business) {
        var needed = new TreeMap<String, List<String>>();
        for (Campaign campaign : campaigns.catalogue(business).campaigns()) {
            OfferTerms offer = campaign.offer();
            if (offer != null && offer.code() instanceof OfferTerms.CodeSource.Pool(String pool)) {
                needed.computeIfAbsent(pool, name -> new ArrayList<>()).add(campaign.name());
            }
        }
        return needed;
    }

    /** The pools of all businesses that run empty. */
    List<OfBusiness> low(Transaction tx) throws SQLException {
        return tx.list("""
            select b.external_id, p.pool, count(*) as total, count(*) filter (where p.taken_at is null) as unused
            from offer_pool_code p join business b on b.id = p.business_id
            group by b.external_id, p.pool having count(*) filter (where p.taken_at is null) * %s < count(*)
            order by b.external_id, p.pool
            """.formatted(LOW), row -> new OfBusiness(row.getString("external_id"), read(row)));
    }

    private static Pool read(ResultSet row) throws SQLException {
        long total = row.getLong("total");
        long left = row.getLong("unused");
        return new Pool(row.getString("pool"), total, left, left == 0 || left * LOW < total, List.of());
    }

    /** Adds codes to a pool, and lets what waits for one be asked again at once. */
    Loaded load(BusinessId business, String pool, List<String> codes, String by) {
        return administration.transaction(tx -> {
            var told = new LinkedHashMap<String, String>();
            int twice = 0;
            for (String code : codes) {
                twice += told.putIfAbsent(CodeText.key(code), code) == null ? 0 : 1;
            }
            Set<String> added = add(tx, business, pool, told);
            Map<String, String> elsewhere = elsewhere(tx, business, pool, told.keySet(), added);
            if (!added.isEmpty()) {
                actions.askForCodesAgain(tx, business, clock.instant().truncatedTo(ChronoUnit.MICROS));
                audit.record(business.value(), by, "offer-pool-loaded", pool, added.size() + " codes");
            }
            return new Loaded(
                    find(all(business), pool).orElseGet(() -> new Pool(pool, 0, 0, true, List.of())),
                    added.size(),
                    told.size() - added.size() - elsewhere.size() + twice,
                    told.entrySet().stream()
                            .filter(code -> elsewhere.containsKey(code.getKey()))
                            .limit(100)
                            .map(code -> new Refused(code.getValue(), String.valueOf(elsewhere.get(code.getKey()))))
                            .toList());
        });
    }

    /** The one of that name. */
    static Optional<Pool> find(List<Pool> pools, String name) {
        return pools.stream().filter(pool -> pool.name.equals(name)).findFirst();
    }

    private Set<String> add(Transaction tx, BusinessId business, String pool, Map<String, String> codes)
            throws SQLException {
        return new HashSet<>(tx.list(
                """
                insert into offer_pool_code (business_id, pool, key, code, loaded_at)
                select ?, ?, n.key, n.code, ? from unnest(?::text[], ?::text[]) with ordinality n (key, code, place)
                where not exists (select 1 from offer_code o where o.business_id = ? and o.key = n.key)
                order by n.place
                on conflict (business_id, key) do nothing
                returning key
                """,
                row -> row.getString("key"),
                business.value(),
                pool,
                clock.instant(),
                codes.keySet().toArray(String[]::new),
                codes.values().toArray(String[]::new),
                business.value()));
    }

    /** Of those that were not added and are not of the pool: where they are. */
    private static Map<String, String> elsewhere(
            Transaction tx, BusinessId business, String pool, Set<String> told, Set<String> added) throws SQLException {
        String[] rest = told.stream().filter(key -> !added.contains(key)).toArray(String[]::new);
        var elsewhere = new HashMap<String, String>();
        tx.list(
                """
                select p.key, 'it is in the pool ''' || p.pool || '''' as why from offer_pool_code p
                where p.business_id = ? and p.key = any(?) and p.pool <> ?
                union all
                select distinct o.key, 'it was given to a client already' from offer_code o
                where o.business_id = ? and o.key = any(?) and not exists (
                    select 1 from offer_pool_code p where p.business_id = o.business_id and p.key = o.key)
                """,
                row -> elsewhere.put(row.getString("key"), row.getString("why")),
                business.value(),
                rest,
                pool,
                business.value(),
                rest);
        return elsewhere;
    }
}
