package io.regulars.bench;

import io.regulars.arbiter.Arbiter;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts;
import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.Purpose;
import io.regulars.arbiter.QuietHours;
import io.regulars.arbiter.RecipientFacts;
import io.regulars.arbiter.RecipientFacts.Address;
import io.regulars.arbiter.RecipientFacts.Consent;
import io.regulars.arbiter.RecipientFacts.Reach;
import io.regulars.arbiter.Ruling;
import io.regulars.arbiter.Terms;
import io.regulars.arbiter.Unless;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding about five actions of a client who got thirty messages, of whom most count nowhere any more. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(1)
public class ArbiterBenchmark {
    private static final ZoneId RIGA = ZoneId.of("Europe/Riga");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Candidate> queue = new ArrayList<>();
    private final Contacts contacts;
    private final RecipientFacts facts = new RecipientFacts(
            1,
            false,
            Set.of("lapsed", "vip"),
            RIGA,
            RIGA,
            Map.of("email", new Reach(Consent.GIVEN, null, new Address.Known("box"))),
            List.of(),
            null,
            Set.of());

    /** The client and their queue. */
    public ArbiterBenchmark() {
        for (int i = 0; i < 5; i++) {
            var terms = new Terms(
                    "campaign-" + i,
                    "mail",
                    0,
                    Purpose.MARKETING,
                    50 + i,
                    List.of("email"),
                    Set.of(new Unless.UpcomingBooking()),
                    List.of(),
                    null,
                    QuietHours.Mode.HOLD,
                    30);
            queue.add(new Candidate(
                    new UUID(0, i),
                    terms,
                    NOW,
                    NOW.plus(Duration.ofDays(3)),
                    null,
                    "lapsed",
                    Candidate.Requirement.NONE,
                    null,
                    null,
                    null));
        }
        var past = new ArrayList<Contact>();
        for (int i = 0; i < 30; i++) {
            past.add(new Contact(
                    NOW.minus(Duration.ofDays(4L + 2 * i)),
                    1,
                    "box",
                    "email",
                    Purpose.MARKETING,
                    "campaign-" + i % 7,
                    "mail"));
        }
        contacts = new Contacts(past, Map.of());
    }

    /** One call. */
    @Benchmark
    public List<Ruling> fiveActions() {
        return Arbiter.decide(Policy.DEFAULT, queue, facts, contacts, NOW);
    }
}
