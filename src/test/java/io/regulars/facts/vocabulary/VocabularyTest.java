package io.regulars.facts.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Property.ParameterType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    /** The table of the domain, read row by row. */
    private static final List<String> CLIENT_PROPERTIES = List.of(
            "id firstName lastName gender age birthday daysUntilBirthday language country region city postcode occupation source",
            "acquisitionCost registeredOn local tags text number date hasEmail hasPhone consents",
            "visits bookings completedBookings upcomingBookings firstVisitOn lastVisitOn daysSinceFirstVisit",
            "daysSinceLastVisit daysSinceLastBooking daysSinceRegistration stage",
            "spend averageOrderValue highestPrice profit spendPercentile",
            "visitsInLast spendInLast bookingsInLast noShowsInLast visitsPerMonth visitsBetween spendBetween",
            "visitsToServiceInLast spendOnServiceInLast visitsToCategoryInLast spendOnCategoryInLast",
            "booked bookedCategory visitsTo visitsToCategory favouriteService favouriteCategory favouriteStaff",
            "favouriteLocation favouritePaymentMethod",
            "noShows cancellations lateCancellations noShowRate",
            "morningShare weekendShare favouriteWeekday usualDayOfMonth usualIntervalDays overdueFactor visitTrend",
            "opensInLast clicksInLast openRateInLast lastCsat previousCsat csatGroup lastNps lastReviewStars referrals",
            "redeemed pagesViewedInLast secondsOnPagesInLast itemsViewedInLast returnDaysInLast viewed viewedNotBooked",
            "abandonedBookingsInLast activitiesInLast");

    @Test
    void everyPropertyOfTheDomainIsAWord() {
        for (String row : CLIENT_PROPERTIES) {
            assertThat(Vocabulary.CLIENT.properties()).containsKeys(row.split(" "));
        }
    }

    @Test
    void everyWordIsExplainedByASentenceAndAnExampleThatUsesIt() {
        for (FactType<?> type : Vocabulary.types().values()) {
            assertThat(type.meaning()).endsWith(".");
            type.properties().forEach((name, property) -> {
                assertThat(property.meaning()).as(name).endsWith(".");
                assertThat(property.example()).as(name).contains(name);
            });
        }
    }

    @Test
    void anExampleHasAsManyArgumentsAsTheWordHasParameters() {
        for (FactType<?> type : Vocabulary.types().values()) {
            type.properties().forEach((name, property) -> {
                String call = property.example().substring(property.example().indexOf(name) + name.length());
                int arguments = call.startsWith("(")
                        ? call.substring(0, call.indexOf(')')).split(",").length
                        : 0;
                assertThat(arguments).as(name).isEqualTo(property.parameters().size());
            });
        }
    }

    @Test
    void aPropertyWithoutAnExplanationCannotBeMade() {
        for (List<String> words : List.of(
                List.of(" ", "How many.", "visits > 1"),
                List.of("visits", " ", "visits > 1"),
                List.of("visits", "How many.", ""))) {
            for (Function<List<String>, Property<Client>> kind : kinds()) {
                assertThatThrownBy(() -> kind.apply(words))
                        .as(words.toString())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("needs a name, a meaning and an example");
            }
        }
    }

    private static List<Function<List<String>, Property<Client>>> kinds() {
        return List.of(
                words -> VocabularyShorthand.number(
                        words.get(0), Unit.COUNT, words.get(1), words.get(2), Timing.never(), client -> 1),
                words -> VocabularyShorthand.text(
                        words.get(0), words.get(1), words.get(2), Timing.never(), client -> ""),
                words -> VocabularyShorthand.flag(
                        words.get(0), words.get(1), words.get(2), Timing.never(), client -> true),
                words -> VocabularyShorthand.day(
                        words.get(0), words.get(1), words.get(2), Timing.never(), client -> LocalDate.MIN),
                words -> new Property.Texts<>(
                        words.get(0), words.get(1), words.get(2), List.of(), Timing.never(), (fact, none) -> Set.of()),
                words -> new Property.Rank<>(
                        words.get(0), words.get(1), words.get(2), Timing.never(), (fact, cut) -> Truth.UNKNOWN));
    }

    @Test
    @SuppressWarnings("NullAway") // so it does not even compile; whoever silences the compiler is stopped here
    void aNumberWithoutAUnitCannotBeMade() {
        assertThatThrownBy(() -> VocabularyShorthand.<Client>number(
                        "visits", null, "How many.", "visits > 1", Timing.never(), client -> 1))
                .hasMessageContaining("needs a unit: visits");
    }

    @Test
    void whatIsMeasuredHasAUnitAndNothingElse() {
        for (FactType<?> type : Vocabulary.types().values()) {
            type.properties().forEach((name, property) -> {
                boolean measured = property instanceof Property.Numeric<?>
                        || property instanceof Property.Rank<?>
                        || property instanceof Property.Day<?>;
                assertThat(Unit.of(property).isPresent()).as(name).isEqualTo(measured);
            });
        }
        assertThat(unit("spendInLast")).contains(Unit.MONEY);
        assertThat(unit("daysSinceLastVisit")).contains(Unit.DAYS);
        assertThat(unit("morningShare")).contains(Unit.SHARE);
        assertThat(unit("spendPercentile")).contains(Unit.PERCENTILE);
        assertThat(unit("lastVisitOn")).contains(Unit.DATE);
    }

    @Test
    void aParameterOrAFactWithoutAnExplanationCannotBeMade() {
        assertThatThrownBy(() -> VocabularyShorthand.named("offer", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FactType.of("Client", "", Client.class, client -> client, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTimeAloneChangesIsKnown() {
        assertThat(property("daysSinceLastVisit").timing().changesWithTime()).isTrue();
        assertThat(property("spendInLast").timing().changesWithTime()).isTrue();
        assertThat(property("cancellations").timing().changesWithTime()).isFalse();
        assertThat(property("city").timing().changesWithTime()).isFalse();
    }

    @Test
    void twoPropertiesOfOneNameCannotBeMade() {
        Property<Client> visits = VocabularyShorthand.number(
                "visits", Unit.COUNT, "How many.", "visits > 1", Timing.never(), client -> 1);

        assertThatThrownBy(() ->
                        FactType.of("Client", "A client.", Client.class, client -> client, List.of(visits, visits)))
                .hasMessageContaining("visits");
    }

    @Test
    void closedListsAreKnown() {
        assertThat(values(Vocabulary.CLIENT, "stage"))
                .containsExactly("LAPSED", "AT_RISK", "NEW", "REGULAR", "ACTIVE", "LEAD");
        assertThat(values(Vocabulary.CLIENT, "csatGroup")).containsExactly("SATISFIED", "NEUTRAL", "DETRACTOR");
        assertThat(values(Vocabulary.CLIENT, "favouriteWeekday"))
                .startsWith("MONDAY")
                .hasSize(7);
        assertThat(values(Vocabulary.BOOKING, "status")).containsExactly("BOOKED", "COMPLETED", "CANCELLED", "NO_SHOW");
        assertThat(values(Vocabulary.BOOKING, "cancelledBy")).containsExactly("CLIENT", "BUSINESS");
        assertThat(values(Vocabulary.TRIGGER, "kind")).contains("RESCHEDULED", "TIME");
        assertThat(values(Vocabulary.CLIENT, "city")).isEmpty();
    }

    @Test
    void windowsTakeAWholeNumberOfDaysLast() {
        Vocabulary.CLIENT.properties().forEach((name, property) -> {
            if (name.endsWith("InLast")) {
                assertThat(property.parameters().getLast().type()).as(name).isEqualTo(ParameterType.WHOLE_NUMBER);
            }
        });
    }

    @Test
    void theFactsAreTheOnesRulesMatch() {
        assertThat(Vocabulary.types().keySet())
                .containsExactly("Client", "Booking", "Survey", "Trigger", "Entered", "Left", "Member", "Finding");
    }

    private static Property<Client> property(String name) {
        return Vocabulary.CLIENT.property(name).orElseThrow();
    }

    private static Optional<Unit> unit(String property) {
        return Unit.of(property(property));
    }

    private static List<String> values(FactType<?> type, String property) {
        return ((Property.Text<?>) type.property(property).orElseThrow()).values();
    }
}
