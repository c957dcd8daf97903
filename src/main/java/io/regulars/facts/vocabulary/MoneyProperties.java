package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.Timings.ofBookings;
import static io.regulars.facts.vocabulary.VocabularyShorthand.CATEGORY;
import static io.regulars.facts.vocabulary.VocabularyShorthand.DAYS;
import static io.regulars.facts.vocabulary.VocabularyShorthand.FROM;
import static io.regulars.facts.vocabulary.VocabularyShorthand.SERVICE;
import static io.regulars.facts.vocabulary.VocabularyShorthand.TO;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.values.Truth;
import io.regulars.facts.values.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The words for a client's money, all in units of the business's currency. */
final class MoneyProperties {
    private static final Timing<Client> WINDOW = ofBookings((client, arguments, thresholds, moments) -> {
        int days = (int) arguments[arguments.length - 1];
        Timings.window(client, client.visits().days(), days, moments);
        Timings.window(client, client.spend().receiptDays(), days, moments);
    });

    private MoneyProperties() {}

    static List<Property<Client>> all() {
        return List.of(
                number(
                        "spend",
                        Unit.MONEY,
                        "What the client paid for completed bookings (price less discount and refunds) and on receipts that"
                                + " belong to no booking; fees, and what was kept of a booking that was cancelled or missed,"
                                + " included; without tips and tax. A price that nobody said is the catalogue's of that day.",
                        "spend >= 500",
                        ofBookings(),
                        client -> client.business().amount(client.spendMinor())),
                number(
                        "averageOrderValue",
                        Unit.MONEY,
                        "Spend divided by visits; visits of which no price is known are left out. Unknown without one of which it is.",
                        "averageOrderValue > 80",
                        ofBookings(),
                        client -> client.spend().average()),
                number(
                        "highestPrice",
                        Unit.MONEY,
                        "The highest price of a completed booking, before discount; unknown if no price is known.",
                        "highestPrice >= 150",
                        ofBookings(),
                        client -> client.spend().highestPrice()),
                number(
                        "profit",
                        Unit.MONEY,
                        "Spend less what the services of completed bookings of which the price is known cost the business.",
                        "profit < 0",
                        ofBookings(),
                        client -> client.business().amount(client.spend().profit())),
                new Property.Rank<>(
                        "spendPercentile",
                        "Where the client ranks by spend among the clients who spent anything, 0 to 100: above 80 is the top"
                                + " 20 %. Compared with a number only; unknown without spend.",
                        "spendPercentile > 80",
                        ofBookings(),
                        MoneyProperties::isAbove),
                number(
                        "spendInLast",
                        Unit.MONEY,
                        "Spend in the last so many calendar days, today included, by the day a booking starts and the date"
                                + " of a receipt.",
                        "spendInLast(30) > 200",
                        List.of(DAYS),
                        WINDOW,
                        (client, arguments) -> in(client, client.last((int) arguments[0]))),
                number(
                        "spendBetween",
                        Unit.MONEY,
                        "Spend from one day to another, both included.",
                        "spendBetween(\"2026-12-01\", \"2026-12-31\") > 100",
                        List.of(FROM, TO),
                        ofBookings(),
                        (client, arguments) ->
                                in(client, Window.between((LocalDate) arguments[0], (LocalDate) arguments[1]))),
                number(
                        "spendOnServiceInLast",
                        Unit.MONEY,
                        "Spend on a service, receipts for it included, in the last so many calendar days, today included.",
                        "spendOnServiceInLast(\"massage\", 90) > 100",
                        List.of(SERVICE, DAYS),
                        WINDOW,
                        (client, arguments) -> on(client, arguments, arguments[0]::equals)),
                number(
                        "spendOnCategoryInLast",
                        Unit.MONEY,
                        "Spend on services of a category, receipts for them included, in the last so many calendar days,"
                                + " today included.",
                        "spendOnCategoryInLast(\"color\", 90) > 100",
                        List.of(CATEGORY, DAYS),
                        WINDOW,
                        (client, arguments) -> on(
                                client,
                                arguments,
                                service -> service != null
                                        && arguments[0].equals(client.business().categoryOf(service)))));
    }

    private static Truth isAbove(Client client, Cutoffs.Cut cut) {
        return client.cutoffs().above(cut, client.spendMinor());
    }

    private static double in(Client client, Window window) {
        return client.business().amount(client.spend().in(window));
    }

    private static double on(Client client, Object[] arguments, Predicate<@Nullable String> service) {
        return client.business().amount(client.spend().in(client.last((int) arguments[1]), service));
    }
}
