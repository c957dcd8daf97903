package io.regulars.facts.past;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Survey;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.Snapshot;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.history.Version;
import io.regulars.facts.measures.Browsing;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import io.regulars.facts.vocabulary.Property;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's past laid out by how long each state of each thing lasted, so that one who looks at many of its moments and
 * stretches need not go through the history for each. Used by one thread.
 */
public final class Past {
    private final BusinessSettings business;
    private final String client;
    private final Ranking ranking;
    private final History history;
    /** Profile, passes and surveys, which are few. */
    private final History rest;

    private final History profiles;

    private final Shelf<BookingState> bookings;
    private final Shelf<ReceiptState> receipts;
    private final Shelf<Activity> activities;
    /** The same with the money of each by itself. */
    private final Shelf<BookingState> untangledBookings;

    private final Shelf<ReceiptState> untangledReceipts;
    private final Moves moves;
    private final boolean unsureDays;
    private final Map<Set<Source>, Instant[]> changes = new HashMap<>();
    private final Map<Source, Set<Instant>> changesBySource = new EnumMap<>(Source.class);
    private Instant @Nullable [] turns;
    private @Nullable List<Lasting<Booking>> statesOfBookings;
    private @Nullable List<SpendOverTime.Step> spent;
    private @Nullable Client lastLook;
    private long looked;

    /** The past of a client, from what is known now, among a population that was ranked so. */
    public Past(BusinessSettings business, History history, Ranking ranking) {
        this.business = business;
        this.client = history.client();
        this.ranking = ranking;
        this.history = history;
        profiles = new History(client, history.profiles(), List.of(), List.of(), List.of(), List.of(), List.of());
        rest = new History(
                client, history.profiles(), List.of(), List.of(), history.passes(), history.surveys(), List.of());
        List<Lasting<BookingState>> booked = Lasting.bookings(business, history.bookings());
        List<Lasting<ReceiptState>> paid = Lasting.receipts(history.receipts());
        var things = new Things(booked.stream().map(Lasting::state).toList());
        moves = Moves.of(booked, things);
        var untangled = Untangled.of(business, things, booked, moves.standing(), paid);
        boolean settled = untangled.receipts() != paid;
        bookings = bookings(booked);
        receipts = receipts(paid);
        untangledBookings = bookings(untangled.bookings());
        untangledReceipts = settled ? receipts(untangled.receipts()) : receipts;
        activities = new Shelf<>(
                Lasting.activities(history.activities()),
                activity -> LocalTimes.day(activity.occurredAt(), business.zone()));
        // of two clocks a booking may be of the day after, which its receipts are not
        unsureDays = settled && !business.hasOneClock();
        changesBySource.put(Source.PROFILE, moments(history.profiles()));
        changesBySource.put(Source.BOOKINGS, moments(bookings));
        changesBySource.put(Source.RECEIPTS, moments(receipts));
        changesBySource.put(Source.PASSES, moments(history.passes()));
        changesBySource.put(Source.SURVEYS, moments(history.surveys()));
        changesBySource.put(Source.ACTIVITIES, moments(activities));
    }

    /** How a population was ranked by spend at moments of the past. */
    public interface Ranking {
        /** The cut-offs of a moment. */
        Cutoffs at(Instant moment);

        /** When a cut-off moved past one of these spends, after a moment and before another, in order. */
        List<Instant> passed(long leastMinor, long mostMinor, Instant after, Instant before);
    }

    /** Names moments at which time alone may change what is asked of a client's bookings or surveys. */
    @FunctionalInterface
    public interface Named {
        void moments(Client client, Consumer<Instant> moments);
    }

    /** The moments at which what is of these sources changed, in order; perhaps some at which it did not. */
    public Instant[] changes(Set<Source> sources) {
        return changes.computeIfAbsent(sources, which -> {
            var all = new TreeSet<Instant>();
            which.forEach(source -> all.addAll(Objects.requireNonNull(changesBySource.get(source))));
            return all.toArray(Instant[]::new);
        });
    }

