package io.regulars.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one business was told, and what of it was so at some moment, from what is known now. Where
 * {@code docs/domain.md} leaves it open, this is how it is read:
 *
 * <ul>
 *   <li>Of the states of a thing the one with the latest {@code occurredAt} decides whether and whose it is; of equals the
 *       later arrival. If that removed it, or gave it to somebody else, it has never been the client's; if they have it back,
 *       it has always been theirs.
 *   <li>What became of a booking (kept, missed, cancelled) is a fact that can be corrected: only the latest counts, from
 *       the first moment at which it was told to be so, and with the content as last told. Another outcome told in between
 *       has never been. Before the outcome the booking was as BOOKED states said then; where its first state came after
 *       its {@code bookedAt}, it was BOOKED from that on, and nothing was refunded. So it is with the content of receipts.
 *   <li>A client is known from the first thing on that stands; of whom nothing stands any more, no rule speaks.
 *   <li>The same score told again for the same survey is the same answer, given later.
 *   <li>What a telling of some fields names holds from its moment until a later state says it; what it does not name is as it
 *       was then, and before the first known state as that began ({@link Life}). A state told once more is known to have
 *       been told then until something younger is told.
 *   <li>A pass is at each moment what was told last as of then. It is used up since the first of those of its states, without a gap,
 *       that say that none is left; of one moment the last word counts.
 *   <li>A removal told before its thing, or once more, removes whatever of it is older. Consent is as it was last given or withdrawn, by a
 *       profile that says another or by an event of its own; a profile told once more says nothing.
 *   <li>A booking in whose place another is known to stand was not cancelled by the client, at any time.
 *   <li>The catalogue is as it is now, at all times; of its prices each holds for the days from the one on which it was told.
 * </ul>
 */
final class Told {
    /** Those that are asked for. */
    static final List<String> CHANNELS = List.of("email", "sms");

    private final Map<String, List<Version<Booking>>> bookings = new TreeMap<>();
    private final Map<String, List<Version<Receipt>>> receipts = new TreeMap<>();
    private final Map<String, List<Version<Pass>>> passes = new TreeMap<>();
    private final Map<String, List<Version<Answer>>> surveys = new TreeMap<>();
    private final Map<String, Map<String, Activity>> activities = new TreeMap<>();
    private final Map<String, List<Version<Profile>>> profiles = new TreeMap<>();
    private final Map<String, List<Tag>> tags = new TreeMap<>();
    private final Map<String, List<Consent>> consents = new TreeMap<>();
    private final Map<String, Instant> removedAhead = new TreeMap<>();
    private int arrivals;

    /**
     * One telling of a thing; {@code state} null: it was removed.
     *
     * @param said which fields it named
     * @param whole whether it told all of the thing
     * @param again whether it told the latest state once more: known only until something younger is told
     */
    record Version<S>(
            Instant at,
            int arrival,
            String client,
            @Nullable S state,
            Set<String> said,
            boolean whole,
            boolean again) {
        Version<S> with(String other, S state) {
            return new Version<>(at, arrival, other, state, said, whole, false);
        }
    }

    static final Instant NOBODY_KNOWS_WHEN = Instant.MAX;

    record Booking(
            String id,
            String service,
            @Nullable String location,
            Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable Instant bookedAt,
            String status,
            @Nullable Instant cancelledAt,
            @Nullable String cancelledBy,
            @Nullable Long price,
            long discount,
            long refunded,
            long tip,
            @Nullable String replaces) {
        Booking as(String other) {
            return new Booking(
                    id, service, location, startsAt, endsAt, bookedAt, other, null, null, price, discount, refunded,
                    tip, replaces);
        }

        /** As it was before anything came of it. */
        Booking asBooked() {
            return new Booking(
                    id, service, location, startsAt, endsAt, bookedAt, "BOOKED", null, null, price, discount, 0, tip,
                    replaces);
        }

        Booking cancelledAt(@Nullable Instant moment) {
            return new Booking(
                    id,
                    service,
                    location,
                    startsAt,
                    endsAt,
                    bookedAt,
                    status,
                    moment,
                    cancelledBy,
                    price,
                    discount,
                    refunded,
                    tip,
                    replaces);
        }

        /** Nothing was said of what was paid. */
        Booking unpaid() {
            return new Booking(
                    id,
                    service,
                    location,
                    startsAt,
                    endsAt,
                    bookedAt,
                    status,
                    cancelledAt,
                    cancelledBy,
                    null,
                    0,
                    0,
                    0,
                    replaces);
        }

        boolean isBooked() {
            return status.equals("BOOKED");
        }

        Instant madeAt() {
            return bookedAt == null ? startsAt : bookedAt;
        }
    }

