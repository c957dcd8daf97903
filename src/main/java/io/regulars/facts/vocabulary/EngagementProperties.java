package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.Timings.ofBookings;
import static io.regulars.facts.vocabulary.Timings.window;
import static io.regulars.facts.vocabulary.VocabularyShorthand.DAYS;
import static io.regulars.facts.vocabulary.VocabularyShorthand.flag;
import static io.regulars.facts.vocabulary.VocabularyShorthand.named;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;
import static io.regulars.facts.vocabulary.VocabularyShorthand.oneOf;

import io.regulars.facts.Client;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.measures.Browsing;
import io.regulars.facts.measures.Diary;
import io.regulars.facts.measures.Ratings;
import io.regulars.facts.values.Truth;
import io.regulars.facts.values.Window;
import java.util.List;

/** The words for messages, surveys, reviews and what a client looks at. */
final class EngagementProperties {
    private static final Property.Parameter CATEGORY_OR_SERVICE =
            named("page", "A category of services, or the code of a service.");

    private EngagementProperties() {}

    static List<Property<Client>> all() {
        return List.of(
                count("opensInLast", "Messages opened", "opensInLast(30) >= 1", Activity.Type.MESSAGE_OPENED),
                count("clicksInLast", "Messages clicked", "clicksInLast(30) >= 1", Activity.Type.MESSAGE_CLICKED),
                number(
                        "openRateInLast",
                        Unit.RATIO,
                        "Messages opened divided by messages sent in the last so many calendar days, today included; one"
                                + " opened twice counts twice. Unknown if none was sent.",
                        "openRateInLast(90) < 0.1",
                        List.of(DAYS),
                        window(client -> client.activities()
                                .days(each -> each.type() == Activity.Type.MESSAGE_SENT
                                        || each.type() == Activity.Type.MESSAGE_OPENED)),
                        (client, arguments) -> client.activities().openRate(client.last((int) arguments[0]))),
                number(
                        "lastCsat",
                        Unit.SCORE,
                        "The latest satisfaction score, 0 to 10.",
                        "lastCsat >= 7",
                        Timing.never(),
                        client -> client.feedback().last(SurveyState.Kind.CSAT)),
                number(
                        "previousCsat",
                        Unit.SCORE,
                        "The satisfaction score before the latest, 0 to 10.",
                        "previousCsat < 7 && lastCsat >= 7",
                        Timing.never(),
                        client -> client.feedback().previous(SurveyState.Kind.CSAT)),
                oneOf(
                        Ratings.CsatGroup.class,
                        "csatGroup",
                        "By the latest satisfaction score: SATISFIED 9 or 10, NEUTRAL 7 or 8, DETRACTOR 0 to 6.",
                        "csatGroup == \"DETRACTOR\"",
                        Timing.never(),
                        client -> client.feedback().csatGroup()),
                number(
                        "lastNps",
                        Unit.SCORE,
                        "The latest recommendation score, 0 to 10.",
                        "lastNps >= 9",
                        Timing.never(),
                        client -> client.feedback().last(SurveyState.Kind.NPS)),
                number(
                        "lastReviewStars",
                        Unit.STARS,
                        "The stars of the latest review.",
                        "lastReviewStars <= 2",
                        Timing.never(),
                        client -> client.feedback().lastStars()),
                number(
                        "referrals",
                        Unit.COUNT,
                        "How often the client referred somebody.",
                        "referrals >= 1",
                        Timing.never(),
                        client -> client.activities().count(Activity.Type.REFERRED)),
                flag(
                        "redeemed",
                        "Whether the client redeemed an offer: it was told so, or a completed booking names the offer.",
                        "redeemed(\"spring-sale\") == true",
                        List.of(named("offer", "Code of an offer.")),
                        ofBookings(),
                        EngagementProperties::isRedeemed),
                count("pagesViewedInLast", "Pages viewed", "pagesViewedInLast(7) >= 5", Activity.Type.PAGE_VIEWED),
                views(
                        "secondsOnPagesInLast",
                        Unit.SECONDS,
                        "Seconds spent on pages",
                        "secondsOnPagesInLast(7) >= 120",
                        Browsing::seconds),
                views(
                        "itemsViewedInLast",
                        Unit.COUNT,
                        "Different services, or addresses of pages about none, that were viewed",
                        "itemsViewedInLast(7) >= 3",
                        Browsing::items),
                views(
                        "returnDaysInLast",
                        Unit.DAYS,
                        "Days with a page view",
                        "returnDaysInLast(30) >= 2",
                        Browsing::days),
                number(
                        "brandViewsInLast",
                        Unit.COUNT,
                        "Pages viewed about a brand in the last so many calendar days, today included.",
                        "brandViewsInLast(\"olaplex\", 30) >= 3",
                        List.of(named("brand", "A brand, as page views name it."), DAYS),
                        (client, arguments, thresholds, moments) ->
                                Timings.window(client, brandViews(client, arguments), (int) arguments[1], moments),
                        (client, arguments) -> client.last((int) arguments[1]).count(brandViews(client, arguments))),
                flag(
                        "viewed",
                        "Whether the client ever viewed a page of a category, of a service in it, or of the service of that code.",
                        "viewed(\"color\") == true",
                        List.of(CATEGORY_OR_SERVICE),
                        Timing.never(),
                        (client, arguments) -> Truth.of(client.browsing().isViewed((String) arguments[0]))),
                flag(
                        "viewedNotBooked",
                        "Whether the client ever viewed a category, or a service, of which no booking is completed or still booked.",
                        "viewedNotBooked(\"color\") == true",
                        List.of(CATEGORY_OR_SERVICE),
                        Timing.never(),
                        (client, arguments) -> Truth.of(client.browsing().isViewed((String) arguments[0])
                                && !client.browsing().isBooked((String) arguments[0]))),
                views(
                        "categoriesViewedNotBookedInLast",
                        Unit.COUNT,
                        "Different categories viewed of which no booking is completed or still booked,",
                        "categoriesViewedNotBookedInLast(30) >= 1",
                        Browsing::categoriesNotBooked),
                number(
                        "abandonedBookingsInLast",
                        Unit.COUNT,
                        "Bookings started on one of the last so many calendar days, today included, after which none was"
                                + " made within 24 hours; each counts once these hours have passed.",
                        "abandonedBookingsInLast(7) >= 1",
                        List.of(DAYS),
                        (client, arguments, thresholds, moments) ->
                                Timings.abandoned(client, (int) arguments[0], moments),
                        (client, arguments) ->
                                client.browsing().abandoned(client.last((int) arguments[0]), client.now())),
                number(
                        "activitiesInLast",
                        Unit.COUNT,
                        "Activities of a type, or custom ones of a name, in the last so many calendar days, today included.",
                        "activitiesInLast(\"MESSAGE_REPLIED\", 30) >= 1",
                        List.of(
                                named(
                                        "type",
                                        "A type of activity such as MESSAGE_REPLIED, or the name of a custom one."),
                                DAYS),
                        (client, arguments, thresholds, moments) -> Timings.window(
                                client,
                                client.activities().days(each -> each.isNamed((String) arguments[0])),
                                (int) arguments[1],
                                moments),
                        (client, arguments) ->
                                client.activities().count((String) arguments[0], client.last((int) arguments[1]))));
    }

