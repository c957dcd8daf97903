package io.regulars.facts.measures;

import io.regulars.facts.history.PassState;
import io.regulars.facts.values.LocalTimes;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client has paid for ahead, as it stands on a day of the business.
 * <pre>
 *   ended        ├──────┤
 *   valid              ├──────────┤
 *   to come                      ├──────┤
 *                         │ today
 * </pre>
 */
public final class Passes {
    /** The last day of a pass that has none. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Predicate<PassState> ANY = pass -> true;

    private final List<PassState> passes;
    private final ZoneId zone;
    private final int today;

    /**
     * The passes as of a day.
     *
     * @param zone the business's
     */
    public Passes(Collection<PassState> passes, ZoneId zone, int today) {
        this.passes = List.copyOf(passes);
        this.zone = zone;
        this.today = today;
    }

    /** The last day on which a pass is valid, or {@link #NEVER}; before its first day if it never was. */
    public static long lastDay(PassState pass, ZoneId zone) {
        long last = day(pass.endsOn());
        if (pass.cancelledOn() != null) {
            last = Math.min(last, pass.cancelledOn().toEpochDay() - 1);
        }
        if (pass.usedUpAt() != null) {
            last = Math.min(last, LocalTimes.day(pass.usedUpAt(), zone));
        }
        return last;
    }

    private static long day(@Nullable LocalDate day) {
        return day == null ? NEVER : day.toEpochDay();
    }

    /** Whether one is valid. */
    public boolean isAnyValid() {
        return passes.stream().anyMatch(this::isValid);
    }

    /** Whether one is valid that is for a service or category. */
    public boolean isAnyValid(String what) {
        return passes.stream().anyMatch(pass -> isValid(pass) && pass.isFor(what));
    }

    /** How many visits are left of all that are valid; NaN if none is, or if one counts none. */
    public double visitsLeft() {
        return visitsLeft(ANY);
    }

    /** The same of those that are for a service or category. */
    public double visitsLeft(String what) {
        return visitsLeft(pass -> pass.isFor(what));
    }

    private double visitsLeft(Predicate<PassState> wanted) {
        double left = Double.NaN;
        for (PassState pass : passes) {
            if (isValid(pass) && wanted.test(pass)) {
                if (pass.visitsLeft() == null) {
                    return Double.NaN;
                }
                left = (Double.isNaN(left) ? 0 : left) + pass.visitsLeft();
            }
        }
        return left;
    }

    /** Calendar days to the last day of those that are valid or to come; NaN if none is valid, or if one has no last day. */
    public double daysUntilEnd() {
        long last = passes.stream()
                .filter(pass -> isValid(pass) || isToCome(pass))
                .mapToLong(pass -> lastDay(pass, zone))
                .max()
                .orElse(NEVER);
        return last == NEVER || !isAnyValid() ? Double.NaN : last - today;
    }

    /** Calendar days since the last day of the one that ended last; NaN if none has, or if one is valid or to come. */
    public double daysSinceEnd() {
        if (passes.stream().anyMatch(pass -> isValid(pass) || isToCome(pass))) {
            return Double.NaN;
        }
        return passes.stream()
                .filter(this::hasEnded)
                .mapToDouble(pass -> today - lastDay(pass, zone))
                .min()
                .orElse(Double.NaN);
    }

    private boolean isValid(PassState pass) {
        return !pass.isUsedUp() && pass.startsOn().toEpochDay() <= today && today <= lastDay(pass, zone);
    }

    private boolean isToCome(PassState pass) {
        long starts = pass.startsOn().toEpochDay();
        return !pass.isUsedUp() && today < starts && starts <= lastDay(pass, zone);
    }

    private boolean hasEnded(PassState pass) {
        long last = lastDay(pass, zone);
        return pass.startsOn().toEpochDay() <= last && (pass.isUsedUp() || last < today);
    }
}
