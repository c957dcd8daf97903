package io.regulars.arbiter;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action that waits for its decision.
 *
 * @param dueAt when it is to be carried out, or was to be asked again
 * @param expiresAt after this moment it is dropped; null: never
 * @param offerUntil when its offer ends; null: it has none that ends
 * @param whileSegment the segment that the client has to be in; null: none
 * @param requirement the condition of the step
 * @param appointment the booking that it is about; null: none
 * @param ended why it is not to be carried out any more, whatever else is so; null: it is not ended
 * @param reserved the moment for which a place within the rates was kept for it; null: none was
 * @param lacksCode why it cannot carry the code that its offer needs; null: it can, or needs none
 */
public record Candidate(
        UUID id,
        Terms terms,
        Instant dueAt,
        @Nullable Instant expiresAt,
        @Nullable Instant offerUntil,
        @Nullable String whileSegment,
        Requirement requirement,
        @Nullable Appointment appointment,
        @Nullable Ended ended,
        @Nullable Instant reserved,
        @Nullable String lacksCode) {
    /** One that lacks no code. */
    public Candidate(
            UUID id,
            Terms terms,
            Instant dueAt,
            @Nullable Instant expiresAt,
            @Nullable Instant offerUntil,
            @Nullable String whileSegment,
            Requirement requirement,
            @Nullable Appointment appointment,
            @Nullable Ended ended,
            @Nullable Instant reserved) {
        this(id, terms, dueAt, expiresAt, offerUntil, whileSegment, requirement, appointment, ended, reserved, null);
    }

    /** In which order candidates of one client are decided; the first are decided with what the ones before them took. */
    public static final Comparator<Candidate> ORDER = Comparator.comparing(
                    (Candidate one) -> one.terms().purpose())
            .thenComparing(one -> one.terms().priority(), Comparator.reverseOrder())
            .thenComparing(Candidate::dueAt)
            .thenComparing(one -> one.terms().campaign())
            .thenComparingInt(one -> one.terms().order())
            .thenComparing(Candidate::id);

    /**
     * A condition of a step that was asked about the client.
     *
     * @param text as the campaign says it
     * @param holds unknown counts as not
     */
    public record Requirement(String text, boolean holds) {
        /** There is none. */
        public static final Requirement NONE = new Requirement("", true);
    }

    /**
     * Why an action is not to be carried out any more.
     *
     * @param gate WITHDRAWN, RETRACTED or STOPPED
     */
    public record Ended(Gate gate, String detail) {}

    /** When it is best due: a message about a booking before quiet hours whose end would be too late, all else as it is. */
    public Instant planned(Policy policy, ZoneId zone, Instant now) {
        return appointment == null || terms.quiet() != QuietHours.Mode.BEFORE
                ? dueAt
                : policy.quiet().planned(dueAt, appointment, zone, now);
    }

    /** The same, to be asked at another moment for which a place within the rates may be kept. */
    public Candidate heldUntil(Instant moment, @Nullable Instant kept) {
        return new Candidate(
                id,
                terms,
                moment,
                expiresAt,
                offerUntil,
                whileSegment,
                requirement,
                appointment,
                ended,
                kept,
                lacksCode);
    }

    /** The same, which cannot carry the code that it needs. */
    public Candidate lacking(@Nullable String why) {
        return new Candidate(
                id, terms, dueAt, expiresAt, offerUntil, whileSegment, requirement, appointment, ended, reserved, why);
    }
}
