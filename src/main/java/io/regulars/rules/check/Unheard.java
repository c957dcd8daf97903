package io.regulars.rules.check;

import io.regulars.facts.FactType;
import io.regulars.facts.Vocabulary;
import io.regulars.platform.NearestName;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.References;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Conditions that wait for a segment that nobody is put into, or for a finding that no rule concludes: mostly misspelt. */
final class Unheard {
    private static final List<Given> ALL = List.of(
            new Given(
                    Action.AssignSegment.class,
                    "segment",
                    Set.of(Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER),
                    "unknown-segment",
                    "No rule puts clients into the segment"),
            new Given(
                    Action.Conclude.class,
                    "name",
                    Set.of(Vocabulary.FINDING),
                    "unknown-finding",
                    "No rule concludes the finding"));

    private Unheard() {}

    /** Names that some actions give, and what reads them. */
    private record Given(
            Class<? extends Action> by, String property, Set<FactType<?>> ofFacts, String code, String message) {
        private boolean reads(Expression expression) {
            return expression instanceof Expression.Read read
                    && ofFacts.contains(read.factType())
                    && read.property().name().equals(property);
        }

        /** Literal names that a condition compares with, each at its place. */
        private Stream<Name> asked(Condition condition) {
            return switch (condition) {
                case Condition.Comparison c
                when reads(c.left()) && c.right() instanceof Expression.TextLiteral name ->
                    Stream.of(new Name(name.value(), c.position()));
                case Condition.OneOf c
                when reads(c.expression()) ->
                    c.options().stream()
                            .filter(Expression.TextLiteral.class::isInstance)
                            .map(option -> new Name(((Expression.TextLiteral) option).value(), c.position()));
                default -> Stream.empty();
            };
        }
    }

    private record Name(String value, Position position) {}

    static void check(List<Asked> rules, Problems problems) {
        ALL.forEach(given -> check(rules, given, problems));
    }

    /** Says nothing where a name is computed, which may be any. */
    private static void check(List<Asked> rules, Given given, Problems problems) {
        var made = new TreeSet<String>();
        rules.forEach(rule -> rule.rule().then().stream()
                .filter(given.by::isInstance)
                .map(Asked::literal)
                .forEach(made::add));
        if (made.contains("")) {
            return;
        }
        var unheard = new LinkedHashSet<Name>();
        for (Asked rule : rules) {
            rule.rule().when().stream()
                    .flatMap(element -> element.pattern().conditions().stream())
                    .forEach(condition -> References.conditions(
                            condition,
                            part -> given.asked(part)
                                    .filter(name -> !made.contains(name.value))
                                    .forEach(unheard::add)));
        }
        unheard.forEach(name -> problems.warning(
                name.position,
                given.code,
                given.message + " '" + name.value + "'.",
                NearestName.hint(name.value, made)));
    }
}
