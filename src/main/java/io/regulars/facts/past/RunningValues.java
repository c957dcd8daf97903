package io.regulars.facts.past;

import static java.util.Map.entry;

import io.regulars.facts.Client;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.measures.Passes;
import io.regulars.facts.measures.Ratings;
import io.regulars.facts.measures.Spend;
import io.regulars.facts.values.Truth;
import io.regulars.facts.values.Window;
import io.regulars.facts.vocabulary.Property;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Which properties of a client can be kept going back, and how. */
final class RunningValues {
    private static final Map<String, Kept> KEPT = Map.ofEntries(
            entry("visits", visits(RunningVisits::count)),
            entry("firstVisitOn", visits(RunningVisits::first)),
            entry("lastVisitOn", visits(RunningVisits::last)),
            entry("daysSinceFirstVisit", visits(RunningVisits::daysSinceFirst)),
            entry("daysSinceLastVisit", visits(RunningVisits::daysSinceLast)),
            entry("usualIntervalDays", visits(RunningVisits::usualInterval)),
            entry("overdueFactor", visits(RunningVisits::overdueFactor)),
            entry("visitTrend", visits(RunningVisits::trend)),
            entry("stage", visits(visits -> visits.stage().name())),
            entry("favouriteWeekday", visits(visits -> name(visits.favouriteWeekday()))),
            entry("morningShare", visits(RunningVisits::morningShare)),
            entry("weekendShare", visits(RunningVisits::weekendShare)),
            entry("usualDayOfMonth", visits(RunningVisits::usualDayOfMonth)),
            entry("favouriteService", favourite(past -> BookingState::service)),
            entry(
                    "favouriteCategory",
                    favourite(past -> booking -> past.business().categoryOf(booking.service()))),
            entry("favouriteStaff", favourite(past -> BookingState::staff)),
            entry("favouriteLocation", favourite(past -> BookingState::location)),
            entry("favouritePaymentMethod", favourite(past -> BookingState::paymentMethod)),
            entry("bookings", (past, arguments) -> count(past.standing())),
            entry("completedBookings", (past, arguments) -> count(past.standing(Status.COMPLETED))),
            entry("upcomingBookings", (past, arguments) -> count(ahead(past))),
            entry("daysSinceLastBooking", (past, arguments) -> sinceLastMade(past)),
            entry("noShows", (past, arguments) -> occasions(past, past.standing(Status.NO_SHOW), false)),
            entry("cancellations", (past, arguments) -> occasions(past, cancelled(past), true)),
            entry("lateCancellations", (past, arguments) -> occasions(past, late(past), false)),
            entry("noShowRate", (past, arguments) -> noShowRate(past)),
            entry("spend", (past, arguments) -> money(past, Client::spendMinor)),
            entry(
                    "profit",
                    (past, arguments) -> money(past, client -> client.spend().profit())),
            entry("averageOrderValue", (past, arguments) -> averageOrderValue(past)),
            entry("highestPrice", (past, arguments) -> highestPrice(past)),
            entry("hasPass", passes((passes, arguments) -> passes.isAnyValid())),
            entry("hasPassFor", passes((passes, arguments) -> passes.isAnyValid((String) arguments[0]))),
            entry("passVisitsLeft", passes((passes, arguments) -> passes.visitsLeft())),
            entry("passVisitsLeftFor", passes((passes, arguments) -> passes.visitsLeft((String) arguments[0]))),
            entry("daysUntilPassEnds", passes((passes, arguments) -> passes.daysUntilEnd())),
            entry("daysSincePassEnded", passes((passes, arguments) -> passes.daysSinceEnd())),
            entry("lastCsat", answers(SurveyState.Kind.CSAT, 0)),
            entry("previousCsat", answers(SurveyState.Kind.CSAT, 1)),
            entry("lastNps", answers(SurveyState.Kind.NPS, 0)),
            entry("csatGroup", (past, arguments) -> csatGroup(past)),
            entry("lastReviewStars", (past, arguments) -> stars(past)),
            entry("viewedNotBooked", (past, arguments) -> RunningBrowsing.viewedNotBooked(past, (String) arguments[0])),
            entry(
                    "categoriesViewedNotBookedInLast",
                    (past, arguments) -> RunningBrowsing.categoriesNotBooked(past, (int) arguments[0])),
            entry("abandonedBookingsInLast", (past, arguments) -> RunningBrowsing.abandoned(past, (int) arguments[0])),
            entry("openRateInLast", (past, arguments) -> openRate(past, (int) arguments[0])));

