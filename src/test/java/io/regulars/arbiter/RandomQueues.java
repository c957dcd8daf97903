package io.regulars.arbiter;

import static io.regulars.arbiter.Asking.riga;
import static java.util.Objects.requireNonNull;

import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.Contacts.Limited;
import io.regulars.arbiter.RecipientFacts.Address;
import io.regulars.arbiter.RecipientFacts.Consent;
import io.regulars.arbiter.RecipientFacts.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A few clients who share addresses, their queues, and a business's policy; played on a simulated clock as deliveries do. */
final class RandomQueues {
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Riga"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kathmandu"));
    private static final List<Instant> STARTS =
            List.of(riga("2026-03-27T12:00:00"), riga("2026-10-23T18:30:00"), riga("2026-11-20T07:00:00"));

    final Policy policy;
    final Map<Integer, RecipientFacts> clients = new HashMap<>();
    final Map<Integer, List<Candidate>> queues = new HashMap<>();
    final List<Contact> contacts = new ArrayList<>();
    final Map<Limited, Map<Instant, Integer>> taken = new HashMap<>();

    /** Each time something was decided: what was asked, and what came of it. */
    final List<Played> played = new ArrayList<>();

    record Played(RecipientFacts facts, List<Candidate> queue, Contacts contacts, Instant now, List<Ruling> rulings) {}

    RandomQueues(long seed) {
        var random = new Random(seed);
        policy = policy(random);
        Instant start = STARTS.get(random.nextInt(STARTS.size()));
        int number = 0;
        for (int client = 1; client <= 1 + random.nextInt(3); client++) {
            String mailbox = "box-" + random.nextInt(2);
            var reach = new HashMap<String, Reach>();
            for (String channel : List.of("email", "sms")) {
                Consent consent = random.nextInt(5) == 0 ? Consent.REFUSED : Consent.GIVEN;
                reach.put(channel, new Reach(consent, null, new Address.Known(channel + mailbox)));
            }
            Set<String> segments = random.nextBoolean() ? Set.of("vip") : Set.of();
            clients.put(
                    client,
                    new RecipientFacts(
                            client,
                            false,
                            segments,
                            ZONES.get(random.nextInt(ZONES.size())),
                            Asking.RIGA,
                            reach,
                            List.of(),
                            null,
                            Set.of(),
                            null));
            var queue = new ArrayList<Candidate>();
            int length = 1 + random.nextInt(6);
            for (int i = 0; i < length; i++) {
                Instant due = start.plusSeconds(random.nextInt(5 * 24 * 60) * 60L);
                queue.add(Asking.due(++number, terms(random), due, Duration.ofHours(1 + random.nextInt(10 * 24))));
            }
            queues.put(client, queue);
        }
    }

    private static Policy policy(Random random) {
        var caps = new ArrayList<Cap>();
        for (Cap.Per per : List.of(Cap.Per.CLIENT, Cap.Per.CHANNEL, Cap.Per.ADDRESS)) {
            if (random.nextInt(3) > 0) {
                caps.add(new Cap(1 + random.nextInt(3), 1 + random.nextInt(7), per));
            }
        }
        return new Policy(
                caps,
                random.nextBoolean() ? List.of(new Policy.SegmentCap("vip", 1 + random.nextInt(4), 7)) : List.of(),
                Duration.ofHours(random.nextInt(3) * 12L),
                new QuietHours(LocalTime.of(random.nextInt(24), 30), LocalTime.of(random.nextInt(24), 30)),
                Map.of("email", new Rate(1 + random.nextInt(120), Rate.Per.HOUR)),
                false);
    }

    private static Terms terms(Random random) {
        boolean marketing = random.nextInt(4) > 0;
        String campaign = "campaign-" + random.nextInt(4);
        List<String> channels = List.of(List.of("email"), List.of("sms"), List.of("sms", "email"))
                .get(random.nextInt(3));
        return new Terms(
                campaign,
                "step-" + random.nextInt(2),
                0,
                marketing ? Purpose.MARKETING : Purpose.SERVICE,
                random.nextInt(5) * 10,
                channels,
                Set.of(),
                random.nextInt(4) == 0 ? List.of(new Cap(1, 3, Cap.Per.CAMPAIGN)) : List.of(),
                random.nextInt(4) == 0 ? new Rate(2, Rate.Per.DAY) : null,
                QuietHours.Mode.HOLD,
                30);
    }

    /** Decides whatever is due, moment by moment and client by client, until nothing waits. */
    void play(Random order) {
        int rounds = 0;
        Optional<Instant> next = nextDue();
        while (next.isPresent()) {
            if (++rounds > 1_000) {
                throw new AssertionError("something waits for ever");
            }
            Instant now = next.get();
            for (int client : clients.keySet()) {
                List<Candidate> queue = new ArrayList<>(queues.get(client));
                if (queue.stream().allMatch(one -> one.dueAt().isAfter(now))) {
                    continue;
                }
                Collections.shuffle(queue, order);
                List<Contact> past = new ArrayList<>(contacts);
                Collections.shuffle(past, order);
                var known = new Contacts(past, copyOfTaken());
                List<Ruling> rulings = Arbiter.decide(policy, queue, requireNonNull(clients.get(client)), known, now);
                played.add(new Played(requireNonNull(clients.get(client)), queue, known, now, rulings));
                rulings.forEach(ruling -> apply(client, ruling, now));
            }
            next = nextDue();
        }
    }

    private Map<Limited, Map<Instant, Integer>> copyOfTaken() {
        var copy = new HashMap<Limited, Map<Instant, Integer>>();
        taken.forEach((limited, buckets) -> copy.put(limited, Map.copyOf(buckets)));
        return copy;
    }

    private Optional<Instant> nextDue() {
        return queues.values().stream()
                .flatMap(List::stream)
                .map(Candidate::dueAt)
                .min(Instant::compareTo);
    }

    private void apply(int client, Ruling ruling, Instant now) {
        List<Candidate> queue = requireNonNull(queues.get(client));
        queue.removeIf(one -> one.id().equals(ruling.candidate().id()));
        ruling.places()
                .forEach((limited, bucket) ->
                        taken.computeIfAbsent(limited, none -> new HashMap<>()).merge(bucket, 1, Integer::sum));
        switch (ruling.verdict()) {
            case Verdict.Send send ->
                contacts.add(new Contact(
                        now,
                        client,
                        send.address(),
                        send.channel(),
                        ruling.candidate().terms().purpose(),
                        ruling.candidate().terms().campaign(),
                        ruling.candidate().terms().step()));
            case Verdict.Hold hold ->
                queue.add(ruling.candidate()
                        .heldUntil(hold.until(), ruling.places().isEmpty() ? null : hold.until()));
            case Verdict.Drop drop -> {}
            case Verdict.Perform perform -> throw new AssertionError("all are messages");
        }
    }

    /** How many lie in the window that ends with each of them: at most. */
    static int most(List<Instant> moments, Duration window) {
        int most = 0;
        for (Instant end : moments) {
            int inside = 0;
            for (Instant moment : moments) {
                if (!moment.isAfter(end) && moment.isAfter(end.minus(window))) {
                    inside++;
                }
            }
            most = Math.max(most, inside);
        }
        return most;
    }
}
