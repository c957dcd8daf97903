package io.regulars.rules.lookback;

import io.regulars.facts.values.Truth;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A condition going back over a client's past: what it was at a moment, and since when it had been the same. */
@FunctionalInterface
interface PastCondition {
    /** How it was at a moment, which is never after the one asked about before. */
    Since at(Instant moment);

    /**
     * What a condition was at a moment.
     *
     * @param from it had been the same from then on; perhaps for longer
     */
    record Since(Truth truth, Instant from) {}

    /** True while all are; while one is false the others do not matter. */
    static PastCondition all(List<PastCondition> parts) {
        return moment -> {
            List<Since> each = parts.stream().map(part -> part.at(moment)).toList();
            Truth truth = each.stream().map(Since::truth).reduce(Truth.TRUE, Truth::and);
            return decided(truth, Truth.FALSE, each);
        };
    }

    /** True while one is: then the others do not matter. */
    static PastCondition any(List<PastCondition> parts) {
        return moment -> {
            List<Since> each = parts.stream().map(part -> part.at(moment)).toList();
            Truth truth = each.stream().map(Since::truth).reduce(Truth.FALSE, Truth::or);
            return decided(truth, Truth.TRUE, each);
        };
    }

    /** True while it is false. */
    static PastCondition not(PastCondition part) {
        return moment -> {
            Since since = part.at(moment);
            return new Since(since.truth().not(), since.from());
        };
    }

    private static Since decided(Truth truth, Truth byOne, List<Since> each) {
        Stream<Instant> from = each.stream()
                .filter(since -> truth != byOne || since.truth() == byOne)
                .map(Since::from);
        return new Since(
                truth,
                (truth == byOne ? from.min(Comparator.naturalOrder()) : from.max(Comparator.naturalOrder()))
                        .orElse(Instant.MIN));
    }
}