    private RunningValues() {}

    /** How a property with arguments is kept. */
    @FunctionalInterface
    private interface Kept {
        Running of(Past past, Object[] arguments);
    }

    static Optional<Running> of(Past past, Property<?> property, Object[] arguments) {
        if (Source.of(property).equals(Set.of(Source.PROFILE))) {
            return Optional.of(moment -> read(property, past.profileAt(moment), arguments));
        }
        return Optional.ofNullable(KEPT.get(property.name())).map(kept -> kept.of(past, arguments));
    }

    private static Kept visits(Function<RunningVisits, @Nullable Object> value) {
        return (past, arguments) -> {
            var visits = new RunningVisits(past);
            return moment -> known(value.apply(visits.at(moment)));
        };
    }

    private static Kept favourite(Function<Past, Function<BookingState, @Nullable String>> choice) {
        return (past, arguments) -> new RunningFavourite(past, choice.apply(past));
    }

    private static Running occasions(Past past, List<Lasting<BookingState>> bookings, boolean onceASeries) {
        return new RunningOccasions(past, bookings, onceASeries)::at;
    }

    private static Kept passes(BiFunction<Passes, Object[], Object> value) {
        return (past, arguments) -> {
            var passes = new RunningPasses(past);
            return moment -> known(value.apply(passes.at(moment), arguments));
        };
    }

    private static Kept answers(SurveyState.Kind kind, int skip) {
        return (past, arguments) -> {
            var answers = new RunningAnswers(past.history().surveys(), kind);
            return moment -> known(answers.score(moment, skip));
        };
    }

    private static Running csatGroup(Past past) {
        var answers = new RunningAnswers(past.history().surveys(), SurveyState.Kind.CSAT);
        return moment -> name(Ratings.csatGroup(answers.score(moment, 0)));
    }

    private static Running count(List<Lasting<BookingState>> bookings) {
        int[] count = new int[1];
        var rewind = new Rewind<>(bookings, counting(count));
        return moment -> {
            rewind.to(moment);
            return (double) count[0];
        };
    }

    private static Rewind.Present<BookingState> counting(int[] count) {
        return new Rewind.Present<>() {
            @Override
            public void enters(BookingState booking) {
                count[0]++;
            }

            @Override
            public void leaves(BookingState booking) {
                count[0]--;
            }
        };
    }

    private static List<Lasting<BookingState>> cancelled(Past past) {
        return cancelled(past, BookingState::isCancelledByClient);
    }

    private static List<Lasting<BookingState>> late(Past past) {
        return cancelled(past, past.business()::isLate);
    }

    private static List<Lasting<BookingState>> cancelled(Past past, Predicate<BookingState> wanted) {
        return past.standing(Status.CANCELLED).stream()
                .filter(lasting -> wanted.test(lasting.state()))
                .toList();
    }

    /** Until it begins. */
    private static List<Lasting<BookingState>> ahead(Past past) {
        return past.standing(Status.BOOKED).stream()
                .filter(lasting -> lasting.from().isBefore(lasting.state().startsAt()))
                .map(lasting -> {
                    Instant start = lasting.state().startsAt();
                    return lasting.until().isAfter(start)
                            ? new Lasting<>(lasting.state(), lasting.from(), start)
                            : lasting;
                })
                .toList();
    }

    private static Running sinceLastMade(Past past) {
        var made = new Tally<Instant>();
        var rewind = new Rewind<>(past.made(), made.of(BookingState::madeAt));
        return moment -> {
            rewind.to(moment);
            return made.counts().isEmpty()
                    ? null
                    : (Double)
                            (double) (past.day(moment) - past.day(made.counts().lastKey()));
        };
    }