    record Receipt(
            String id,
            LocalDate date,
            String kind,
            long amount,
            @Nullable String service,
            @Nullable String booking) {}

    record Pass(
            String id,
            @Nullable String service,
            LocalDate starts,
            @Nullable LocalDate ends,
            @Nullable Integer left,
            @Nullable LocalDate cancelled) {}

    record Answer(String survey, String kind, int score, Instant answeredAt) {}

    record Activity(
            String id,
            String type,
            Instant at,
            @Nullable String category,
            @Nullable String service,
            int stars,
            @Nullable String channel) {
        boolean isConsent() {
            return type.endsWith("SUBSCRIBED");
        }
    }

    /** Consent of one channel, given or withdrawn. */
    record Consent(Instant at, int arrival, String channel, boolean given) {}

    /** A profile; {@code mail}: what it says of consent to e-mails. */
    record Profile(
            @Nullable LocalDate birth,
            @Nullable String country,
            @Nullable String city,
            @Nullable String source,
            @Nullable Instant registeredAt,
            @Nullable Boolean mail) {
        static final Profile UNKNOWN = new Profile(null, null, null, null, null, null);
    }

    record Tag(String tag, Instant setAt, @Nullable Instant removedAt) {}

    /** All of a booking; of what was not said there is nothing. */
    void booking(Instant at, String client, Booking state, Set<String> said) {
        put(bookings, state.id, Retelling.BOOKING, at, client, state, said);
    }

    /** Some fields of a booking; false if that would contradict something, and nothing is told. */
    boolean bookingPatched(Instant at, String client, Booking source, Set<String> said) {
        return patch(bookings, source.id, Retelling.BOOKING, at, client, source, said);
    }

    /** A younger state than the removal keeps the thing. */
    void bookingRemoved(Instant at, String id) {
        remove(bookings, id, Retelling.BOOKING, at);
    }

    void receipt(Instant at, String client, String id, Receipt state, Set<String> said) {
        put(receipts, id, Retelling.RECEIPT, at, client, state, said);
    }

    void receiptPatched(Instant at, String client, String id, Receipt source, Set<String> said) {
        patch(receipts, id, Retelling.RECEIPT, at, client, source, said);
    }

    void receiptRemoved(Instant at, String id) {
        remove(receipts, id, Retelling.RECEIPT, at);
    }

    void pass(Instant at, String client, Pass state, Set<String> said) {
        put(passes, state.id, Retelling.PASS, at, client, state, said);
    }

    void passPatched(Instant at, String client, Pass source, Set<String> said) {
        patch(passes, source.id, Retelling.PASS, at, client, source, said);
    }

    void passRemoved(Instant at, String id) {
        remove(passes, id, Retelling.PASS, at);
    }

    void answer(String client, Answer answer) {
        add(
                surveys,
                answer.survey,
                new Version<>(answer.answeredAt, arrivals++, client, answer, Set.of(), true, false));
    }

    void activity(String client, Activity activity) {
        boolean isNew =
                activities.computeIfAbsent(client, name -> new TreeMap<>()).putIfAbsent(activity.id, activity) == null;
        if (isNew && activity.isConsent()) {
            List<String> channels = activity.channel == null ? CHANNELS : List.of(activity.channel);
            channels.forEach(channel -> consented(activity.at, client, channel, activity.type.equals("SUBSCRIBED")));
        }
    }

    private void consented(Instant at, String client, String channel, boolean given) {
        consents.computeIfAbsent(client, name -> new ArrayList<>()).add(new Consent(at, arrivals++, channel, given));
    }

    void profile(Instant at, String client, Profile profile, Set<String> said) {
        tellProfile(
                at,
                client,
                profile,
                said,
                true,
                () -> put(profiles, client, Retelling.PROFILE, at, client, profile, said));
    }

    void profilePatched(Instant at, String client, Profile source, Set<String> said) {
        tellProfile(
                at,
                client,
                source,
                said,
                false,
                () -> patch(profiles, client, Retelling.PROFILE, at, client, source, said));
    }

    /** A whole profile that is told once more says nothing new of consent. */
    private void tellProfile(
            Instant at, String client, Profile source, Set<String> said, boolean whole, Runnable telling) {
        Version<Profile> before = last(profiles, client);
        telling.run();
        Version<Profile> after = Objects.requireNonNull(last(profiles, client));
        boolean once = whole && before != null && !at.isBefore(before.at) && Objects.equals(before.state, after.state);
        if (said.contains("consents") && source.mail != null && !once) {
            consented(at, client, "email", source.mail);
        }
    }

