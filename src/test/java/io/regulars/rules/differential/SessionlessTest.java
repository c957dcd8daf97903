package io.regulars.rules.differential;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Bookings;
import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Cutoffs;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A session with the client's bookings and surveys as facts answers what the same rules answer asked one by one without a session:
 * the same segments, by the same rules, for the same reasons. Of random rules of every construct, and clients of whom much is not
 * known; those of Drools' own compilers know all.
 */
class SessionlessTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("soak") ? 40 : 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSessionAndALoopAnswerTheSameOfWhatIsNotKnown(long seed) {
        var random = new Random(seed);
        RuleSet rules = compiled(seed);
        List<Client> clients = IntStream.range(0, 60)
                .mapToObj(i -> anybody(random).at("2026-11-22T12:00"))
                .toList();

        List<List<String>> judged = texts(rules.judge(clients));
        List<List<Assignment>> assigned = rules.segments(clients);
        assertThat(texts(assigned)).isEqualTo(judged).anyMatch(all -> all.size() > 10);
        Set<String> some = assigned.stream()
                .flatMap(all -> Assignment.segments(all).stream())
                .filter(name -> random.nextInt(10) == 0)
                .collect(Collectors.toSet());
        assertThat(ofThese(rules.held(clients, some), some))
                .isEqualTo(ofThese(assigned.stream().map(Assignment::segments).toList(), some));
        assertThat(texts(clients.stream().map(rules::segments).toList())).isEqualTo(judged);
    }

    /** Rules that conclude nothing, and rest on nothing that others conclude: only those can be asked one by one. */
    private static RuleSet compiled(long seed) {
        String text = Arrays.stream(
                        RandomRules.ours(seed, DifferentialTest.RULES).split("(?<=\nend\n)"))
                .filter(rule -> !rule.contains("Finding("))
                .collect(Collectors.joining());
        return ((Compilation.Compiled) CompileRules.compile(List.of(new RuleFile("random.drl", text)))).rules();
    }

    private static List<Set<String>> ofThese(List<Set<String>> held, Set<String> some) {
        return held.stream()
                .map(names -> names.stream().filter(some::contains).collect(Collectors.toSet()))
                .toList();
    }

    private static List<List<String>> texts(List<List<Assignment>> assignments) {
        return assignments.stream()
                .map(all -> all.stream()
                        .map(one -> one.segment() + " by " + one.rule() + " because " + one.because())
                        .toList())
                .toList();
    }

    private static Clients anybody(Random random) {
        Clients client = client().service("massage", "body", "5.00")
                .service("haircut", "hair", "9.00")
                .cutoffs(new Cutoffs(Map.of(new Cutoffs.Cut(80_000, true), 100_00L)));
        if (random.nextBoolean()) {
            client.says("city", any(RandomRules.CITIES, random)).says("source", any(RandomRules.SOURCES, random));
        }
        if (random.nextBoolean()) {
            client.says("language", any(RandomRules.LANGUAGES, random))
                    .born((1950 + random.nextInt(60)) + "-03-0" + (1 + random.nextInt(9)));
        }
        Stream.generate(() -> any(RandomRules.TAGS, random))
                .limit(random.nextInt(3))
                .forEach(client::tag);
        IntStream.range(0, random.nextInt(9)).forEach(i -> client.with(anyBooking(random)));
        IntStream.range(0, random.nextInt(4)).forEach(i -> client.csat(day(random) + "T10:00", random.nextInt(11)));
        return client;
    }

    private static Bookings anyBooking(Random random) {
        String start = day(random) + "T" + (10 + random.nextInt(9)) + ":00";
        Bookings any = booking(start).of(any(RandomRules.SERVICES, random));
        any = random.nextInt(3) == 0 ? any.unpriced() : any.price((20 + random.nextInt(80)) + ".00");
        any = random.nextInt(3) == 0 ? any : any.with("staff-" + random.nextInt(5));
        return switch (random.nextInt(5)) {
            case 0 -> any.noShow();
            case 1 -> any.cancelled(start);
            case 2 -> any;
            default -> any.completed();
        };
    }

    private static String day(Random random) {
        return TODAY.plusDays(20 - random.nextInt(300)).toString();
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