    /** The facts of a moment. */
    public Client at(Instant moment) {
        if (lastLook == null || !lastLook.now().equals(moment)) {
            Shelf.Wanted wanted = (lasting, day) -> lasting.covers(moment);
            Snapshot then = rest.at(moment);
            looked += bookings.size(Window.EVER) + receipts.size(Window.EVER) + activities.size(Window.EVER);
            lastLook = Client.of(
                    business,
                    new Snapshot(
                            client,
                            then.profile(),
                            bookings.choose(Window.EVER, wanted),
                            receipts.choose(Window.EVER, wanted),
                            then.passes(),
                            then.surveys(),
                            activities.choose(Window.EVER, wanted)),
                    moment,
                    ranking.at(moment));
        }
        return lastLook;
    }

    /** The facts of a moment of what the profile says alone. */
    public Client profileAt(Instant moment) {
        return Client.of(business, profiles.at(moment), moment, Cutoffs.NONE);
    }

    /** A property kept going back, where it can be; it is asked of moments from late to early. */
    public Optional<Running> running(Property<?> property, Object[] arguments) {
        return RunningValues.of(this, property, arguments);
    }

    /**
     * The latest moment, not after another, at which something happened, a booking began or the time to make one was over; the earliest of all if there is none.
     *
     * @param days whether a local day that begins is one, too
     */
    public Instant turn(Instant moment, boolean days) {
        if (turns == null) {
            var all = new TreeSet<>(List.of(changes(Source.ALL)));
            bookings.all().forEach(lasting -> all.add(lasting.state().startsAt()));
            activities.all().forEach(lasting -> all.add(lasting.from().plus(Browsing.PATIENCE)));
            turns = all.toArray(Instant[]::new);
        }
        looked++;
        int place = Arrays.binarySearch(turns, moment);
        int latest = place >= 0 ? place : -place - 2;
        if (latest < 0) {
            return Instant.MIN;
        }
        Instant midnight = LocalTimes.date(moment, business.zone())
                .atStartOfDay(business.zone())
                .toInstant();
        return days && midnight.isAfter(turns[latest]) ? midnight : turns[latest];
    }

    /** The states of bookings that stood, in one status as of then. */
    List<Lasting<BookingState>> standing(BookingState.Status status) {
        return standing().stream()
                .filter(lasting -> business.statusOf(lasting.state(), lasting.from()) == status)
                .toList();
    }

    /** The states of bookings in whose place no other stood. */
    List<Lasting<BookingState>> standing() {
        looked += moves.standing().size();
        return moves.standing();
    }

    /** The states of all bookings, also of those that were moved. */
    List<Lasting<BookingState>> made() {
        looked += moves.standing().size() + moves.moved().size();
        return moves.all();
    }

    /** What each thing comes to by itself, and for how long. */
    <T> List<Lasting<T>> ofThings(Function<Client, List<T>> parts) {
        var all = new ArrayList<Lasting<T>>();
        for (History thing : Things.of(history)) {
            var moments = new TreeSet<Instant>();
            for (Lasting<BookingState> lasting : Lasting.bookings(business, thing.bookings())) {
                moments.add(lasting.from());
                moments.add(lasting.until());
            }
            thing.receipts().forEach(version -> moments.add(version.occurredAt()));
            moments.remove(Instant.MAX);
            looked += moments.size();
            Lasting.add(moments, moment -> parts.apply(client(thing.at(moment), moment)), all);
        }
        return all;
    }

    /** The day that a booking is of, on the calendar of its location. */
    int day(BookingState booking) {
        return LocalTimes.day(booking.startsAt(), business.zoneOf(booking.location()));
    }

    /** The business's day of a moment. */
    int day(Instant moment) {
        return LocalTimes.day(moment, business.zone());
    }

    History history() {
        return history;
    }

    /** The stretch from one moment to another, both included. */
    public Span span(Instant from, Instant until) {
        return new Span(this, from, until, Window.EVER, Window.EVER);
    }

    /** Whether what a booking came to may be counted on another day than the booking. */
    boolean hasUnsureDays() {
        return unsureDays;
    }

    private Shelf<BookingState> bookings(List<Lasting<BookingState>> states) {
        return new Shelf<>(states, this::day);
    }

    private static Shelf<ReceiptState> receipts(List<Lasting<ReceiptState>> states) {
        return new Shelf<>(states, receipt -> (int) receipt.date().toEpochDay());
    }

