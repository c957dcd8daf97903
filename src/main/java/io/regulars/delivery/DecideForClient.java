package io.regulars.delivery;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.regulars.access.BusinessId;
import io.regulars.access.ContactPolicies;
import io.regulars.arbiter.Arbiter;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts;
import io.regulars.arbiter.Facts;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.Ruling;
import io.regulars.campaigns.ActionCandidate;
import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.DueActions;
import io.regulars.evaluation.LoadClients;
import io.regulars.evaluation.LoadedClient;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.offers.IssueOffers;
import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides about what waits of one client, in one transaction: with the client's row, their addresses and the rates locked, in this
 * order, so that whoever shares something with them waits.
 */
@ApplicationScoped
class DecideForClient {
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

    DecideForClient(
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
                .description("How long it takes to decide what is due of one client, and to store it")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    private record Locked(BusinessId business, boolean erased) {}

    /** Decides about what is due; says how many actions that were, none if somebody else holds the client. */
    int decide(long client, Instant now) {
        return requireNonNull(timer.record(() -> database.transaction(tx -> decide(tx, client, now))));
    }

    private int decide(Transaction tx, long client, Instant now) throws SQLException {
        Optional<Locked> locked = tx.first(
                "select business_id, erased_at from client where id = ? for update skip locked",
                row -> new Locked(
                        new BusinessId(row.getInt("business_id")), Transaction.instant(row, "erased_at") != null),
                client);
        if (locked.isEmpty()) {
            return 0;
        }
        BusinessId business = locked.get().business();
        ContactPolicies.WritingBusiness writing = policies.of(tx, business);
        Policy policy = writing.policy().sending();
        List<DueActions.Queued> unplanned = actions.unplanned(tx, client);
        if (unplanned.isEmpty() && nothingDue(actions.queued(tx, client, now), now)) {
            return 0;
        }
        RunningRelease release = active.running(tx, business);
        LoadClients.Loaded loaded = loadClients.load(tx, business, List.of(client), Map.of());
        LoadedClient known = loaded.clients().getFirst();
        var situation = new Situation(
                business,
                writing,
                new Addressee(
                        client, Client.of(loaded.business(), known.history().latest(), now, Cutoffs.NONE)),
                release);
        for (DueActions.Queued action : unplanned) {
            actions.plan(tx, action.id(), candidate(action, situation).planned(policy, situation.zone(), now));
        }
        List<DueActions.Queued> queued = actions.queued(tx, client, now.plus(policy.gap()));
        if (nothingDue(queued, now)) {
            return 0;
        }
        IssueOffers.Ready codes = offers.ready(
                tx,
                business,
                queued.stream()
                        .filter(action -> !action.dueAt().isAfter(now))
                        .flatMap(action -> WantedOffer.of(action, situation).stream())
                        .toList(),
                now);
        List<Candidate> candidates = queued.stream()
                .map(action -> candidate(action, situation).lacking(codes.lacking(action.id())))
                .toList();
        ReachOfClient.Known addresses = reach.of(tx, situation, candidates);
        Facts facts = situation
                .addressee()
                .facts(
                        locked.get().erased(),
                        known.held().memberships().keySet(),
                        addresses.reach(),
                        actions.openTasks(tx, client, now));
        contacts.lock(tx, situation, policy, candidates, addresses.hashes());
        Contacts past = contacts.read(tx, situation, policy, candidates, addresses.hashes());
        List<Ruling> rulings = Arbiter.decide(policy, candidates, facts, past, now);
        for (Ruling ruling : rulings) {
            carry.out(tx, situation, ruling, queuedOf(queued, ruling), new CarryRulings.Means(addresses, codes));
        }
        contacts.take(tx, business, rulings);
        return rulings.size();
    }

    private static Candidate candidate(DueActions.Queued action, Situation situation) {
        return ActionCandidate.of(action, situation.release().campaigns(), situation.addressee());
    }

    private static boolean nothingDue(List<DueActions.Queued> queued, Instant now) {
        return queued.stream().allMatch(action -> action.dueAt().isAfter(now));
    }

    private static DueActions.Queued queuedOf(List<DueActions.Queued> queued, Ruling ruling) {
        return queued.stream()
                .filter(action -> action.id().equals(ruling.candidate().id()))
                .findFirst()
                .orElseThrow();
    }
}
