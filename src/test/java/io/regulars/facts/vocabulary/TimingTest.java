package io.regulars.facts.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Member;
import io.regulars.facts.RandomClients;
import io.regulars.facts.Survey;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No property ever changes by time alone but at a moment it named. Looked at through three years around random histories,
 * at steps of hours, and at and just before each named moment.
 */
@Tag("slow")
class TimingTest {
    private static final Instant FROM = Instant.parse("2024-06-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-06-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(13).plusMinutes(30);
    private static final int CLIENTS = 2;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyChangeOfAClientIsNamed(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < CLIENTS; i++) {
            Clients client = new RandomClients(random).next();
            BusinessSettings business = client.business();
            Snapshot snapshot = client.snapshot();
            for (Property<Client> property : Vocabulary.CLIENT.properties().values()) {
                new Watch<>(
                                seed + ", client " + i,
                                property,
                                now -> Client.of(business, snapshot, now, Cutoffs.NONE),
                                random)
                        .assertNoChangeIsMissed();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyChangeOfABookingASurveyAnswerAndAMembershipIsNamed(long seed) {
        var random = new Random(seed);
        Clients client = new RandomClients(random).next().booked("2025-05-05").csat("2025-03-03T00:00", 4);
        for (Property<Booking> property : Vocabulary.BOOKING.properties().values()) {
            new Watch<>(
                            "" + seed,
                            property,
                            now -> client.at(now).bookingFacts().getFirst(),
                            random)
                    .assertNoChangeIsMissed();
        }
        for (Property<Survey> property : Vocabulary.SURVEY.properties().values()) {
            new Watch<>("" + seed, property, now -> client.at(now).surveyFacts().getFirst(), random)
                    .assertNoChangeIsMissed();
        }
        Instant since = client.moment("2025-03-30T00:00");
        for (Property<Member> property : Vocabulary.MEMBER.properties().values()) {
            new Watch<>("" + seed, property, now -> new Member(client.at(now), "vip", since), random)
                    .assertNoChangeIsMissed();
        }
    }

    /** One property of one fact through the years. */
    private static final class Watch<F> {
        private final String seed;
        private final Property<F> property;
        private final Function<Instant, F> fact;
        private final Object[] arguments;
        private final double[] thresholds;

        Watch(String seed, Property<F> property, Function<Instant, F> fact, Random random) {
            this.seed = seed;
            this.property = property;
            this.fact = fact;
            arguments = property.parameters().stream()
                    .map(parameter -> argument(parameter, random))
                    .toArray();
            thresholds = random.doubles(3).map(at -> threshold(at, random)).toArray();
        }

        void assertNoChangeIsMissed() {
            var named = new TreeSet<Instant>();
            property.timing()
                    .moments(fact.apply(Instant.parse("2025-07-01T00:00:00Z")), arguments, thresholds, named::add);
            var points = new TreeSet<Instant>();
            for (Instant at = FROM; at.isBefore(TO); at = at.plus(STEP)) {
                points.add(at);
            }
            for (Instant moment : named.subSet(FROM, TO)) {
                points.add(moment.minusNanos(1));
                points.add(moment);
            }
            Instant before = FROM;
            Object known = seen(before);
            for (Instant point : points) {
                Object now = seen(point);
                if (!now.equals(known)) {
                    assertThat(named.subSet(before, false, point, true))
                            .as(
                                    "seed %s: %s%s against %s goes from %s to %s between %s and %s",
                                    seed,
                                    property.name(),
                                    Arrays.toString(arguments),
                                    Arrays.toString(thresholds),
                                    known,
                                    now,
                                    before,
                                    point)
                            .isNotEmpty();
                }
                before = point;
                known = now;
            }
        }

        /** All that any comparison with the thresholds can see. */
        private Object seen(Instant now) {
            F at = fact.apply(now);
            return switch (property) {
                case Property.Numeric<F> numeric -> sides(numeric.reader().read(at, arguments));
                case Property.Text<F> text -> String.valueOf(text.reader().read(at, arguments));
                case Property.Flag<F> flag -> flag.reader().read(at, arguments);
                case Property.Day<F> day -> String.valueOf(day.reader().read(at, arguments));
                case Property.Texts<F> texts -> texts.reader().read(at, arguments);
                case Property.Rank<F> rank -> rank.reader().above(at, new Cutoffs.Cut(80_000, true));
            };
        }

        private List<Integer> sides(double value) {
            List<Integer> sides = new ArrayList<>();
            for (double threshold : thresholds) {
                sides.add(Double.isNaN(value) ? 2 : (int) Math.signum(value - threshold));
            }
            return sides;
        }

        /** A value that the property takes in these years, or one beside it. */
        private double threshold(double share, Random random) {
            if (!(property instanceof Property.Numeric<F> numeric)) {
                return 0;
            }
            Instant at =
                    FROM.plusSeconds((long) (share * Duration.between(FROM, TO).toSeconds()));
            double value = numeric.reader().read(fact.apply(at), arguments);
            return (Double.isNaN(value) ? 0 : value) + random.nextInt(3) / 2.0;
        }

        private static Object argument(Property.Parameter parameter, Random random) {
            return switch (parameter.type()) {
                case WHOLE_NUMBER -> random.nextInt(120);
                case TEXT ->
                    List.of("color", "hair", "massage", "MESSAGE_OPENED", "quiz", "spring")
                            .get(random.nextInt(6));
                case DATE -> LocalDate.of(2025, 1, 1).plusDays(random.nextInt(365));
            };
        }
    }
}
