package io.regulars.facts.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.RandomClients;
import io.regulars.facts.Survey;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What units promise of the values measured in them, which lets rules be refused that nothing can fulfil. */
class UnitRangesTest {
    private static final Map<Property.ParameterType, List<Object>> ARGUMENTS = Map.of(
            Property.ParameterType.WHOLE_NUMBER, List.of(1, 30, 365),
            Property.ParameterType.TEXT, List.of("massage", "hair", "PAGE_VIEWED"),
            Property.ParameterType.DATE,
                    List.of(java.time.LocalDate.of(2025, 3, 1), java.time.LocalDate.of(2025, 9, 1)));

    @Test
    void everyNumberIsWithinTheRangeOfItsUnitAndACountIsAlwaysKnown() {
        for (long seed = 1; seed <= 400; seed++) {
            var random = new Random(seed);
            Client client = new RandomClients(random).next().at("2025-11-01T12:00");
            check(Vocabulary.CLIENT, client, random, seed);
            for (Booking booking : client.bookingFacts()) {
                check(Vocabulary.BOOKING, booking, random, seed);
            }
            for (Survey survey : client.surveyFacts()) {
                check(Vocabulary.SURVEY, survey, random, seed);
            }
        }
    }

    private static <F> void check(FactType<F> type, F fact, Random random, long seed) {
        for (Property<F> property : type.properties().values()) {
            if (property instanceof Property.Numeric<F> number) {
                Object[] arguments = number.parameters().stream()
                        .map(parameter -> ARGUMENTS.get(parameter.type()))
                        .map(choices -> choices.get(random.nextInt(choices.size())))
                        .toArray();
                double value = number.reader().read(fact, arguments);
                Unit unit = number.unit();
                assertThat(value)
                        .as("%s.%s of seed %d", type.name(), number.name(), seed)
                        .satisfiesAnyOf(
                                known -> assertThat(known)
                                        .isBetween(unit.least(), unit.most())
                                        .matches(it -> !unit.isWhole() || it == Math.rint(it)),
                                unknown -> assertThat(unknown).isNaN().matches(it -> unit != Unit.COUNT));
            }
        }
    }
}