    /** How the population was ranked. */
    public Ranking ranking() {
        return ranking;
    }

    /** What they had spent, in the order of time; what time alone completes later is among it. */
    public List<SpendOverTime.Step> spent() {
        if (spent == null) {
            spent = SpendOverTime.since(business, history, Instant.MIN, Instant.MAX);
            looked += spent.size();
        }
        return spent;
    }

    /** All states of all bookings as facts; only what a state says by itself may be read of these. */
    public List<Lasting<Booking>> statesOfBookings() {
        if (statesOfBookings == null) {
            var nothing = new Snapshot(client, Profile.UNKNOWN, List.of(), List.of(), List.of(), List.of(), List.of());
            statesOfBookings = made().stream()
                    .map(lasting -> new Lasting<>(
                            new Booking(client(nothing, lasting.from()), lasting.state()),
                            lasting.from(),
                            lasting.until()))
                    .toList();
        }
        return statesOfBookings;
    }

    /** All bookings as facts, each as long as nothing changed it: neither what was told of it, nor a moment that is named. */
    public List<Lasting<Booking>> bookings(Named named) {
        return between(
                named,
                ofThings(Client::bookingFacts),
                Booking::client,
                (booking, later) -> new Booking(later, booking.state()));
    }

    /** All answers to surveys, likewise. */
    public List<Lasting<Survey>> surveys(Named named) {
        var all = new ArrayList<Lasting<Survey>>();
        for (Lasting<RunningAnswers.Answer> lasting : RunningAnswers.lasting(history.surveys())) {
            SurveyState answer = lasting.state().state();
            var alone =
                    new Snapshot(client, Profile.UNKNOWN, List.of(), List.of(), List.of(), List.of(answer), List.of());
            all.add(new Lasting<>(new Survey(client(alone, lasting.from()), answer), lasting.from(), lasting.until()));
        }
        looked += all.size();
        return between(named, all, Survey::client, (survey, later) -> new Survey(later, survey.state()));
    }

    private static <F> List<Lasting<F>> between(
            Named named, List<Lasting<F>> facts, Function<F, Client> owner, BiFunction<F, Client, F> later) {
        var all = new ArrayList<Lasting<F>>(facts.size());
        for (Lasting<F> fact : facts) {
            var moments = new TreeSet<Instant>();
            named.moments(owner.apply(fact.state()), moment -> {
                if (moment.isAfter(fact.from()) && moment.isBefore(fact.until())) {
                    moments.add(moment);
                }
            });
            F state = fact.state();
            Instant from = fact.from();
            for (Instant moment : moments) {
                all.add(new Lasting<>(state, from, moment));
                state = later.apply(state, owner.apply(state).later(moment));
                from = moment;
            }
            all.add(new Lasting<>(state, from, fact.until()));
        }
        return all;
    }

    /** How many states of things were gone through, and moments turned to, so far: what looking back has cost, on whatever machine. */
    public long looked() {
        return looked;
    }

    BusinessSettings business() {
        return business;
    }

    /** What is about the days of a window and passes, the money of each by itself; without profile, passes and surveys. */
    Snapshot snapshot(Window days, Shelf.Wanted happened, Shelf.Wanted paid) {
        looked += untangledBookings.size(days) + untangledReceipts.size(days) + activities.size(days);
        return new Snapshot(
                client,
                Profile.UNKNOWN,
                untangledBookings.choose(days, happened),
                untangledReceipts.choose(days, paid),
                List.of(),
                List.of(),
                activities.choose(days, happened));
    }

    Client client(Snapshot snapshot, Instant now) {
        return Client.of(business, snapshot, now, Cutoffs.NONE);
    }

    private static Set<Instant> moments(List<? extends Version<?>> versions) {
        var moments = new TreeSet<Instant>();
        versions.forEach(version -> moments.add(version.occurredAt()));
        return moments;
    }

    private static Set<Instant> moments(Shelf<?> shelf) {
        var moments = new TreeSet<Instant>();
        for (Lasting<?> lasting : shelf.all()) {
            moments.add(lasting.from());
            moments.add(lasting.until());
        }
        moments.remove(Instant.MAX);
        return moments;
    }
}
