package io.regulars.rules.lookback;

import io.regulars.facts.past.Past;
import io.regulars.facts.past.Source;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes of the conditions on a client what can be asked going back over their past. */
final class PastConditions {
    private final Past past;
    /** How many conditions are looked at wherever they may have changed. */
    private int looked;

    PastConditions(Past past) {
        this.past = past;
    }

    /** A condition of which it is known without a look at each moment when it changes; empty for any other. */
    Optional<PastCondition> followed(Condition condition) {
        int before = looked;
        PastCondition followed = of(condition);
        return looked == before ? Optional.of(followed) : Optional.empty();
    }

    PastCondition of(Condition condition) {
        return switch (condition) {
            case Condition.All all ->
                PastCondition.all(all.conditions().stream().map(this::of).toList());
            case Condition.Any any ->
                PastCondition.any(any.conditions().stream().map(this::of).toList());
            case Condition.Not not -> PastCondition.not(of(not.condition()));
            case Condition.Quantified quantified
            when OwnPatterns.tells(quantified.pattern()) ->
                quantified(quantified.exists(), matched(quantified.pattern()));
            case Condition.Quantified quantified ->
                Extremes.of(quantified)
                        .map(extreme -> quantified(quantified.exists(), holding(of(extreme))))
                        .orElseGet(() -> looked(quantified, SampledCondition.Surely.NEVER));
            case Condition.ForAll all
            when OwnPatterns.tells(all.pattern()) && OwnPatterns.tells(all.pattern(), all.conditions()) -> forAll(all);
            case Condition.Ranked ranked -> new RankedCondition(past, ranked);
            case Condition.Comparison comparison -> looked(comparison, ValueBounds.surely(comparison, past));
            case Condition.Holds holds -> looked(holds, ValueBounds.surely(holds, past));
            default -> looked(condition, SampledCondition.Surely.NEVER);
        };
    }

    private static PastCondition quantified(boolean exists, PastCondition there) {
        return exists ? there : PastCondition.not(there);
    }

    /** Whether a booking or survey was there that matches; one of which that is unknown does not. */
    PastCondition matched(Pattern pattern) {
        return new Spells(OwnPatterns.matching(past, pattern, List.of()), fact -> true);
    }

    /** That it is true, and not only unknown whether it is false. */
    private static PastCondition holding(PastCondition condition) {
        return moment -> {
            PastCondition.Since since = condition.at(moment);
            return new PastCondition.Since(Truth.of(since.truth().holds()), since.from());
        };
    }

    /** None was there that matches and of which the other conditions are not sure. */
    private PastCondition forAll(Condition.ForAll all) {
        int index = all.pattern().index();
        ConditionFunctions.Test first =
                new ConditionFunctions(index).all(all.pattern().conditions());
        ConditionFunctions.Test then = new ConditionFunctions(index).all(all.conditions());
        var both = new ArrayList<>(all.pattern().conditions());
        both.addAll(all.conditions());
        return PastCondition.not(new Spells(
                OwnPatterns.facts(past, all.pattern(), both, List.of()),
                fact -> first.of(fact, ConditionFunctions.ALONE).holds()
                        && !then.of(fact, ConditionFunctions.ALONE).holds()));
    }

    private PastCondition looked(Condition condition, SampledCondition.Surely surely) {
        Set<Source> sources = sources(condition);
        if (surely == SampledCondition.Surely.NEVER && !Set.of(Source.PROFILE).containsAll(sources)) {
            Optional<PastCondition> running = RunningCondition.of(past, condition);
            if (running.isPresent()) {
                return running.get();
            }
        }
        ConditionFunctions.Test test = new ConditionFunctions(0).test(condition);
        looked++;
        return new SampledCondition(
                past,
                client -> test.of(client, ConditionFunctions.ALONE),
                new TimeBoundaries(condition),
                sources,
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
}