    /** Counts something of a browser within a window. */
    @FunctionalInterface
    private interface InWindow {
        double of(Browsing browsing, Window window);
    }

    private static Property<Client> views(String name, Unit unit, String what, String example, InWindow reader) {
        return number(
                name,
                unit,
                what + " in the last so many calendar days, today included.",
                example,
                List.of(DAYS),
                window(client -> client.activities().days(each -> each.type() == Activity.Type.PAGE_VIEWED)),
                (client, arguments) -> reader.of(client.browsing(), client.last((int) arguments[0])));
    }

    private static Property<Client> count(String name, String what, String example, Activity.Type type) {
        return number(
                name,
                Unit.COUNT,
                what + " in the last so many calendar days, today included.",
                example,
                List.of(DAYS),
                Timings.count(client -> client.activities().days(each -> each.type() == type)),
                (client, arguments) -> client.activities().count(type, client.last((int) arguments[0])));
    }

    private static int[] brandViews(Client client, Object[] arguments) {
        return client.activities()
                .days(each -> each.type() == Activity.Type.PAGE_VIEWED && arguments[0].equals(each.text("brand")));
    }

    private static Truth isRedeemed(Client client, Object[] arguments) {
        String offer = (String) arguments[0];
        Diary diary = client.diary();
        for (int i = 0; i < diary.size(); i++) {
            if (diary.isCompleted(i) && offer.equals(diary.booking(i).offerCode())) {
                return Truth.TRUE;
            }
        }
        return Truth.of(client.activities()
                .any(each -> each.type() == Activity.Type.OFFER_REDEEMED && offer.equals(each.text("offer"))));
    }
}