    private static <S> @Nullable Version<S> last(Map<String, List<Version<S>>> things, String id) {
        List<Version<S>> all = things.getOrDefault(id, List.of());
        return all.isEmpty() ? null : all.getLast();
    }

    void tagged(Instant now, String client, String tag) {
        List<Tag> known = tags.computeIfAbsent(client, name -> new ArrayList<>());
        if (known.stream().noneMatch(one -> one.tag.equals(tag) && one.removedAt == null)) {
            known.add(new Tag(tag, now, null));
        }
    }

    void untagged(Instant now, String client, String tag) {
        tags.computeIfAbsent(client, name -> new ArrayList<>())
                .replaceAll(
                        one -> one.tag.equals(tag) && one.removedAt == null ? new Tag(one.tag, one.setAt, now) : one);
    }

    /** Whose a booking was last told to be; null if nobody's. */
    @Nullable
    String ownerOfBooking(String id) {
        return owner(bookings, id);
    }

    @Nullable
    String ownerOfReceipt(String id) {
        return owner(receipts, id);
    }

    @Nullable
    String ownerOfPass(String id) {
        return owner(passes, id);
    }

    @Nullable
    String ownerOfSurvey(String id) {
        return owner(surveys, id);
    }

    /** The booking as last told, removed or not. */
    @Nullable
    Booking lastOf(String id) {
        List<Version<Booking>> all = bookings.getOrDefault(id, List.of());
        return all.reversed().stream()
                .map(Version::state)
                .filter(state -> state != null)
                .findFirst()
                .orElse(null);
    }

    /** What is known now of a client. */
    Story story(String client) {
        return new Story(
                bookings.values().stream()
                        .map(all -> standing(all, client))
                        .filter(standing -> !standing.isEmpty())
                        .toList(),
                receipts.values().stream()
                        .map(all -> hers(all, client))
                        .filter(hers -> !hers.isEmpty())
                        .toList(),
                passes.values().stream()
                        .map(all -> hers(all, client))
                        .filter(hers -> !hers.isEmpty())
                        .toList(),
                surveys.values().stream().map(all -> hers(all, client)).toList(),
                List.copyOf(activities.getOrDefault(client, Map.of()).values()),
                profiles.getOrDefault(client, List.of()),
                tags.getOrDefault(client, List.of()),
                consents.getOrDefault(client, List.of()));
    }

    /** Without outcomes that were corrected, and without what was told after the first telling of the outcome. */
    private static List<Version<Booking>> standing(List<Version<Booking>> all, String client) {
        List<Version<Booking>> hers = hers(all, client);
        if (hers.isEmpty()) {
            return hers;
        }
        String outcome = stateOf(hers.getLast()).status;
        var kept = new ArrayList<Version<Booking>>();
        for (Version<Booking> version : hers) {
            String status = stateOf(version).status;
            if (status.equals(outcome) && !outcome.equals("BOOKED")) {
                // from here on it is what it came to be, as last told
                kept.add(version.with(client, stateOf(hers.getLast())));
                return kept;
            }
            if (status.equals("BOOKED")) {
                kept.add(version);
            }
        }
        return kept;
    }

    /** All states told for this client, if the thing is theirs. */
    private static <S> List<Version<S>> hers(List<Version<S>> all, String client) {
        Version<S> last = all.getLast();
        if (last.state == null || !last.client.equals(client)) {
            return List.of();
        }
        return all.stream()
                .filter(version -> version.client().equals(client) && version.state != null)
                .toList();
    }

    static <S> S stateOf(Version<S> version) {
        if (version.state == null) {
            throw new IllegalStateException("removed");
        }
        return version.state;
    }

    private static <S> @Nullable String owner(Map<String, List<Version<S>>> things, String id) {
        List<Version<S>> all = things.getOrDefault(id, List.of());
        return all.isEmpty() || all.getLast().state == null ? null : all.getLast().client;
    }

    private static <S> void add(Map<String, List<Version<S>>> things, String id, Version<S> version) {
        List<Version<S>> all = things.computeIfAbsent(id, name -> new ArrayList<>());
        all.add(version);
        all.sort(Comparator.comparing((Version<S> one) -> one.at).thenComparingInt(Version::arrival));
    }

