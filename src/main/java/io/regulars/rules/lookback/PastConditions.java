package io.regulars.rules.lookback;

import io.regulars.facts.Client;
import io.regulars.facts.Course;
import io.regulars.facts.Past;
import io.regulars.facts.Property;
import io.regulars.facts.Source;
import io.regulars.facts.Span;
import io.regulars.facts.Truth;
import io.regulars.facts.Vocabulary;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.References;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes of the conditions on a client what can be asked going back over their past. */
final class PastConditions {
    private final Past past;

    PastConditions(Past past) {
        this.past = past;
    }

    PastCondition of(Condition condition) {
        return switch (condition) {
            case Condition.All all ->
                PastCondition.all(all.conditions().stream().map(this::of).toList());
            case Condition.Any any ->
                PastCondition.any(any.conditions().stream().map(this::of).toList());
            case Condition.Not not -> PastCondition.not(of(not.condition()));
            case Condition.Quantified quantified
            when SingleStatePatterns.tells(quantified.pattern()) -> booking(quantified);
            case Condition.Ranked ranked -> looked(ranked, new RankedSurely(ranked));
            case Condition.Comparison comparison -> looked(comparison, ValueBounds.surely(comparison));
            case Condition.Holds holds -> looked(holds, ValueBounds.surely(holds));
            default -> looked(condition, SampledCondition.Surely.NEVER);
        };
    }

    private PastCondition booking(Condition.Quantified quantified) {
        ConditionFunctions.Test test = new ConditionFunctions(
                        quantified.pattern().index())
                .all(quantified.pattern().conditions());
        var there = new Spells(
                past,
                episode -> test.of(episode.booking(), ConditionFunctions.ALONE).holds());
        return quantified.exists() ? there : PastCondition.not(there);
    }

    private PastCondition looked(Condition condition, SampledCondition.Surely surely) {
        ConditionFunctions.Test test = new ConditionFunctions(0).test(condition);
        return new SampledCondition(
                past,
                client -> test.of(client, ConditionFunctions.ALONE),
                new TimeBoundaries(condition),
                sources(condition),
                surely);
    }

    private static Set<Source> sources(Condition condition) {
        var sources = EnumSet.noneOf(Source.class);
        References.reads(
                condition,
                read -> sources.addAll(read.factType() == Vocabulary.CLIENT ? Source.of(read.property()) : Source.ALL));
        References.conditions(condition, part -> {
            if (!(part instanceof Condition.Effective)
                    && References.expressions(part).isEmpty()) {
                sources.addAll(Source.ALL);
            }
            References.expressions(part)
                    .forEach(expression -> References.aggregates(expression, every -> sources.addAll(Source.ALL)));
        });
        return sources;
    }

    /** A rank lasts while neither they nor a cut-off comes past the other. */
    private final class RankedSurely implements SampledCondition.Surely {
        private static final Property.NumberReader<Client> SPEND = (client, arguments) -> client.spendMinor();

        private final Condition.Ranked ranked;

        RankedSurely(Condition.Ranked ranked) {
            this.ranked = ranked;
        }

        @Override
        public boolean is(Truth truth, Span span) {
            long least = (long) Course.GROWING.least(SPEND, ConditionFunctions.ALONE, span);
            long most = (long) Course.GROWING.most(SPEND, ConditionFunctions.ALONE, span);
            boolean above = (truth == Truth.TRUE) == ranked.above();
            var cutoffs = past.ranking().at(span.until());
            return least > 0
                    && cutoffs.above(ranked.cut(), least) == above
                    && cutoffs.above(ranked.cut(), most) == above
                    && past.ranking()
                            .passed(least, most, span.from(), span.until().plusNanos(1))
                            .isEmpty();
        }

        @Override
        public Instant since(Instant from, Client then) {
            List<Instant> passed = past.ranking()
                    .passed(
                            then.spendMinor(),
                            then.spendMinor(),
                            from,
                            then.now().plusNanos(1));
            return passed.isEmpty() ? from : passed.getLast();
        }
    }
}
