package io.regulars.delivery;

import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.ContactPolicies;
import io.regulars.arbiter.Arbiter;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.RecipientFacts;
import io.regulars.arbiter.Ruling;
import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.ledger.ActionCandidate;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.offers.IssueOffers;
import io.regulars.platform.database.Transaction;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Asks the arbiter about one action of a client, as if it were due at that moment and nothing else were. */
@ApplicationScoped
class AskAboutOne {
    private final DueActions actions;
    private final ContactPolicies policies;
    private final LoadClients loadClients;
    private final ReachOfClient reach;
    private final ContactRows contacts;
    private final IssueOffers offers;

    AskAboutOne(
            DueActions actions,
            ContactPolicies policies,
            LoadClients loadClients,
            ReachOfClient reach,
            ContactRows contacts,
            IssueOffers offers) {
        this.actions = actions;
        this.policies = policies;
        this.loadClients = loadClients;
        this.reach = reach;
        this.contacts = contacts;
        this.offers = offers;
    }

    /** The answer, and what it started from. */
    record Answer(DecisionInput input, CarryRulings.Means means, Ruling ruling) {}

    /**
     * Asks.
     *
     * @param client our own number
     * @param lock whether nobody else may write to the client and their addresses, or take a code, before the transaction ends: for who goes
     *     on to do so
     */
    Answer ask(
            Transaction tx,
            BusinessId business,
            RunningRelease release,
            long client,
            DueActions.Queued action,
            Instant now,
            boolean lock)
            throws SQLException {
        ContactPolicies.WritingBusiness writing = policies.of(tx, business);
        Policy policy = writing.policy().sending();
        LoadClients.Loaded loaded = loadClients.load(tx, business, List.of(client), Map.of());
        LoadedClient known = loaded.clients().getFirst();
        var addressee = new Addressee(
                client, Client.of(loaded.business(), known.history().latest(), now, Cutoffs.NONE));
        var input = new DecisionInput(business, writing, addressee, release, new ServiceNames(business));
        List<IssueOffers.Wanted> wanted = WantedOffer.of(action, input).stream().toList();
        IssueOffers.Ready codes =
                lock ? offers.ready(tx, business, wanted, now) : offers.lookAhead(tx, business, wanted, now);
        List<Candidate> one = List.of(
                ActionCandidate.of(action, release.campaigns(), addressee).lacking(codes.lacking(action.id())));
        ReachOfClient.Known addresses = reach.of(tx, input, one);
        RecipientFacts facts = addressee.facts(
                false,
                known.previous().memberships().keySet(),
                addresses.reach(),
                actions.openTasks(tx, client, now),
                addresses.ownCap());
        if (lock) {
            contacts.lock(tx, business, policy, one, addresses.hashes());
        }
        Contacts past = contacts.read(tx, business, policy, one, List.of(client), addresses.hashes(), now);
        return new Answer(
                input,
                new CarryRulings.Means(addresses, codes),
                Arbiter.decide(policy, one, facts, past, now).getFirst());
    }
}
