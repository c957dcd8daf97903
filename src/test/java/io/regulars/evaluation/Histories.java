package io.regulars.evaluation;

import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.Version;
import io.regulars.ranking.past.PastCutoffs;
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
public final class Histories {
    public static final BusinessSettings SALON = new BusinessSettings(
            ZoneId.of("Europe/Riga"),
            Currency.getInstance("EUR"),
            "LV",
            Duration.ofHours(24),
            null,
            Map.of(),
            Map.of());

    private final List<Version<Profile>> profiles = new ArrayList<>();
    private final List<Version<BookingState>> bookings = new ArrayList<>();

    public static Histories history() {
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
    public Histories state(String id, String occurredAt, String startsAt, Status status) {
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
                        3000L,
                        0,
                        0,
                        0,
                        0,
                        null,
                        null,
                        null)));
        return this;
    }

    History build() {
        bookings.sort(Comparator.comparing(Version::occurredAt));
        return new History("c-1", profiles, bookings, List.of(), List.of(), List.of(), List.of());
    }

    /** That history, never evaluated, at some moment. */
    public EvaluationInput at(String now) {
        return at(now, PreviousMemberships.NOTHING);
    }

    /** That history at some moment, with what was held. */
    public EvaluationInput at(String now, PreviousMemberships previous) {
        return input(build(), Instant.parse(now), previous);
    }

    /** That history, looked at too late. */
    EvaluationInput late(String now, PreviousMemberships previous, Instant due) {
        return input(build(), Instant.parse(now), previous, due);
    }

    static EvaluationInput input(History history, Instant now, PreviousMemberships previous, Instant due) {
        return new EvaluationInput(
                SALON, history, previous, List.of(), now, due, Cutoffs.NONE, PastCutoffs.always(Cutoffs.NONE));
    }

    static EvaluationInput input(History history, Instant now, @Nullable PreviousMemberships previous) {
        return new EvaluationInput(
                SALON,
                history,
                previous == null ? PreviousMemberships.NOTHING : previous,
                List.of(),
                now,
                Cutoffs.NONE);
    }
}
