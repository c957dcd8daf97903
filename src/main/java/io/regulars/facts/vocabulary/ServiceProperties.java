package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.Timings.ofBookings;
import static io.regulars.facts.vocabulary.Timings.window;
import static io.regulars.facts.vocabulary.VocabularyShorthand.CATEGORY;
import static io.regulars.facts.vocabulary.VocabularyShorthand.DAYS;
import static io.regulars.facts.vocabulary.VocabularyShorthand.SERVICE;
import static io.regulars.facts.vocabulary.VocabularyShorthand.flag;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;
import static io.regulars.facts.vocabulary.VocabularyShorthand.text;

import io.regulars.facts.Client;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.values.Truth;
import io.regulars.facts.values.Window;
import java.util.List;
import java.util.function.Predicate;

/** The words for what a client books. Services and categories are compared letter by letter. */
final class ServiceProperties {
    private ServiceProperties() {}

    static List<Property<Client>> all() {
        return List.of(
                flag(
                        "booked",
                        "Whether the client has a booking of a service that is completed or still booked.",
                        "booked(\"massage\") == true",
                        List.of(SERVICE),
                        Timing.never(),
                        (client, arguments) -> Truth.of(client.diary().isBooked(service(arguments)))),
                flag(
                        "bookedCategory",
                        "Whether the client has a booking in a category that is completed or still booked.",
                        "bookedCategory(\"color\") == true",
                        List.of(CATEGORY),
                        Timing.never(),
                        (client, arguments) -> Truth.of(client.diary().isBooked(category(client, arguments)))),
                number(
                        "visitsTo",
                        Unit.COUNT,
                        "Visits with a completed booking of a service.",
                        "visitsTo(\"massage\") >= 2",
                        List.of(SERVICE),
                        ofBookings(),
                        (client, arguments) -> client.visits().in(Window.EVER, service(arguments))),
                number(
                        "visitsToCategory",
                        Unit.COUNT,
                        "Visits with a completed booking in a category.",
                        "visitsToCategory(\"color\") >= 2",
                        List.of(CATEGORY),
                        ofBookings(),
                        (client, arguments) -> client.visits().in(Window.EVER, category(client, arguments))),
                number(
                        "visitsToServiceInLast",
                        Unit.COUNT,
                        "Visits with a completed booking of a service in the last so many calendar days, today included.",
                        "visitsToServiceInLast(\"massage\", 90) >= 1",
                        List.of(SERVICE, DAYS),
                        ofBookings(window(client -> client.visits().days())),
                        (client, arguments) -> client.visits().in(client.last((int) arguments[1]), service(arguments))),
                number(
                        "visitsToCategoryInLast",
                        Unit.COUNT,
                        "Visits with a completed booking in a category in the last so many calendar days, today included.",
                        "visitsToCategoryInLast(\"color\", 90) >= 1",
                        List.of(CATEGORY, DAYS),
                        ofBookings(window(client -> client.visits().days())),
                        (client, arguments) ->
                                client.visits().in(client.last((int) arguments[1]), category(client, arguments))),
                favourite("favouriteService", "service", "== \"massage\"", (client, booking) -> booking.service()),
                favourite(
                        "favouriteCategory",
                        "category",
                        "== \"color\"",
                        (client, booking) -> client.business().categoryOf(booking.service())),
                favourite("favouriteStaff", "staff member", "== \"KELLY\"", (client, booking) -> booking.staff()),
                favourite("favouriteLocation", "location", "== \"main\"", (client, booking) -> booking.location()),
                favourite(
                        "favouritePaymentMethod",
                        "payment method",
                        "== \"card\"",
                        (client, booking) -> booking.paymentMethod()));
    }

    private static Property<Client> favourite(String name, String what, String comparison, Favourites.Choice choice) {
        return text(
                name,
                "The " + what
                        + " of most completed bookings; of equals the one of the latest. Unknown if none has any.",
                name + " " + comparison,
                ofBookings(),
                client -> Favourites.of(client, choice));
    }

    private static Predicate<BookingState> service(Object[] arguments) {
        return booking -> booking.service().equals(arguments[0]);
    }

    private static Predicate<BookingState> category(Client client, Object[] arguments) {
        return booking -> arguments[0].equals(client.business().categoryOf(booking.service()));
    }
}
