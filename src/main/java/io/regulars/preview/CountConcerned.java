package io.regulars.preview;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.preview.Population.Part;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.model.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
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
         * @param unknown how many more there would perhaps be, were all known that is asked
         * @param occurring which texts they have of those that are asked for
         * @param segments who the rules put into which segment
         */
        record Counts(
                Instant at,
                long clients,
                Map<Concern, Long> each,
                Map<Concern, Long> unknown,
                Map<Subject, OccurringTexts> occurring,
                Map<String, Members> segments)
                implements Counted {
            public Counts {
                each = Map.copyOf(each);
                unknown = Map.copyOf(unknown);
                occurring = Map.copyOf(occurring);
                segments = Map.copyOf(segments);
            }
        }

        /** They were not counted, for a reason. */
        record NotCounted(String reason) implements Counted {}
    }

    /**
     * The members of a segment.
     *
     * @param mark equal for equal members, and hardly ever for others
     * @param rule one of the rules that put somebody into it
     */
    public record Members(long count, long mark, String rule) {
        Members and(Members more) {
            return new Members(count + more.count, mark + more.mark, rule);
        }
    }

    private static final class TooLong extends RuntimeException {
        TooLong() {
            super("counting takes too long", null, false, false);
        }
    }

    /** Counts the clients of a business that these are about by some rules, and which texts they have of these kinds. */
    public Counted count(
            BusinessId business, RuleSet rules, Collection<Concern> concerns, Collection<Subject> subjects) {
        if (!populations.atHand(business, FEW_CLIENTS)) {
            return new Counted.NotCounted(
                    "The clients of the business are not in memory. A preview of a release reads them;"
                            + " check again behind it.");
        }
        var asked = new Asked(rules, Set.copyOf(concerns), Set.copyOf(subjects));
        long end = System.nanoTime() + LONGEST.toNanos();
        Populations.Progress progress = (done, of) -> {
            if (System.nanoTime() > end) {
                throw new TooLong();
            }
        };
        try {
            var judged = populations.judge(
                    business, new Populations.Question<>(MAY_BE_OLD, asked.cuts(), progress, asked::count));
            OfPart all = asked.nothing();
            judged.parts().forEach(all::add);
            return new Counted.Counts(
                    judged.at(), all.clients, all.each, all.unknown, all.texts.in(judged.business()), all.segments);
        } catch (TooLong e) {
            return new Counted.NotCounted("It would have taken more than " + LONGEST.toSeconds() + " seconds.");
        }
    }

    /** What is counted of some clients. */
    private static final class OfPart {
        private final Map<Concern, Long> each = new HashMap<>();
        private final Map<Concern, Long> unknown = new HashMap<>();
        private final Map<String, Members> segments = new HashMap<>();
        private final CountTexts texts;
        private long clients;

        OfPart(Set<Concern> concerns, Set<Subject> subjects) {
            this.texts = new CountTexts(subjects);
            concerns.forEach(concern -> {
                each.put(concern, 0L);
                unknown.put(concern, 0L);
            });
        }

        void add(OfPart more) {
            clients += more.clients;
            more.each.forEach((concern, count) -> each.merge(concern, count, Long::sum));
            more.unknown.forEach((concern, count) -> unknown.merge(concern, count, Long::sum));
            more.segments.forEach((segment, members) -> segments.merge(segment, members, Members::and));
            texts.add(more.texts);
        }

        void count(Concern concern, boolean holds, boolean isUnknown) {
            if (holds) {
                each.computeIfPresent(concern, (same, count) -> count + 1);
            } else if (isUnknown) {
                unknown.computeIfPresent(concern, (same, count) -> count + 1);
            }
        }
    }

    /** The concerns, and the rules that answer them. */
    private static final class Asked {
        private final RuleSet rules;
        private final RuleSet asSegments;
        private final RuleSet.Undecided undecided;
        private final RuleSet.Undecided undecidedRules;
        private final Set<Concern> concerns;
        private final Set<Subject> subjects;

        Asked(RuleSet rules, Set<Concern> concerns, Set<Subject> subjects) {
            this.rules = rules;
            this.concerns = concerns;
            this.subjects = subjects;
            this.asSegments = rules.asSegments(concerns.stream()
                    .flatMap(concern -> switch (concern) {
                        case Concern.OfRule(String rule) -> Stream.of(rule);
                        case Concern.OfNone(Set<String> none) -> none.stream();
                        case Concern.OfSegment segment -> Stream.<String>of();
                    })
                    .collect(Collectors.toSet()));
            this.undecided = rules.undecided();
            this.undecidedRules = asSegments.undecided();
        }

        Set<Cut> cuts() {
            return rules.cuts();
        }

        OfPart nothing() {
            return new OfPart(concerns, subjects);
        }

        OfPart count(Part part) {
            OfPart counts = nothing();
            counts.clients = part.size();
            boolean ofSegments = concerns.stream().anyMatch(Concern.OfSegment.class::isInstance);
            part.judge(rules, (clientSnapshot, client, assignments) -> {
                counts.texts.add(client);
                assignments.forEach(assignment -> counts.segments.merge(
                        assignment.segment(),
                        new Members(1, mark(clientSnapshot.id()), assignment.rule()),
                        Members::and));
                if (ofSegments) {
                    Set<String> in = Assignment.segments(assignments);
                    Set<String> perhaps = undecided.of(client, in);
                    concerns.stream()
                            .filter(Concern.OfSegment.class::isInstance)
                            .map(Concern.OfSegment.class::cast)
                            .forEach(concern -> counts.count(
                                    concern, in.contains(concern.segment()), perhaps.contains(concern.segment())));
                }
            });
            if (asSegments.size() > 0) {
                part.judge(
                        asSegments,
                        (clientSnapshot, client, assignments) ->
                                ofRules(client, Assignment.segments(assignments), counts));
            }
            return counts;
        }

        private void ofRules(Client client, Set<String> holding, OfPart counts) {
            Set<String> perhaps = undecidedRules.of(client, holding);
            for (Concern concern : concerns) {
                switch (concern) {
                    case Concern.OfRule(String rule) ->
                        counts.count(concern, holding.contains(rule), perhaps.contains(rule));
                    case Concern.OfNone(Set<String> none) -> {
                        boolean decided = none.stream().noneMatch(perhaps::contains);
                        boolean outside = none.stream().noneMatch(holding::contains);
                        counts.count(concern, outside && decided, outside);
                    }
                    case Concern.OfSegment segment -> {}
                }
            }
        }

        /** Spread over all numbers, so that sums of different clients differ. */
        private static long mark(long id) {
            long mixed = (id + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            return mixed ^ (mixed >>> 31);
        }
    }
}
