package io.regulars.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that stands of one client from what is known now, as {@link Told} reads it.
 *
 * @param bookings of each the states that stand, in order
 * @param receipts of each all states
 * @param passes of each all states
 * @param surveys of each all answers
 */
record Story(
        List<List<Told.Version<Told.Booking>>> bookings,
        List<List<Told.Version<Told.Receipt>>> receipts,
        List<List<Told.Version<Told.Pass>>> passes,
        List<List<Told.Version<Told.Answer>>> surveys,
        List<Told.Activity> activities,
        List<Told.Version<Told.Profile>> profiles,
        List<Told.Tag> tags,
        List<Told.Consent> consents) {
    Story {
        bookings = List.copyOf(bookings);
        receipts = List.copyOf(receipts);
        passes = List.copyOf(passes);
        surveys = List.copyOf(surveys);
        activities = List.copyOf(activities);
        profiles = List.copyOf(profiles);
        tags = List.copyOf(tags);
        consents = List.copyOf(consents);
    }

    /** What was so at one moment. */
    record View(
            Told.Profile profile,
            TreeSet<String> tags,
            Map<String, Boolean> consents,
            List<Told.Booking> bookings,
            List<Told.Receipt> receipts,
            List<Held> passes,
            List<Told.Answer> answers,
            List<Told.Activity> activities) {}

    /** A pass, and since when nothing is left of it. */
    record Held(Told.Pass pass, @Nullable Instant usedUp) {}

    View at(Instant moment) {
        var latest = bookings.stream()
                .map(standing -> Told.stateOf(standing.getLast()))
                .toList();
        var booked = new ArrayList<Told.Booking>();
        bookings.forEach(standing -> {
            Told.Booking state = bookingAt(standing, moment);
            if (state != null) {
                boolean neverCancelled = state.status().equals("CANCELLED") && isMoved(state, latest);
                booked.add(neverCancelled ? state.as("CANCELLED") : state);
            }
        });
        var paid = new ArrayList<Told.Receipt>();
        receipts.forEach(all -> {
            if (!all.getFirst().at().isAfter(moment)) {
                paid.add(Told.stateOf(all.getLast()));
            }
        });
        var did = activities.stream()
                .filter(activity -> !activity.at().isAfter(moment))
                .toList();
        return new View(
                profileAt(moment),
                tagsAt(moment),
                consentsAt(moment),
                booked,
                paid,
                passesAt(moment),
                answersAt(moment),
                did);
    }

    /** Whether another stands in its place; who goes from each to what it replaces does not come back to that. */
    static boolean isMoved(Told.Booking booking, List<Told.Booking> all) {
        if (!booking.isBooked() && !booking.status().equals("CANCELLED")) {
            return false;
        }
        var before = new TreeSet<String>();
        Told.Booking next = booking;
        while (next != null && before.add(next.id())) {
            String replaced = next.replaces();
            next = all.stream()
                    .filter(other -> other.id().equals(replaced))
                    .findFirst()
                    .orElse(null);
        }
        return all.stream().anyMatch(other -> booking.id().equals(other.replaces()) && !before.contains(other.id()));
    }

    private static Told.@Nullable Booking bookingAt(List<Told.Version<Told.Booking>> standing, Instant moment) {
        Told.Booking last = Told.stateOf(standing.getLast());
        Told.Booking then = null;
        for (Told.Version<Told.Booking> version : standing) {
            if (!version.at().isAfter(moment)) {
                then = Told.stateOf(version).isBooked() ? Told.stateOf(version) : last;
            }
        }
        if (then != null) {
            return then;
        }
        Told.Booking first = Told.stateOf(standing.getFirst()).isBooked() ? Told.stateOf(standing.getFirst()) : last;
        return first.bookedAt() != null && !first.bookedAt().isAfter(moment) ? first.asBooked() : null;
    }

    private Told.Profile profileAt(Instant moment) {
        Told.Profile profile = Told.Profile.UNKNOWN;
        for (Told.Version<Told.Profile> version : profiles) {
            if (!version.at().isAfter(moment)) {
                profile = Told.stateOf(version);
            }
        }
        return profile;
    }

    private TreeSet<String> tagsAt(Instant moment) {
        var worn = new TreeSet<String>();
        for (Told.Tag tag : tags) {
            Instant removedAt = tag.removedAt();
            if (!tag.setAt().isAfter(moment) && (removedAt == null || removedAt.isAfter(moment))) {
                worn.add(tag.tag());
            }
        }
        return worn;
    }

    private Map<String, Boolean> consentsAt(Instant moment) {
        var inForce = new TreeMap<String, Boolean>();
        Boolean mail = profileAt(moment).mail();
        if (mail != null) {
            inForce.put("email", mail);
        }
        consents.stream()
                .filter(consent -> !consent.at().isAfter(moment))
                .sorted(Comparator.comparing(Told.Consent::at).thenComparingInt(Told.Consent::arrival))
                .forEach(consent -> inForce.put(consent.channel(), consent.given()));
        return inForce;
    }

    private List<Held> passesAt(Instant moment) {
        var held = new ArrayList<Held>();
        for (List<Told.Version<Told.Pass>> all : passes) {
            var words = new TreeMap<Instant, Told.Pass>();
            all.forEach(version -> words.put(version.at(), Told.stateOf(version)));
            NavigableMap<Instant, Told.Pass> until = words.headMap(moment, true);
            if (!until.isEmpty()) {
                Instant usedUp = null;
                for (Map.Entry<Instant, Told.Pass> word : until.descendingMap().entrySet()) {
                    if (!Integer.valueOf(0).equals(word.getValue().left())) {
                        break;
                    }
                    usedUp = word.getKey();
                }
                held.add(new Held(until.lastEntry().getValue(), usedUp));
            }
        }
        return held;
    }

    /** In the order in which they were given; of equals the later arrival is the later. */
    private List<Told.Answer> answersAt(Instant moment) {
        var given = new ArrayList<Told.Version<Told.Answer>>();
        for (List<Told.Version<Told.Answer>> all : surveys) {
            var answers = new ArrayList<Told.Version<Told.Answer>>();
            for (Told.Version<Told.Answer> version : all) {
                if (!version.at().isAfter(moment)) {
                    if (!answers.isEmpty()
                            && Told.stateOf(answers.getLast()).score()
                                    == Told.stateOf(version).score()) {
                        answers.removeLast();
                    }
                    answers.add(version);
                }
            }
            given.addAll(answers);
        }
        given.sort(Comparator.comparing((Told.Version<Told.Answer> version) -> version.at())
                .thenComparingInt(Told.Version::arrival));
        return given.stream().map(Told::stateOf).toList();
    }

    /** The moments at which {@link #at} changes, in order; more than those is no harm but for the first. */
    TreeSet<Instant> changes() {
        var moments = new TreeSet<Instant>();
        bookings.forEach(standing -> {
            standing.forEach(version -> moments.add(version.at()));
            Instant bookedAt = Told.stateOf(standing.getFirst()).bookedAt();
            if (bookedAt != null) {
                moments.add(bookedAt);
            }
        });
        receipts.forEach(all -> moments.add(all.getFirst().at()));
        passes.forEach(all -> all.forEach(version -> moments.add(version.at())));
        surveys.forEach(all -> all.forEach(version -> moments.add(version.at())));
        activities.forEach(activity -> moments.add(activity.at()));
        profiles.forEach(version -> moments.add(version.at()));
        consents.forEach(consent -> moments.add(consent.at()));
        tags.forEach(tag -> {
            moments.add(tag.setAt());
            if (tag.removedAt() != null) {
                moments.add(tag.removedAt());
            }
        });
        return moments;
    }

    /** Whether nothing stands; tags that were taken off again do not. */
    boolean isNobodys() {
        return bookings.isEmpty()
                && receipts.isEmpty()
                && passes.isEmpty()
                && surveys.stream().allMatch(List::isEmpty)
                && activities.isEmpty()
                && profiles.isEmpty()
                && consents.isEmpty()
                && tags.stream().allMatch(tag -> tag.removedAt() != null);
    }

    /** Every state in which a booking ever was. */
    List<Told.Booking> everyBooking() {
        return bookings.stream().flatMap(List::stream).map(Told::stateOf).toList();
    }
}
