package io.regulars.facts.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A package of visits or of time that a client bought ({@code docs/domain.md}, Pass). Its days are the business's.
 *
 * @param service code of the service that it is for; null: it says none
 * @param category the category of services that it is for; null: it says none
 * @param endsOn the last day on which it is valid; null: it has no end
 * @param visits how many it was sold with; null: they are not counted, or nobody said
 * @param visitsLeft how many the booking system counts as left; null: it counts none
 * @param cancelledOn from which day on it is not valid; null: it was not cancelled
 * @param usedUpAt since when none is left, which follows from the states told before ({@link EffectiveStates}); null: some
 *     are, nobody counts, or this is a state as it was told
 */
public record PassState(
        String id,
        String name,
        @Nullable String service,
        @Nullable String category,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable Integer visits,
        @Nullable Integer visitsLeft,
        @Nullable LocalDate cancelledOn,
        @Nullable Instant usedUpAt) {
    /** The most visits that one may count. */
    public static final int MOST_VISITS = 100_000;

    /** Whether the booking system says that no visit is left. */
    public boolean isUsedUp() {
        return visitsLeft != null && visitsLeft == 0;
    }

    /** Whether it is for a service or a category, as it says; one that says neither is for everything. */
    public boolean isFor(String what) {
        return service == null && category == null || what.equals(service) || what.equals(category);
    }

    /** Says of each field that goes against another what is wrong with it. */
    public void contradictions(BiConsumer<String, String> wrong) {
        if (service != null && category != null) {
            wrong.accept("category", "stands beside 'service'; a pass is for one of the two, or for everything");
        }
        if (endsOn != null && endsOn.isBefore(startsOn)) {
            wrong.accept("endsOn", "is before startsOn; it is the last day on which the pass is valid");
        }
        if (visits != null && visitsLeft != null && visitsLeft > visits) {
            wrong.accept("visitsLeft", "is more than 'visits', which is how many the pass was sold with");
        }
    }

    PassState usedUpSince(@Nullable Instant moment) {
        return new PassState(id, name, service, category, startsOn, endsOn, visits, visitsLeft, cancelledOn, moment);
    }
}
