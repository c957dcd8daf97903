package io.regulars.facts.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.RandomHistories;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.history.Snapshot;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a laid out past is what the history itself tells, moment by moment. */
class PastTest {
    private static final int HISTORIES = Boolean.getBoolean("soak") ? 3_000 : 25;
    private static final Map<Property.ParameterType, List<Object>> ARGUMENTS = Map.of(
            Property.ParameterType.WHOLE_NUMBER, List.of(1, 7, 40),
            Property.ParameterType.TEXT,
                    List.of("massage", "color", "hair", "spring", "olaplex", "PAGE_VIEWED", "quiz"),
            Property.ParameterType.DATE, List.of(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 4, 20)));

    private static final Past.Ranking UNRANKED = new Past.Ranking() {
        @Override
        public Cutoffs at(Instant moment) {
            return Cutoffs.NONE;
        }

        @Override
        public List<Instant> passed(long leastMinor, long mostMinor, Instant after, Instant before) {
            return List.of();
        }
    };

    private record Case(BusinessSettings business, History history, Random random) {
        static Case of(int seed) {
            var random = new Random(seed);
            BusinessSettings business = RandomHistories.business(random);
            return new Case(business, new RandomHistories(random, 80).next(2 + random.nextInt(30)), random);
        }

        Past past() {
            return new Past(business, history, UNRANKED);
        }

        Client plainly(Instant moment) {
            return Client.of(business, history.at(moment), moment, Cutoffs.NONE);
        }

        List<Instant> moments() {
            var moments = new TreeSet<>(history.changes());
            moments.add(Instant.parse("2025-03-30T00:59:59Z"));
            moments.add(Instant.parse("2025-06-01T00:00:00Z"));
            for (Instant moment : List.copyOf(moments)) {
                moments.add(moment.minusNanos(1));
                moments.add(moment.plusSeconds(random.nextInt(300_000)));
            }
            return List.copyOf(moments);
        }
    }

    @Test
    void everyMomentIsAsTheHistoryTellsIt() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Case one = Case.of(seed);
            Past past = one.past();
            for (Instant moment : one.moments()) {
                Snapshot laidOut = past.at(moment).snapshot();
                Snapshot told = one.history().at(moment);
                assertThat(Set.copyOf(laidOut.bookings())).isEqualTo(Set.copyOf(told.bookings()));
                assertThat(Set.copyOf(laidOut.receipts())).isEqualTo(Set.copyOf(told.receipts()));
                assertThat(laidOut.bookings()).hasSameSizeAs(told.bookings());
                assertThat(laidOut.profile()).isEqualTo(told.profile());
                assertThat(laidOut.surveys()).isEqualTo(told.surveys());
                assertThat(laidOut.activities()).isEqualTo(told.activities());
            }
        }
    }

    @Test
    void whatGoesByACourseLiesWithinItsBoundsAtEveryMomentOfAStretch() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Case one = Case.of(seed);
            Past past = one.past();
            List<Instant> moments = one.moments();
            for (int stretch = 0; stretch < 6; stretch++) {
                int from = one.random().nextInt(moments.size());
                int until = Math.min(moments.size() - 1, from + one.random().nextInt(12));
                Span span = past.span(moments.get(from), moments.get(until));
                List<Client> clients = moments.subList(from, until + 1).stream()
                        .map(one::plainly)
                        .toList();
                for (Property<Client> property : Vocabulary.CLIENT.properties().values()) {
                    Course.of(property).ifPresent(course -> within(course, property, span, clients));
                }
            }
        }
    }

    @Test
    void whatIsKeptGoingBackIsAtEveryMomentWhatTheFactsSay() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Case one = Case.of(seed);
            Past past = one.past();
            List<Instant> backwards = one.moments().reversed();
            List<Client> clients = backwards.stream().map(one::plainly).toList();
            for (Property<Client> property : Vocabulary.CLIENT.properties().values()) {
                for (Object[] arguments : arguments(property)) {
                    past.running(property, arguments)
                            .ifPresent(running -> clients.forEach(client -> assertThat(running.at(client.now()))
                                    .as(
                                            "%s%s at %s of %s",
                                            property.name(), Arrays.toString(arguments), client.now(), one)
                                    .isEqualTo(RunningValues.read(property, client, arguments))));
                }
            }
        }
    }

    @Test
    void everyWordOfAClientIsBoundedOverAStretchOrKeptGoingBack() {
        Past past = Case.of(1).past();

        assertThat(Vocabulary.CLIENT.properties().values())
                .filteredOn(property -> Course.of(property).isEmpty()
                        && past.running(property, arguments(property).getFirst())
                                .isEmpty())
                .extracting(Property::name)
                .containsExactly("spendPercentile");
    }

    private static void within(Course course, Property<Client> property, Span span, List<Client> clients) {
        Property.NumberReader<Client> reader = switch (property) {
            case Property.Numeric<Client> numeric -> numeric.reader();
            case Property.Flag<Client> flag ->
                (client, arguments) -> flag.reader().read(client, arguments).ordinal() / 2.0;
            default -> throw new IllegalStateException(property.name() + " is no number");
        };
        for (Object[] arguments : arguments(property)) {
            double least = course.least(reader, arguments, span);
            double most = course.most(reader, arguments, span);
            for (Client client : clients) {
                double value = reader.read(client, arguments);
                String what = "%s%s at %s within %s to %s of %s"
                        .formatted(
                                property.name(),
                                Arrays.toString(arguments),
                                client.now(),
                                span.from(),
                                span.until(),
                                client.zone());
                if (Double.isNaN(value)) {
                    // an unknown is never held to lie between known numbers
                    assertThat(Double.isNaN(least) && (Double.isNaN(most) || most == Double.POSITIVE_INFINITY))
                            .as(what)
                            .isTrue();
                } else {
                    assertThat(value < least || value > most)
                            .as(what + ": " + value + " in " + least + " to " + most)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aPropertyChangesOnlyWithWhatItIsComputedFromOrAtAMomentThatItsTimingNames() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Case one = Case.of(seed);
            Past past = one.past();
            for (Property<Client> property : Vocabulary.CLIENT.properties().values()) {
                Set<Source> others = new HashSet<>(Source.ALL);
                others.removeAll(Source.of(property));
                if (others.isEmpty()) {
                    continue;
                }
                Set<Instant> own = Set.of(past.changes(Source.of(property)));
                for (Instant change : past.changes(others)) {
                    if (!own.contains(change)) {
                        for (Object[] arguments : arguments(property)) {
                            Client before = one.plainly(change.minusNanos(1));
                            Client after = one.plainly(change);
                            if (before.today().equals(after.today())) {
                                assertThat(value(property, after, arguments))
                                        .as(property.name() + " at " + change)
                                        .isEqualTo(value(property, before, arguments));
                            }
                        }
                    }
                }
            }
        }
    }

    private static @Nullable Object value(Property<Client> property, Client client, Object[] arguments) {
        return switch (property) {
            case Property.Numeric<Client> numeric -> numeric.reader().read(client, arguments);
            case Property.Text<Client> text -> text.reader().read(client, arguments);
            case Property.Flag<Client> flag -> flag.reader().read(client, arguments);
            case Property.Day<Client> day -> day.reader().read(client, arguments);
            case Property.Texts<Client> texts -> texts.reader().read(client, arguments);
            case Property.Rank<Client> rank -> null;
        };
    }

    private static List<Object[]> arguments(Property<Client> property) {
        List<Object[]> all = new ArrayList<>();
        all.add(new Object[0]);
        for (Property.Parameter parameter : property.parameters()) {
            List<Object[]> longer = new ArrayList<>();
            for (Object[] arguments : all) {
                for (Object value : ARGUMENTS.getOrDefault(parameter.type(), List.of())) {
                    Object[] more = Arrays.copyOf(arguments, arguments.length + 1);
                    more[arguments.length] = value;
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }
}