    private <S> void put(
            Map<String, List<Version<S>>> things,
            String id,
            Retelling<S> retelling,
            Instant at,
            String client,
            S told,
            Set<String> said) {
        List<Version<S>> all = things.computeIfAbsent(id, name -> new ArrayList<>());
        Version<S> last = all.isEmpty() ? null : all.getLast();
        S state = retelling.completed(told, last == null ? null : last.state, at);
        if (last != null && at.isBefore(last.at)) {
            new Life<>(all, retelling).tell(new Version<>(at, arrivals++, client, state, said, true, false));
        } else {
            inOrder(all, new Version<>(at, arrivals++, client, state, said, true, false));
        }
        Instant removed = last == null ? removedAhead.remove(retelling.thing() + id) : null;
        if (removed != null && removed.isAfter(at)) {
            remove(things, id, retelling, removed);
        }
    }

    private <S> boolean patch(
            Map<String, List<Version<S>>> things,
            String id,
            Retelling<S> retelling,
            Instant at,
            String client,
            S source,
            Set<String> said) {
        List<Version<S>> all = things.computeIfAbsent(id, name -> new ArrayList<>());
        var patch = new Version<>(at, arrivals++, client, source, said, false, false);
        Version<S> last = all.isEmpty() ? null : all.getLast();
        if (last != null && at.isBefore(last.at)) {
            return new Life<>(all, retelling).tell(patch);
        }
        Version<S> next = new Life<>(all, retelling).merged(patch);
        if (next.state == null || !retelling.isValid(next.state, at)) {
            return false;
        }
        inOrder(all, next);
        return true;
    }

    /** What was told again is forgotten as soon as something younger is told. */
    private static <S> void inOrder(List<Version<S>> all, Version<S> next) {
        Version<S> last = all.isEmpty() ? null : all.getLast();
        boolean same = last != null && last.client.equals(next.client) && Objects.equals(last.state, next.state);
        if (last != null && last.again && next.at.isAfter(last.at)) {
            all.removeLast();
        }
        boolean again = same && next.at.isAfter(Objects.requireNonNull(last).at);
        all.add(new Version<>(next.at, next.arrival, next.client, next.state, next.said, next.whole, again));
    }

    /** When states of a booking began. */
    List<Instant> momentsOf(String id) {
        return bookings.getOrDefault(id, List.of()).stream().map(Version::at).toList();
    }

    /** Everybody of whom a booking was told. */
    Set<String> ownersOfBooking(String id) {
        return owners(bookings, id);
    }

    /** Everybody of whom a pass was told. */
    Set<String> ownersOfPass(String id) {
        return owners(passes, id);
    }

    private static <S> Set<String> owners(Map<String, List<Version<S>>> things, String id) {
        return things.getOrDefault(id, List.of()).stream()
                .map(Version::client)
                .collect(java.util.stream.Collectors.toSet());
    }

    @Nullable
    Receipt lastReceipt(String id) {
        List<Version<Receipt>> all = receipts.getOrDefault(id, List.of());
        return all.isEmpty() ? null : all.getLast().state;
    }

    private <S> void remove(Map<String, List<Version<S>>> things, String id, Retelling<S> retelling, Instant at) {
        List<Version<S>> all = things.getOrDefault(id, List.of());
        if (all.isEmpty()) {
            removedAhead.merge(retelling.thing() + id, at, (one, other) -> one.isAfter(other) ? one : other);
        } else if (!all.getLast().at.isAfter(at)) {
            if (all.getLast().again && at.isAfter(all.getLast().at)) {
                all.removeLast();
            }
            add(things, id, new Version<>(at, arrivals++, all.getLast().client, null, Set.of(), true, false));
        }
    }

    /** Whoever was told of. */
    NavigableSet<String> clients() {
        var all = new TreeSet<String>(profiles.keySet());
        all.addAll(tags.keySet());
        all.addAll(activities.keySet());
        for (var things : List.of(bookings, receipts, passes, surveys)) {
            things.values().forEach(versions -> versions.forEach(version -> all.add(version.client())));
        }
        return all;
    }

    boolean hasProfile(String client) {
        return profiles.containsKey(client);
    }

    /** An answer to a survey stays of its kind. */
    String kindOfSurvey(String id, String otherwise) {
        List<Version<Answer>> all = surveys.getOrDefault(id, List.of());
        return all.isEmpty() ? otherwise : stateOf(all.getFirst()).kind;
    }

    /** Whether a thing was ever told to be this client's. */
    boolean names(String client, String id) {
        return java.util.stream.Stream.of(bookings, receipts, passes, surveys)
                .flatMap(things -> things.entrySet().stream())
                .filter(entry -> entry.getKey().equals(id))
                .anyMatch(entry -> entry.getValue().stream()
                        .anyMatch(version -> version.client().equals(client)));
    }
}
