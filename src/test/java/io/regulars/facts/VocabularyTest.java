package io.regulars.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.facts.Property.ParameterType;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    /** The table of the domain, read row by row. */
    private static final List<String> CLIENT_PROPERTIES = List.of(
            "id firstName lastName gender age birthday language country region city postcode occupation source",
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
        assertThatThrownBy(() -> Words.<Client>number("visits", " ", "visits > 1", Timing.never(), client -> 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Words.<Client>number("visits", "How many.", "", Timing.never(), client -> 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoPropertiesOfOneNameCannotBeMade() {
        Property<Client> visits = Words.number("visits", "How many.", "visits > 1", Timing.never(), client -> 1);

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
                .containsExactly("Client", "Booking", "Survey", "Trigger", "Entered", "Left", "Member");
    }

    private static List<String> values(FactType<?> type, String property) {
        return ((Property.Text<?>) type.property(property).orElseThrow()).values();
    }
}
