package io.regulars.delivery;

import io.regulars.access.BusinessId;
import io.regulars.access.ContactPolicies;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts;
import io.regulars.arbiter.PlayQueues;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.SendingForecast;
import io.regulars.campaigns.ActionCandidate;
import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.DueActions;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    ForecastSending(DueActions actions, ContactPolicies policies, ReachOfClient reach, ContactRows contacts) {
        this.actions = actions;
        this.policies = policies;
        this.reach = reach;
        this.contacts = contacts;
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

    /** Takes clients, some at a time, and tells what they get. For one thread. */
    public final class Forecast {
        private final Question question;
        private final List<PlayQueues.Waiting> clients = new ArrayList<>();

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
                List<Candidate> candidates = all.stream()
                        .map(action -> candidate(action, client, policy))
                        .filter(candidate -> !candidate.dueAt().isAfter(question.until))
                        .toList();
                clients.add(new PlayQueues.Waiting(
                        client.facts(
                                false,
                                recipient.segments(),
                                reached.of(client, candidates),
                                tasks.getOrDefault(client.number(), Set.of())),
                        candidates));
            }
        }

        private Candidate candidate(DueActions.Queued action, Addressee client, Policy policy) {
            Candidate candidate = ActionCandidate.of(action, question.campaigns, client);
            Instant planned = candidate.planned(policy, client.zone(), question.from);
            return planned.equals(candidate.dueAt()) ? candidate : candidate.heldUntil(planned, candidate.reserved());
        }

        /** What they get, counted by the days of a zone. */
        public SendingForecast tell(Transaction tx, ZoneId zone) throws SQLException {
            Policy policy = policies.of(tx, question.business).policy().sending();
            List<Candidate> all =
                    clients.stream().flatMap(client -> client.queue().stream()).toList();
            Contacts past = contacts.read(tx, question.business, policy, all, question.from);
            return SendingForecast.of(PlayQueues.play(policy, clients, past, question.from, question.until), zone);
        }
    }
}
