package io.regulars.arbiter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.arbiter.Contacts.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of random queues, whatever the policy: no window holds more than its cap, nobody is woken, and the order of arrival is nothing. */
class RandomQueuesTest {
    @Test
    void promisesHoldInSomeQueues() {
        LongStream.range(0, 1_000).forEach(RandomQueuesTest::check);
    }

    @Test
    @Tag("slow")
    void promisesHoldInManyQueues() {
        LongStream.range(1_000, 100_000).parallel().forEach(RandomQueuesTest::check);
    }

    private static void check(long seed) {
        var queues = new RandomQueues(seed);
        List<PlayQueues.Waiting> waiting = queues.clients.entrySet().stream()
                .map(client -> new PlayQueues.Waiting(
                        client.getValue(), List.copyOf(requireNonNull(queues.queues.get(client.getKey())))))
                .toList();
        queues.play(new Random(seed));
        String told = "seed " + seed;
        checkPreview(told, queues, waiting);
        for (RandomQueues.Played played : queues.played) {
            checkNight(told, queues, played);
            checkOrder(told, queues, played);
            checkAgreement(told, queues, played);
        }
        checkWindows(told, queues);
        checkRates(told, queues);
    }

    /** What is foreseen is what happens. */
    private static void checkPreview(String told, RandomQueues queues, List<PlayQueues.Waiting> waiting) {
        List<PlayQueues.Happened> foreseen = PlayQueues.play(
                queues.policy, waiting, Contacts.NONE, PlayQueues.Stock.ENDLESS, Instant.MIN, Instant.MAX);
        assertThat(foreseen.stream()
                        .map(one -> one.at() + " " + one.candidate().id() + " " + one.verdict())
                        .toList())
                .as(told)
                .isEqualTo(queues.played.stream()
                        .flatMap(played -> played.rulings().stream()
                                .map(ruling ->
                                        played.now() + " " + ruling.candidate().id() + " " + ruling.verdict()))
                        .toList());
    }

    private static void checkNight(String told, RandomQueues queues, RandomQueues.Played played) {
        boolean sent = played.rulings().stream().anyMatch(ruling -> ruling.verdict() instanceof Verdict.Send);
        if (sent) {
            assertThat(queues.policy
                            .quiet()
                            .contains(played.now(), played.facts().zone()))
                    .as(told)
                    .isFalse();
        }
    }

    private static void checkOrder(String told, RandomQueues queues, RandomQueues.Played played) {
        var queue = new ArrayList<>(played.queue());
        Collections.reverse(queue);
        var past = new ArrayList<>(played.contacts().past());
        Collections.reverse(past);
        var contacts = new Contacts(past, played.contacts().taken());

        assertThat(Arbiter.decide(queues.policy, queue, played.facts(), contacts, played.now()))
                .as(told)
                .isEqualTo(played.rulings());
    }

    /** What is held, and asked again at its time with nothing else having come, goes. */
    private static void checkAgreement(String told, RandomQueues queues, RandomQueues.Played played) {
        for (Ruling ruling : played.rulings()) {
            if (played.queue().size() == 1 && ruling.verdict() instanceof Verdict.Hold hold) {
                Candidate again = ruling.candidate()
                        .heldUntil(hold.until(), ruling.places().isEmpty() ? null : hold.until());
                assertThat(Asking.ask(queues.policy, again, played.facts(), played.contacts(), hold.until()))
                        .as(told)
                        .isInstanceOf(Verdict.Send.class);
            }
        }
    }

    private static void checkWindows(String told, RandomQueues queues) {
        List<Contact> marketing = queues.contacts.stream()
                .filter(contact -> contact.purpose() == Purpose.MARKETING)
                .toList();
        queues.clients.values().forEach(client -> {
            Predicate<Contact> own = contact -> contact.client() == client.client();
            Policy.SegmentCap segment = queues.policy.segments().stream()
                    .filter(cap -> client.segments().contains(cap.segment()))
                    .findFirst()
                    .orElse(null);
            if (segment != null) {
                checkCap(told, marketing, own, segment.most(), segment.days());
            }
            for (Cap cap : queues.policy.caps()) {
                switch (cap.per()) {
                    case CLIENT -> {
                        if (segment == null) {
                            checkCap(told, marketing, own, cap.most(), cap.days());
                        }
                    }
                    case CHANNEL -> {
                        for (String channel : List.of("email", "sms")) {
                            checkCap(
                                    told,
                                    marketing,
                                    own.and(contact -> contact.channel().equals(channel)),
                                    cap.most(),
                                    cap.days());
                        }
                    }
                    case ADDRESS -> {
                        for (Contact one : marketing) {
                            checkCap(
                                    told,
                                    marketing,
                                    contact -> contact.address().equals(one.address()),
                                    cap.most(),
                                    cap.days());
                        }
                    }
                    case CAMPAIGN -> throw new AssertionError("no cap of a business");
                }
            }
            List<Instant> moments =
                    marketing.stream().filter(own).map(Contact::at).sorted().toList();
            for (int i = 1; i < moments.size(); i++) {
                assertThat(Duration.between(moments.get(i - 1), moments.get(i)))
                        .as(told)
                        .isGreaterThanOrEqualTo(queues.policy.gap());
            }
        });
    }

    private static void checkCap(String told, List<Contact> contacts, Predicate<Contact> counted, int most, int days) {
        List<Instant> moments =
                contacts.stream().filter(counted).map(Contact::at).toList();
        assertThat(RandomQueues.most(moments, Duration.ofDays(days))).as(told).isLessThanOrEqualTo(most);
    }

    private static void checkRates(String told, RandomQueues queues) {
        Rate rate = requireNonNull(queues.policy.rates().get("email"));
        Map<Instant, Integer> sent = new HashMap<>();
        queues.contacts.stream()
                .filter(contact -> contact.channel().equals("email"))
                .forEach(contact -> sent.merge(rate.bucket(contact.at(), Asking.RIGA), 1, Integer::sum));
        assertThat(sent.values()).as(told).allMatch(count -> count <= rate.perBucket());
    }
}
