package io.regulars.facts;

import io.regulars.facts.history.BookingMoves;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Snapshot;
import io.regulars.facts.measures.Activities;
import io.regulars.facts.measures.Browsing;
import io.regulars.facts.measures.Diary;
import io.regulars.facts.measures.Habits;
import io.regulars.facts.measures.Passes;
import io.regulars.facts.measures.Person;
import io.regulars.facts.measures.Ratings;
import io.regulars.facts.measures.Reliability;
import io.regulars.facts.measures.Spend;
import io.regulars.facts.measures.Visits;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import io.regulars.facts.vocabulary.Vocabulary;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client as rules see it: facts computed from the business's settings, the client's history as it stood, the moment
 * and the population's cut-offs; from nothing else.
 *
 * <p>Its properties are those of {@link Vocabulary#CLIENT}. Each group is computed when first read; a client is used by
 * one thread, for one evaluation, and equals only itself.
 */
public final class Client {
    private final BusinessSettings business;
    private final Snapshot snapshot;
    private final Instant now;
    private final Cutoffs cutoffs;
    private final LocalDate today;

    private @Nullable Person person;
    private @Nullable Diary diary;
    private @Nullable Visits visits;
    private @Nullable Spend spend;
    private @Nullable Passes passes;
    private @Nullable Reliability reliability;
    private @Nullable Habits habits;
    private @Nullable Activities activities;
    private @Nullable Browsing browsing;
    private @Nullable Ratings feedback;
    private @Nullable List<Booking> bookingFacts;
    private @Nullable List<Client> phases;
    private @Nullable Map<Object, Optional<Object>> made;

    private Client(BusinessSettings business, Snapshot snapshot, Instant now, Cutoffs cutoffs) {
        this.business = business;
        this.snapshot = snapshot;
        this.now = now;
        this.cutoffs = cutoffs;
        today = LocalTimes.date(now, business.zone());
    }

    /** The facts of a client at {@code now}. */
    public static Client of(BusinessSettings business, Snapshot snapshot, Instant now, Cutoffs cutoffs) {
        return new Client(business, snapshot, now, cutoffs);
    }

    /** External id. */
    public String id() {
        return snapshot.client();
    }

    /** The moment these facts are about. */
    public Instant now() {
        return now;
    }

    /** The calendar day of {@link #now} in the business's zone. */
    public LocalDate today() {
        return today;
    }

    /** The business's zone. */
    public ZoneId zone() {
        return business.zone();
    }

    /** The business whose settings these facts follow. */
    public BusinessSettings business() {
        return business;
    }

    /** What these facts were made from. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** All bookings as facts, in the order of their start; the same facts at each call. */
    public List<Booking> bookingFacts() {
        if (bookingFacts == null) {
            List<Booking> facts = new ArrayList<>(diary().size());
            for (int i = 0; i < diary().size(); i++) {
                facts.add(new Booking(this, diary().booking(i)));
            }
            bookingFacts = List.copyOf(facts);
        }
        return bookingFacts;
    }

    /** Gives each booking as a fact, in whatever order, so that they need not be laid out in one. */
    public void eachBooking(Consumer<Booking> each) {
        if (bookingFacts != null) {
            bookingFacts.forEach(each);
            return;
        }
        Set<String> moved = BookingMoves.moved(snapshot.bookings());
        snapshot.bookings()
                .forEach(state -> each.accept(new Booking(this, moved.contains(state.id()) ? state.asMoved() : state)));
    }

    /** All survey answers as facts, in the order they were given. */
    public List<Survey> surveyFacts() {
        return feedback().answers().stream()
                .map(answer -> new Survey(this, answer))
                .toList();
    }

    /** Spend in minor units of the business's currency: completed bookings, and receipts not tied to a booking. */
    public long spendMinor() {
        return spend().total();
    }

    /** What somebody makes of these facts, the same for whoever asks: it is made once. */
    public @Nullable Object once(Object by, Supplier<@Nullable Object> value) {
        if (made == null) {
            made = new IdentityHashMap<>();
        }
        return made.computeIfAbsent(by, ignored -> Optional.ofNullable(value.get()))
                .orElse(null);
    }

    /** The client with another history, at the same moment and among the same population. */
    public Client with(Snapshot other) {
        return new Client(business, other, now, cutoffs);
    }

    /** The same client at the same moment among another population: what was computed of them serves again. */
    public Client among(Cutoffs others) {
        var same = new Client(business, snapshot, now, others);
        same.person = person;
        same.diary = diary;
        same.visits = visits;
        same.spend = spend;
        same.passes = passes;
        same.reliability = reliability;
        same.habits = habits;
        same.activities = activities;
        same.browsing = browsing;
        same.feedback = feedback;
        return same;
    }

    /** The same history later, when only time has passed: what of its facts time has not changed serves again. */
    public Client later(Instant moment) {
        Client later = at(moment);
        if (diary != null && !diary.changes(business, now, moment)) {
            later.diary = diary;
            later.visits = visits == null ? null : visits.on(later.todayNumber());
            later.spend = spend;
            later.reliability = reliability;
            later.habits = habits;
            later.browsing = browsing;
        }
        later.activities = activities;
        later.feedback = feedback;
        return later;
    }

    /** The cut-offs of spend that the client is compared with. */
    public Cutoffs cutoffs() {
        return cutoffs;
    }

    /** {@link #today} counted from 1970-01-01. */
    public int todayNumber() {
        return (int) today.toEpochDay();
    }

    /** The last so many calendar days, today included. */
    public Window last(int days) {
        return Window.endingOn(todayNumber(), days);
    }

    /**
     * The client before and after each booking that comes to count as completed by time alone, in order: between their
     * moments the bookings' statuses stay as they are. Without such bookings that is this client alone.
     */
    public List<Client> phases() {
        if (phases == null) {
            var settlements = new TreeSet<Instant>();
            for (BookingState booking : snapshot.bookings()) {
                Instant completed = business.assumedCompletedAt(booking);
                if (completed != null) {
                    settlements.add(completed);
                }
            }
            List<Client> all = new ArrayList<>();
            all.add(settlements.isEmpty() ? this : at(settlements.first().minusNanos(1)));
            settlements.forEach(settlement -> all.add(at(settlement)));
            phases = List.copyOf(all);
        }
        return phases;
    }

    /** What the profile says. */
    public Person person() {
        if (person == null) {
            person = new Person(business, snapshot.profile(), today);
        }
        return person;
    }

    /** The bookings in the order of their start. */
    public Diary diary() {
        if (diary == null) {
            diary = new Diary(business, snapshot.bookings(), now);
        }
        return diary;
    }

    /** The days on which the client came. */
    public Visits visits() {
        if (visits == null) {
            visits = new Visits(diary(), todayNumber());
        }
        return visits;
    }

    /** The client's money. */
    public Spend spend() {
        if (spend == null) {
            spend = new Spend(business, diary(), snapshot.receipts());
        }
        return spend;
    }

    /** What the client has paid for ahead. */
    public Passes passes() {
        if (passes == null) {
            passes = new Passes(snapshot.passes(), business.zone(), todayNumber());
        }
        return passes;
    }

    /** Whether the client keeps their bookings. */
    public Reliability reliability() {
        if (reliability == null) {
            reliability = new Reliability(business, diary(), now);
        }
        return reliability;
    }

    /** When the client comes. */
    public Habits habits() {
        if (habits == null) {
            habits = new Habits(business, visits());
        }
        return habits;
    }

    /** What the client did. */
    public Activities activities() {
        if (activities == null) {
            activities = new Activities(snapshot.activities(), business.zone());
        }
        return activities;
    }

    /** What the client looks at. */
    public Browsing browsing() {
        if (browsing == null) {
            browsing = new Browsing(business, activities(), diary());
        }
        return browsing;
    }

    /** What the client says of the business. */
    public Ratings feedback() {
        if (feedback == null) {
            feedback = new Ratings(snapshot.surveys(), activities());
        }
        return feedback;
    }

    /** The facts of the same history at another moment. */
    public Client at(Instant moment) {
        return moment.equals(now) ? this : new Client(business, snapshot, moment, cutoffs);
    }
}
