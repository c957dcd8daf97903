package io.regulars.delivery;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.ContactPolicies;
import io.regulars.arbiter.Arbiter;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.RecipientFacts;
import io.regulars.arbiter.Ruling;
import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.ledger.ActionCandidate;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.offers.IssueOffers;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Decides about what waits of clients of one business, in one transaction: with the clients' rows, their addresses and the rates locked,
 * in this order, so that whoever shares something with them waits. Each client is decided with what those before took.
 */
@ApplicationScoped
class DecideForClients {
    private final Database database;
    private final DueActions actions;
    private final ActiveRelease active;
    private final ContactPolicies policies;
    private final LoadClients loadClients;
    private final ReachOfClient reach;
    private final ContactRows contacts;
    private final IssueOffers offers;
    private final CarryRulings carry;
    private final Timer timer;

    DecideForClients(
            Database database,
            DueActions actions,
            ActiveRelease active,
            ContactPolicies policies,
            LoadClients loadClients,
            ReachOfClient reach,
            ContactRows contacts,
            IssueOffers offers,
            CarryRulings carry,
            MeterRegistry meters) {
        this.database = database;
        this.actions = actions;
        this.active = active;
        this.policies = policies;
        this.loadClients = loadClients;
        this.reach = reach;
        this.contacts = contacts;
        this.offers = offers;
        this.carry = carry;
        this.timer = Timer.builder("regulars.decide")
                .description("How long it takes to decide what is due of a batch of clients, and to store it")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    /** Clients of one business have to be decided one by one. */
    static final class OneByOne extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OneByOne(String why) {
            super(why);
        }
    }

    /**
     * Decides about what is due; says how many actions that were. A client whom somebody else holds is left out.
     *
     * @param clients of one business, in the order in which they are decided
     * @throws OneByOne if several cannot be decided together; nothing is decided then
     */
    int decide(BusinessId business, List<Long> clients, Instant now) {
        return requireNonNull(timer.record(() -> database.transaction(tx -> decide(tx, business, clients, now))));
    }

    int decide(Transaction tx, BusinessId business, List<Long> clients, Instant now) throws SQLException {
        Map<Long, Boolean> erased = locked(tx, clients);
        if (erased.isEmpty()) {
            return 0;
        }
        ContactPolicies.WritingBusiness writing = policies.of(tx, business);
        Policy policy = writing.policy().sending();
        Map<Long, List<DueActions.Queued>> unplanned = actions.unplanned(tx, erased.keySet());
        Map<Long, List<DueActions.Queued>> queued = actions.queued(tx, erased.keySet(), now.plus(policy.gap()));
        Set<Long> concerned = new HashSet<>(unplanned.keySet());
        concerned.addAll(withSomethingDue(queued, now));
        if (concerned.isEmpty()) {
            return 0;
        }
        RunningRelease release = active.running(tx, business);
        LoadClients.Loaded loaded = loadClients.load(tx, business, concerned, Map.of());
        var services = new ServiceNames(business);
        var inputs = new HashMap<Long, DecisionInput>();
        var segments = new HashMap<Long, Set<String>>();
        for (LoadedClient known : loaded.clients()) {
            var addressee = new Addressee(
                    known.id(), Client.of(loaded.business(), known.history().latest(), now, Cutoffs.NONE));
            inputs.put(known.id(), new DecisionInput(business, writing, addressee, release, services));
            segments.put(known.id(), known.previous().memberships().keySet());
        }
        if (!unplanned.isEmpty()) {
            actions.plan(tx, planned(unplanned, inputs, policy, now));
            queued = actions.queued(tx, erased.keySet(), now.plus(policy.gap()));
        }
        Set<Long> due = withSomethingDue(queued, now);
        List<DecisionInput> inOrder = clients.stream()
                .filter(due::contains)
                .map(client -> requireNonNull(inputs.get(client)))
                .toList();
        return inOrder.isEmpty() ? 0 : decide(tx, inOrder, queued, new Standing(erased, segments), policy);
    }

    /** What is known of clients: whether they are erased, and in which segments they are. */
    private record Standing(Map<Long, Boolean> erased, Map<Long, Set<String>> segments) {}

