package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.evaluation.Population.Part;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.rules.Assignment;
import io.regulars.rules.Concern;
import io.regulars.rules.RuleSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts how many clients of a business something found in rules is about now, as far as that takes a moment only. */
@ApplicationScoped
public class CountConcerned {
    private static final Duration MAY_BE_OLD = Duration.ofSeconds(60);
    private static final long FEW_CLIENTS = 5_000;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Populations populations;

    CountConcerned(Populations populations) {
        this.populations = populations;
    }

    /** What came of it. */
    public sealed interface Counted {
        /**
         * How many there are.
         *
         * @param at the moment that clients were judged at
         * @param clients how many the business has
         * @param each of them by what they are concerned by
         */
        record Counts(Instant at, long clients, Map<Concern, Long> each) implements Counted {
            public Counts {
                each = Map.copyOf(each);
            }
        }

        /** They were not counted, for a reason. */
        record NotCounted(String reason) implements Counted {}
    }

    private static final class TooLong extends RuntimeException {
        TooLong() {
            super("counting takes too long", null, false, false);
        }
    }

    /** Counts the clients of a business that these are about by some rules. */
    public Counted count(BusinessId business, RuleSet rules, Collection<Concern> concerns) {
        if (!populations.atHand(business, FEW_CLIENTS)) {
            return new Counted.NotCounted(
                    "The clients of the business are not in memory. A preview of a release reads them;"
                            + " check again behind it.");
        }
        var asked = new Asked(rules, Set.copyOf(concerns));
        long end = System.nanoTime() + LONGEST.toNanos();
        Populations.Progress progress = (done, of) -> {
            if (System.nanoTime() > end) {
                throw new TooLong();
            }
        };
        try {
            var judged = populations.judge(
                    business, new Populations.Question<>(MAY_BE_OLD, asked.cuts(), progress, asked::count));
            Map<Concern, Long> all = asked.none();
            judged.parts().forEach(part -> part.each.forEach((concern, count) -> all.merge(concern, count, Long::sum)));
            return new Counted.Counts(
                    judged.at(),
                    judged.parts().stream().mapToLong(OfPart::clients).sum(),
                    all);
        } catch (TooLong e) {
            return new Counted.NotCounted("It would have taken more than " + LONGEST.toSeconds() + " seconds.");
        }
    }

    private record OfPart(long clients, Map<Concern, Long> each) {}

    /** The concerns, and the rules that answer them. */
    private static final class Asked {
        private final RuleSet rules;
        private final RuleSet asSegments;
        private final Set<Concern> concerns;
        private final List<Concern.OfNone> ofNone;
        private final boolean ofSegments;

        Asked(RuleSet rules, Set<Concern> concerns) {
            this.rules = rules;
            this.concerns = concerns;
            this.ofSegments = concerns.stream().anyMatch(Concern.OfSegment.class::isInstance);
            this.ofNone = concerns.stream()
                    .filter(Concern.OfNone.class::isInstance)
                    .map(Concern.OfNone.class::cast)
                    .toList();
            this.asSegments = rules.asSegments(concerns.stream()
                    .flatMap(concern -> switch (concern) {
                        case Concern.OfRule(String rule) -> Stream.of(rule);
                        case Concern.OfNone(Set<String> none) -> none.stream();
                        case Concern.OfSegment segment -> Stream.<String>of();
                    })
                    .collect(Collectors.toSet()));
        }

        Set<Cut> cuts() {
            return rules.cuts();
        }

        Map<Concern, Long> none() {
            var none = new HashMap<Concern, Long>();
            concerns.forEach(concern -> none.put(concern, 0L));
            return none;
        }

        OfPart count(Part part) {
            Map<Concern, Long> counts = none();
            if (asSegments.size() > 0) {
                part.judge(asSegments, (resident, client, assignments) -> {
                    Set<String> names = names(assignments);
                    names.forEach(rule -> add(counts, new Concern.OfRule(rule)));
                    ofNone.stream()
                            .filter(concern -> concern.rules().stream().noneMatch(names::contains))
                            .forEach(concern -> add(counts, concern));
                });
            }
            if (ofSegments) {
                part.judge(
                        rules,
                        (resident, client, assignments) ->
                                names(assignments).forEach(segment -> add(counts, new Concern.OfSegment(segment))));
            }
            return new OfPart(part.size(), counts);
        }

        private static void add(Map<Concern, Long> counts, Concern concern) {
            counts.computeIfPresent(concern, (same, count) -> count + 1);
        }

        private static Set<String> names(List<Assignment> assignments) {
            return assignments.stream().map(Assignment::segment).collect(Collectors.toCollection(HashSet::new));
        }
    }
}