    /** Of the days with a booking whose start has passed, but for those that others cancelled. */
    private static Running noShowRate(Past past) {
        var begun = new ArrayList<Lasting<BookingState>>();
        for (Lasting<BookingState> lasting : past.standing()) {
            BookingState booking = lasting.state();
            boolean byOthers = booking.status() == Status.CANCELLED && !booking.isCancelledByClient();
            Instant from = booking.startsAt().isAfter(lasting.from()) ? booking.startsAt() : lasting.from();
            if (!byOthers && from.isBefore(lasting.until())) {
                begun.add(new Lasting<>(booking, from, lasting.until()));
            }
        }
        var all = new RunningOccasions(past, begun, false);
        var missed = new RunningOccasions(
                past,
                begun.stream()
                        .filter(lasting -> lasting.state().status() == Status.NO_SHOW)
                        .toList(),
                false);
        return moment -> {
            double days = all.at(moment);
            return days == 0 ? null : (Double) (missed.at(moment) / days);
        };
    }

    private static Running money(Past past, ToLongFunction<Client> of) {
        var sum = new Sum(past, of);
        return moment -> past.business().amount(sum.at(moment));
    }

    /** What all things come to together. */
    private static final class Sum implements Rewind.Present<Long> {
        private final Rewind<Long> parts;
        private long sum;

        Sum(Past past, ToLongFunction<Client> of) {
            parts = new Rewind<>(past.ofThings(client -> List.of(of.applyAsLong(client))), this);
        }

        @Override
        public void enters(Long part) {
            sum += part;
        }

        @Override
        public void leaves(Long part) {
            sum -= part;
        }

        long at(Instant moment) {
            parts.to(moment);
            return sum;
        }
    }

    private static Running averageOrderValue(Past past) {
        var spent = new Sum(past, Client::spendMinor);
        var visits = new Tally<Integer>();
        List<Lasting<Integer>> priced = past.ofThings(
                client -> Arrays.stream(client.spend().pricedVisits()).boxed().toList());
        var rewind = new Rewind<>(priced, visits.of(day -> day));
        return moment -> {
            rewind.to(moment);
            return known(Spend.average(
                    past.business(), spent.at(moment), visits.counts().size()));
        };
    }

    private static Running highestPrice(Past past) {
        var prices = new Tally<Double>();
        List<Lasting<Double>> each = past.ofThings(client -> {
            double highest = client.spend().highestPrice();
            return Double.isNaN(highest) ? List.of() : List.of(highest);
        });
        var rewind = new Rewind<>(each, prices.of(price -> price));
        return moment -> {
            rewind.to(moment);
            return prices.counts().isEmpty() ? null : prices.counts().lastKey();
        };
    }

    /** Of the latest review that has any; of two at one moment the later arrival. */
    private static Running stars(Past past) {
        var stars = new TreeMap<Instant, Double>();
        for (Activity activity : past.history().activities()) {
            double each = activity.number("stars");
            if (activity.type() == Activity.Type.REVIEW_LEFT && !Double.isNaN(each)) {
                stars.put(activity.occurredAt(), each);
            }
        }
        return moment -> {
            Map.Entry<Instant, Double> latest = stars.floorEntry(moment);
            return latest == null ? null : latest.getValue();
        };
    }

    private static Running openRate(Past past, int days) {
        var sent = activities(past, Activity.Type.MESSAGE_SENT);
        var opened = activities(past, Activity.Type.MESSAGE_OPENED);
        return moment -> {
            Window window = Window.endingOn(past.day(moment), days);
            int all = sent.until(moment, window).size();
            return all == 0
                    ? null
                    : (Double) ((double) opened.until(moment, window).size() / all);
        };
    }

    private static RunningActivities activities(Past past, Activity.Type type) {
        return new RunningActivities(past, activity -> activity.type() == type);
    }

    private static @Nullable Object known(@Nullable Object value) {
        return value instanceof Double number && Double.isNaN(number) ? null : value;
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    /** As a rule reads it. */
    @SuppressWarnings("unchecked") // a property of a client
    static @Nullable Object read(Property<?> property, Client client, Object[] arguments) {
        return switch ((Property<Client>) property) {
            case Property.Numeric<Client> number -> known(number.reader().read(client, arguments));
            case Property.Text<Client> text -> text.reader().read(client, arguments);
            case Property.Day<Client> day -> day.reader().read(client, arguments);
            case Property.Texts<Client> texts -> texts.reader().read(client, arguments);
            case Property.Flag<Client> flag -> {
                Truth truth = flag.reader().read(client, arguments);
                yield truth == Truth.UNKNOWN ? null : (Boolean) truth.holds();
            }
            case Property.Rank<Client> rank -> throw new IllegalStateException("a rank has no value of its own");
        };
    }
}