    private int decide(
            Transaction tx,
            List<DecisionInput> inputs,
            Map<Long, List<DueActions.Queued>> queued,
            Standing standing,
            Policy policy)
            throws SQLException {
        BusinessId business = inputs.getFirst().business();
        Instant now = inputs.getFirst().now();
        List<Long> clients = inputs.stream().map(DecisionInput::number).toList();
        IssueOffers.Ready codes = codes(tx, inputs, queued, now);
        var candidates = new HashMap<Long, List<Candidate>>();
        for (DecisionInput input : inputs) {
            candidates.put(
                    input.number(),
                    ofClient(queued, input.number()).stream()
                            .map(action -> candidate(action, input).lacking(codes.lacking(action.id())))
                            .toList());
        }
        List<Candidate> all = candidates.values().stream().flatMap(List::stream).toList();
        Map<Long, ReachOfClient.Known> reached = reach.of(tx, inputs, candidates);
        Map<Long, Set<String>> tasks = actions.openTasks(tx, clients, now);
        Set<String> addresses = reached.values().stream()
                .flatMap(known -> known.hashes().stream())
                .collect(Collectors.toSet());
        contacts.lock(tx, business, policy, all, addresses);
        var past = new GrowingContacts(contacts.read(tx, business, policy, all, clients, addresses, now));
        var decided = new ArrayList<CarryRulings.Decided>();
        for (DecisionInput input : inputs) {
            long client = input.number();
            ReachOfClient.Known known = requireNonNull(reached.get(client));
            RecipientFacts facts = input.addressee()
                    .facts(
                            requireNonNull(standing.erased.get(client)),
                            requireNonNull(standing.segments.get(client)),
                            known.reach(),
                            tasks.getOrDefault(client, Set.of()),
                            known.ownCap());
            List<Ruling> rulings =
                    Arbiter.decide(policy, ofClient(candidates, client), facts, past.of(client, known.hashes()), now);
            past.add(client, rulings, now);
            for (Ruling ruling : rulings) {
                decided.add(new CarryRulings.Decided(
                        input,
                        queuedOf(ofClient(queued, client), ruling),
                        ruling,
                        new CarryRulings.Means(known, codes)));
            }
        }
        if (!carry.out(tx, decided).isEmpty() && inputs.size() > 1) {
            // others were decided as if that message had gone out
            throw new OneByOne("a message could not be written");
        }
        contacts.take(
                tx, business, decided.stream().map(CarryRulings.Decided::ruling).toList());
        return decided.size();
    }

    /** Locks those whom nobody else holds; by client, whether they are erased. */
    private static Map<Long, Boolean> locked(Transaction tx, List<Long> clients) throws SQLException {
        // Nothing goes out before a claim has committed, and that commit writes to the disk all that came before it.
        // What a failing server loses of a decision no receiver has seen, and it is decided again, alike.
        var locked = new HashMap<Long, Boolean>();
        tx.list("""
                select id, erased_at is not null as erased, set_config('synchronous_commit', 'off', true) from client
                where id = any(?) order by id for update skip locked
                """, row -> locked.put(row.getLong("id"), row.getBoolean("erased")), (Object)
                clients.toArray(Long[]::new));
        return locked;
    }

    /** Codes of a pool are kept for one client at a time: whoever gets none must not miss one that another does not need in the end. */
    private IssueOffers.Ready codes(
            Transaction tx, List<DecisionInput> inputs, Map<Long, List<DueActions.Queued>> queued, Instant now)
            throws SQLException {
        List<IssueOffers.Wanted> wanted = inputs.stream()
                .flatMap(input -> ofClient(queued, input.number()).stream()
                        .filter(action -> !action.dueAt().isAfter(now))
                        .flatMap(action -> WantedOffer.of(action, input).stream()))
                .toList();
        boolean ofPools = wanted.stream().anyMatch(each -> each.terms().code() instanceof OfferTerms.CodeSource.Pool);
        if (ofPools && inputs.size() > 1) {
            throw new OneByOne("codes of a pool are kept for one client at a time");
        }
        return offers.ready(tx, inputs.getFirst().business(), wanted, now);
    }

    private static Map<UUID, Instant> planned(
            Map<Long, List<DueActions.Queued>> unplanned, Map<Long, DecisionInput> inputs, Policy policy, Instant now) {
        var planned = new LinkedHashMap<UUID, Instant>();
        unplanned.forEach((client, its) -> {
            DecisionInput input = requireNonNull(inputs.get(client));
            its.forEach(
                    action -> planned.put(action.id(), candidate(action, input).planned(policy, input.zone(), now)));
        });
        return planned;
    }

    private static Candidate candidate(DueActions.Queued action, DecisionInput input) {
        return ActionCandidate.of(action, input.release().campaigns(), input.addressee());
    }

    private static Set<Long> withSomethingDue(Map<Long, List<DueActions.Queued>> queued, Instant now) {
        return queued.entrySet().stream()
                .filter(each -> each.getValue().stream()
                        .anyMatch(action -> !action.dueAt().isAfter(now)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static <T> List<T> ofClient(Map<Long, List<T>> all, long client) {
        return all.getOrDefault(client, List.of());
    }

    private static DueActions.Queued queuedOf(List<DueActions.Queued> queued, Ruling ruling) {
        return queued.stream()
                .filter(action -> action.id().equals(ruling.candidate().id()))
                .findFirst()
                .orElseThrow();
    }
}
