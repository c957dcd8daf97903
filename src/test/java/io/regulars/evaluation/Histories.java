package io.regulars.evaluation;

import io.regulars.facts.BookingState;
import io.regulars.facts.BookingState.Status;
import io.regulars.facts.Business;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.History;
import io.regulars.facts.Profile;
import io.regulars.facts.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client's history in the words of a test; every moment is an instant, the business is in Riga. */
final class Histories {
    static final Business SALON = new Business(
            ZoneId.of("Europe/Riga"),
            Currency.getInstance("EUR"),
            "LV",
            Duration.ofHours(24),
            null,
            Map.of(),
            Map.of());

    private final List<Version<Profile>> profiles = new ArrayList<>();
    private final List<Version<BookingState>> bookings = new ArrayList<>();

    static Histories history() {
        return new Histories();
    }

    /** Became known to the business. */
    Histories registered(String moment) {
        Instant at = Instant.parse(moment);
        profiles.add(new Version<>("c-1", at, at, Profile.UNKNOWN));
        return this;
    }

    /** A visit that started then, and was told at once. */
    Histories visit(String id, String moment) {
        return state(id, moment, moment, Status.COMPLETED);
    }

    /** The state of a booking from some moment on. */
    Histories state(String id, String occurredAt, String startsAt, Status status) {
        Instant at = Instant.parse(occurredAt);
        bookings.add(new Version<>(
                id,
                at,
                at,
                new BookingState(
                        id,
                        "haircut",
                        null,
                        null,
                        null,
                        null,
                        Instant.parse(startsAt),
                        null,
                        null,
                        status,
                        status == Status.CANCELLED ? at : null,
                        null,
                        3000,
                        0,
                        0,
                        null)));
        return this;
    }

    History build() {
        bookings.sort(Comparator.comparing(Version::occurredAt));
        return new History("c-1", profiles, bookings, List.of(), List.of(), List.of());
    }

    /** That history, never evaluated, at some moment. */
    Situation at(String now) {
        return at(now, Held.NOTHING);
    }

    /** That history at some moment, with what was held. */
    Situation at(String now, Held held) {
        return situation(build(), Instant.parse(now), held);
    }

    /** That history, looked at too late. */
    Situation late(String now, Held held, Instant due) {
        return situation(build(), Instant.parse(now), held, due);
    }

    static Situation situation(History history, Instant now, Held held, Instant due) {
        return new Situation(SALON, history, held, List.of(), now, due, Cutoffs.NONE, PastCutoffs.always(Cutoffs.NONE));
    }

    static Situation situation(History history, Instant now, @Nullable Held held) {
        return new Situation(SALON, history, held == null ? Held.NOTHING : held, List.of(), now, Cutoffs.NONE);
    }
}
