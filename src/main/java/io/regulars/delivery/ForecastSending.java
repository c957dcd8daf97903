package io.regulars.delivery;

import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.ContactPolicies;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts;
import io.regulars.arbiter.PlayQueues;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.SendingForecast;
import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.ledger.ActionCandidate;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.offers.CodesLeft;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Foretells what goes out: what waits, and what would be started, is played through the arbiter on a simulated clock, with the contacts
 * of the past. Nothing is written.
 */
@ApplicationScoped
public class ForecastSending {
    private final DueActions actions;
    private final ContactPolicies policies;
    private final ReachOfClient reach;
    private final ContactRows contacts;
    private final CodesLeft pools;

    ForecastSending(
            DueActions actions, ContactPolicies policies, ReachOfClient reach, ContactRows contacts, CodesLeft pools) {
        this.actions = actions;
        this.policies = policies;
        this.reach = reach;
        this.contacts = contacts;
        this.pools = pools;
    }

    /**
     * What is asked.
     *
     * @param campaigns of the release by whose words all goes out
     * @param until what is due later is not looked at
     */
    public record Question(BusinessId business, CampaignCatalogue campaigns, Instant from, Instant until) {}

    /**
     * A client as they are when it begins.
     *
     * @param segments that they are in then
     * @param starting what is queued for them then, besides what waits already
     */
    public record Recipient(Addressee client, Set<String> segments, List<DueActions.Queued> starting) {}

    /** The clients of whom something waits already. */
    public Set<Long> waiting(Transaction tx, Question question) throws SQLException {
        return actions.clientsWaiting(tx, question.business, question.until);
    }

    /** A forecast of nothing yet. */
    public Forecast begin(Question question) {
        return new Forecast(question);
    }

    /** A code of a pool, and what it is for. */
    private record WantedCode(String pool, String start) {}

    /** Pools of which each start of a campaign takes a code with the first message that goes; nobody fills them meanwhile. */
    private record PoolsLeft(Map<UUID, WantedCode> wanted, Map<String, Long> left, Set<WantedCode> served)
            implements PlayQueues.Stock {
        PoolsLeft(Map<UUID, WantedCode> wanted, Map<String, Long> left) {
            this(wanted, new HashMap<>(left), new HashSet<>());
        }

        @Override
        public @Nullable String lacking(UUID message) {
            WantedCode code = wanted.get(message);
            return code == null || served.contains(code) || left.getOrDefault(code.pool, 0L) > 0
                    ? null
                    : "the pool '" + code.pool + "' has no code left";
        }

        @Override
        public void sent(UUID message) {
            WantedCode code = wanted.get(message);
            if (code != null && served.add(code)) {
                left.merge(code.pool, -1L, Long::sum);
            }
        }
    }

    /** Takes clients, some at a time, and tells what they get. For one thread. */
    public final class Forecast {
        private final Question question;
        private final List<PlayQueues.Waiting> clients = new ArrayList<>();
        private final Set<UUID> starting = new HashSet<>();
        private final Map<UUID, WantedCode> codes = new HashMap<>();

        private Forecast(Question question) {
            this.question = question;
        }

        /** Adds clients; each comes once. */
        public void add(Transaction tx, Collection<Recipient> some) throws SQLException {
            var writing = policies.of(tx, question.business);
            Policy policy = writing.policy().sending();
            List<Long> numbers =
                    some.stream().map(recipient -> recipient.client().number()).toList();
            Map<Long, List<DueActions.Queued>> queued = actions.queued(tx, numbers, question.until);
            Map<Long, Set<String>> tasks = actions.openTasks(tx, numbers, question.from);
            ReachOfClient.Many reached = reach.many(tx, question.business, writing, question.from);
            for (Recipient recipient : some) {
                Addressee client = recipient.client();
                var all = new ArrayList<>(queued.getOrDefault(client.number(), List.of()));
                all.addAll(recipient.starting());
                recipient.starting().forEach(action -> starting.add(action.id()));
                all.forEach(action -> wantedCode(client, action).ifPresent(code -> codes.put(action.id(), code)));
                List<Candidate> candidates = all.stream()
                        .map(action -> candidate(action, client, policy))
                        .filter(candidate -> !candidate.dueAt().isAfter(question.until))
                        .toList();
                clients.add(new PlayQueues.Waiting(
                        client.facts(
                                false,
                                recipient.segments(),
                                reached.of(client, candidates),
                                tasks.getOrDefault(client.number(), Set.of()),
                                reached.ownCap(client)),
                        candidates));
            }
        }

        /** The code of a pool that a message is to bring: one for each start of its campaign. */
        private Optional<WantedCode> wantedCode(Addressee client, DueActions.Queued action) {
            return question.campaigns
                    .campaign(action.campaign())
                    .filter(campaign -> action.content().kind().equals("message"))
                    .map(Campaign::offer)
                    .map(OfferTerms::code)
                    .filter(OfferTerms.CodeSource.Pool.class::isInstance)
                    .map(code -> new WantedCode(
                            ((OfferTerms.CodeSource.Pool) code).pool(),
                            client.number() + " " + action.campaign() + " " + action.origin()));
        }

        private Candidate candidate(DueActions.Queued action, Addressee client, Policy policy) {
            Candidate candidate = ActionCandidate.of(action, question.campaigns, client);
            Instant planned = candidate.planned(policy, client.zone(), question.from);
            return planned.equals(candidate.dueAt()) ? candidate : candidate.heldUntil(planned, candidate.reserved());
        }

        private PlayQueues.Stock stock(Transaction tx) throws SQLException {
            return codes.isEmpty() ? PlayQueues.Stock.ENDLESS : new PoolsLeft(codes, pools.left(tx, question.business));
        }

        /**
         * What they get, counted by the days of a zone.
         *
         * @param startingOnly whether only what is started then is counted
         */
        public SendingForecast tell(Transaction tx, ZoneId zone, boolean startingOnly) throws SQLException {
            Policy policy = policies.of(tx, question.business).policy().sending();
            List<Candidate> all =
                    clients.stream().flatMap(client -> client.queue().stream()).toList();
            Contacts past = contacts.read(tx, question.business, policy, all, question.from);
            List<PlayQueues.Happened> happened =
                    PlayQueues.play(policy, clients, past, stock(tx), question.from, question.until);
            return SendingForecast.of(
                    startingOnly
                            ? happened.stream()
                                    .filter(one ->
                                            starting.contains(one.candidate().id()))
                                    .toList()
                            : happened,
                    zone);
        }
    }
}
