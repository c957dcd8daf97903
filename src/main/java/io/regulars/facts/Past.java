package io.regulars.facts;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client's past laid out by how long each state of each thing lasted, so that one who looks at many of its moments and
 * stretches need not go through the history for each. Used by one thread.
 */
public final class Past {
    private final BusinessSettings business;
    private final String client;
    private final Ranking ranking;
    /** Profile and surveys, which are few. */
    private final History rest;

    private final Shelf<BookingState> bookings;
    private final Shelf<ReceiptState> receipts;
    private final Shelf<Activity> activities;
    /** The same with the money of each by itself. */
    private final Shelf<BookingState> untangledBookings;

    private final Shelf<ReceiptState> untangledReceipts;
    private final boolean tangled;
    private final boolean unsurePrices;
    private final boolean cancelledSeries;
    private final Map<Set<Source>, Instant[]> changes = new HashMap<>();
    private final Map<Source, Set<Instant>> changesBySource = new EnumMap<>(Source.class);
    private @Nullable List<Episode> episodes;
    private @Nullable Client lastLook;
    private long looked;

    /** The past of a client, from what is known now, among a population that was ranked so. */
    public Past(BusinessSettings business, History history, Ranking ranking) {
        this.business = business;
        this.client = history.client();
        this.ranking = ranking;
        rest = new History(client, history.profiles(), List.of(), List.of(), history.surveys(), List.of());
        List<Lasting<BookingState>> booked = Lasting.bookings(business, history.bookings());
        List<Lasting<ReceiptState>> paid = Lasting.receipts(history.receipts());
        var untangled = Untangled.of(business, booked, paid);
        boolean settled = untangled.bookings() != booked;
        bookings = bookings(booked);
        receipts = receipts(paid);
        untangledBookings = settled ? bookings(untangled.bookings()) : bookings;
        untangledReceipts = settled ? receipts(untangled.receipts()) : receipts;
        activities = new Shelf<>(
                Lasting.activities(history.activities()),
                activity -> LocalTimes.day(activity.occurredAt(), business.zone()));
        // of two clocks a booking may be of the day after, which its receipts are not
        tangled = settled && !business.hasOneClock()
                || booked.stream().anyMatch(lasting -> lasting.state().replaces() != null);
        unsurePrices = settled || booked.stream().anyMatch(lasting -> hasNoPrice(lasting.state()));
        cancelledSeries = booked.stream().anyMatch(lasting -> isOfSeries(lasting.state()));
        changesBySource.put(Source.PROFILE, moments(history.profiles()));
        changesBySource.put(Source.BOOKINGS, moments(bookings));
        changesBySource.put(Source.RECEIPTS, moments(receipts));
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

    /** A booking as a fact, in one of its states, from one moment until before another. */
    public record Episode(Booking booking, Instant from, Instant until) {}

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
                            then.surveys(),
                            activities.choose(Window.EVER, wanted)),
                    moment,
                    ranking.at(moment));
        }
        return lastLook;
    }

    /** The stretch from one moment to another, both included. */
    public Span span(Instant from, Instant until) {
        return new Span(this, from, until, Window.EVER, Window.EVER);
    }

    /**
     * Whether one booking says how another counts, in whose place it is. Then more of the history may make less of a value, and no
     * booking tells by itself what it was.
     */
    public boolean isTangled() {
        return tangled;
    }

    /** Whether bookings do not say by themselves what they cost. */
    boolean hasUnsurePrices() {
        return unsurePrices;
    }

    /** Whether one cancellation may count for several bookings. */
    boolean hasCancelledSeries() {
        return cancelledSeries;
    }

    private boolean hasNoPrice(BookingState booking) {
        return booking.priceMinor() == null && business.assumedPrice(booking) == null;
    }

    private static boolean isOfSeries(BookingState booking) {
        return booking.series() != null && Reliability.isCancelledByClient(booking);
    }

    private Shelf<BookingState> bookings(List<Lasting<BookingState>> states) {
        return new Shelf<>(states, booking -> LocalTimes.day(booking.startsAt(), business.zoneOf(booking.location())));
    }

    private static Shelf<ReceiptState> receipts(List<Lasting<ReceiptState>> states) {
        return new Shelf<>(states, receipt -> (int) receipt.date().toEpochDay());
    }

    /** How the population was ranked. */
    public Ranking ranking() {
        return ranking;
    }

    /** All states of all bookings; only what a state says by itself may be read of these facts. */
    public List<Episode> episodes() {
        if (episodes == null) {
            var nothing = new Snapshot(client, Profile.UNKNOWN, List.of(), List.of(), List.of(), List.of());
            looked += bookings.all().size();
            episodes = bookings.all().stream()
                    .map(lasting -> new Episode(
                            new Booking(client(nothing, lasting.from()), lasting.state()),
                            lasting.from(),
                            lasting.until()))
                    .toList();
        }
        return episodes;
    }

    /** How many states of things were gone through so far: what looking back has cost, on whatever machine. */
    public long looked() {
        return looked;
    }

    BusinessSettings business() {
        return business;
    }

    /** What is about the days of a window and passes, the money of each by itself; without profile and surveys. */
    Snapshot snapshot(Window days, Shelf.Wanted happened, Shelf.Wanted paid) {
        looked += untangledBookings.size(days) + untangledReceipts.size(days) + activities.size(days);
        return new Snapshot(
                client,
                Profile.UNKNOWN,
                untangledBookings.choose(days, happened),
                untangledReceipts.choose(days, paid),
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
