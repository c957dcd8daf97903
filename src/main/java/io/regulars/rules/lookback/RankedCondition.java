package io.regulars.rules.lookback;

import io.regulars.facts.past.Past;
import io.regulars.facts.past.SpendOverTime;
import io.regulars.facts.values.Truth;
import io.regulars.rules.tree.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rank by spend, which lasts while neither the client's spend nor a cut-off comes past the other. Where a client leads a small business,
 * each of their visits moves a cut-off, so each is looked at, and none of them may cost a look through the history.
 */
final class RankedCondition implements PastCondition {
    private final Past past;
    private final Condition.Ranked ranked;
    /** How many steps of the spend had been taken. */
    private int taken;

    private @Nullable Since last;

    RankedCondition(Past past, Condition.Ranked ranked) {
        this.past = past;
        this.ranked = ranked;
        taken = past.spent().size();
    }

    @Override
    public Since at(Instant moment) {
        if (last == null || last.from().isAfter(moment)) {
            last = look(moment);
        }
        return last;
    }

    private Since look(Instant moment) {
        List<SpendOverTime.Step> steps = past.spent();
        while (taken > 0 && steps.get(taken - 1).at().isAfter(moment)) {
            taken--;
        }
        Truth truth = truth(moment);
        Instant before = moment.plusNanos(1);
        while (true) {
            Instant from = taken == 0 ? Instant.MIN : steps.get(taken - 1).at();
            List<Instant> passed = past.ranking().passed(spent(), spent(), from, before);
            if (!passed.isEmpty()) {
                return new Since(truth, passed.getLast());
            }
            if (taken == 0) {
                return new Since(truth, from);
            }
            taken--;
            if (truth(from.minusNanos(1)) != truth) {
                return new Since(truth, from);
            }
            before = from;
        }
    }

    private Truth truth(Instant moment) {
        Truth above = past.ranking().at(moment).above(ranked.cut(), spent());
        return ranked.above() ? above : above.not();
    }

    private long spent() {
        return taken == 0 ? 0 : past.spent().get(taken - 1).toMinor();
    }
}
