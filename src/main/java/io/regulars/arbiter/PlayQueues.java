package io.regulars.arbiter;

import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.Contacts.Limited;
import io.regulars.arbiter.RecipientFacts.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plays what waits of many clients on a simulated clock, moment by moment, as deliveries will decide it if nobody books, answers or
 * unsubscribes meanwhile. For one thread.
 */
public final class PlayQueues {
    private final Policy policy;
    private final Stock stock;
    private final Map<Long, Waiting> clients = new HashMap<>();
    private final Map<Long, List<Contact>> byClient = new HashMap<>();
    private final Map<String, List<Contact>> byAddress = new HashMap<>();
    private final Map<Limited, Map<Instant, Integer>> taken = new HashMap<>();
    private final List<Happened> happened = new ArrayList<>();

    private PlayQueues(Policy policy, Contacts contacts, Stock stock) {
        this.policy = policy;
        this.stock = stock;
        contacts.past().forEach(this::add);
        contacts.taken().forEach((limited, buckets) -> taken.put(limited, new HashMap<>(buckets)));
    }

    /** What waits of a client. */
    public record Waiting(RecipientFacts facts, List<Candidate> queue) {}

    /** One decision about one action. */
    public record Happened(Instant at, long client, Candidate candidate, Verdict verdict) {}

    /** A client who has something due at a moment. */
    private record Due(Instant at, long client) {}

    /** Codes that messages bring, of which there are only so many. */
    public interface Stock {
        /** There are always enough. */
        Stock ENDLESS = new Stock() {
            @Override
            public @Nullable String lacking(UUID message) {
                return null;
            }

            @Override
            public void sent(UUID message) {}
        };

        /** Why a message cannot bring what it is to bring; null: it can. */
        @Nullable
        String lacking(UUID message);

        /** A message has gone out with it. */
        void sent(UUID message);
    }

    /**
     * Plays until a moment; what happens, in order. Of one moment the clients come in the order of their numbers.
     *
     * @param contacts of all these clients and their addresses, as far back as the longest cap
     */
    public static List<Happened> play(
            Policy policy, List<Waiting> clients, Contacts contacts, Stock stock, Instant from, Instant until) {
        var play = new PlayQueues(policy, contacts, stock);
        var due = new PriorityQueue<Due>(Comparator.comparing(Due::at).thenComparingLong(Due::client));
        for (Waiting client : clients) {
            play.clients.put(client.facts().client(), client);
            next(client, from)
                    .ifPresent(at -> due.add(new Due(at, client.facts().client())));
        }
        while (!due.isEmpty() && !due.peek().at().isAfter(until)) {
            Due first = due.remove();
            play.decide(first);
            next(Objects.requireNonNull(play.clients.get(first.client())), first.at())
                    .ifPresent(at -> due.add(new Due(at, first.client())));
        }
        return play.happened;
    }

    /** When something is due of a client, now at the earliest. */
    private static Optional<Instant> next(Waiting client, Instant now) {
        return client.queue().stream()
                .map(Candidate::dueAt)
                .min(Instant::compareTo)
                .map(at -> at.isBefore(now) ? now : at);
    }

    private void decide(Due due) {
        Waiting waiting = Objects.requireNonNull(clients.get(due.client()));
        List<Contact> known = new ArrayList<>(byClient.getOrDefault(due.client(), List.of()));
        waiting.facts().reach().values().stream()
                .map(RecipientFacts.Reach::address)
                .filter(Address.Known.class::isInstance)
                .map(address -> ((Address.Known) address).hash())
                .distinct()
                .flatMap(hash -> byAddress.getOrDefault(hash, List.of()).stream())
                .filter(contact -> contact.client() != due.client())
                .forEach(known::add);
        List<Candidate> left = new ArrayList<>(waiting.queue());
        List<Candidate> candidates = waiting.queue().stream()
                .map(candidate -> candidate.lacking(stock.lacking(candidate.id())))
                .toList();
        List<Ruling> rulings =
                Arbiter.decide(policy, candidates, waiting.facts(), new Contacts(known, taken), due.at());
        for (Ruling ruling : rulings) {
            Candidate candidate = ruling.candidate();
            left.removeIf(one -> one.id().equals(candidate.id()));
            happened.add(new Happened(due.at(), due.client(), candidate, ruling.verdict()));
            ruling.places()
                    .forEach((limited, bucket) -> taken.computeIfAbsent(limited, none -> new HashMap<>())
                            .merge(bucket, 1, Integer::sum));
            switch (ruling.verdict()) {
                case Verdict.Send send -> {
                    stock.sent(candidate.id());
                    add(new Contact(
                            due.at(),
                            due.client(),
                            send.address(),
                            send.channel(),
                            candidate.terms().purpose(),
                            candidate.terms().campaign(),
                            candidate.terms().step()));
                }
                case Verdict.Hold hold ->
                    left.add(candidate.heldUntil(hold.until(), ruling.places().isEmpty() ? null : hold.until()));
                case Verdict.Perform perform -> {}
                case Verdict.Drop drop -> {}
            }
        }
        clients.put(due.client(), new Waiting(waiting.facts(), left));
    }

    private void add(Contact contact) {
        byClient.computeIfAbsent(contact.client(), none -> new ArrayList<>()).add(contact);
        byAddress.computeIfAbsent(contact.address(), none -> new ArrayList<>()).add(contact);
    }
}
