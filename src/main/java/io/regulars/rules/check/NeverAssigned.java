package io.regulars.rules.check;

import com.google.re2j.Pattern;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Conditions that wait for a segment that nobody is put into, or for a finding that no rule concludes: mostly misspelt. Of a
 * computed name what is constant is compared.
 */
final class NeverAssigned {
    private static final List<Given> ALL = List.of(
            new Given(
                    Action.AssignSegment.class,
                    "segment",
                    Set.of(Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER),
                    "unknown-segment",
                    "No rule puts clients into the segment",
                    "No rule puts clients into a segment"),
            new Given(
                    Action.Conclude.class,
                    "name",
                    Set.of(Vocabulary.FINDING),
                    "unknown-finding",
                    "No rule concludes the finding",
                    "No rule concludes a finding"));

    private NeverAssigned() {}

    /** Names that some actions give, and what reads them. */
    private record Given(
            Class<? extends Action> by,
            String property,
            Set<FactType<?>> ofFacts,
            String code,
            String message,
            String messageOfPart) {
        private boolean reads(Expression expression) {
            return expression instanceof Expression.Read read
                    && ofFacts.contains(read.factType())
                    && read.property().name().equals(property);
        }

        /** What a condition asks of the name, each at its place. */
        private Stream<Wanted> asked(Condition condition) {
            return switch (condition) {
                case Condition.Comparison c when reads(c.left()) -> literal(c.right());
                case Condition.Comparison c when reads(c.right()) -> literal(c.left());
                case Condition.OneOf c
                when reads(c.expression()) -> c.options().stream().flatMap(this::literal);
                case Condition.TextTest c
                when reads(c.text()) && c.operand() instanceof Expression.TextLiteral part -> part(c, part);
                case Condition.Matches c
                when reads(c.text()) -> {
                    Pattern pattern = Pattern.compile(c.regularExpression());
                    yield Stream.of(new Wanted(
                            messageOfPart + " that matches '" + c.regularExpression() + "'.",
                            "",
                            made -> made.computed() || pattern.matches(made.beginning()),
                            c.position()));
                }
                default -> Stream.empty();
            };
        }

        private Stream<Wanted> literal(Expression written) {
            return written instanceof Expression.TextLiteral(String name, Position at)
                    ? Stream.of(new Wanted(message + " '" + name + "'.", name, made -> made.mayBe(name), at))
                    : Stream.empty();
        }

        private Stream<Wanted> part(Condition.TextTest test, Expression.TextLiteral part) {
            String way = switch (test.operator()) {
                case STARTS_WITH -> " that begins with '";
                case ENDS_WITH -> " that ends with '";
                case CONTAINS -> " that contains '";
            };
            return Stream.of(new Wanted(
                    messageOfPart + way + part.value() + "'.",
                    part.value(),
                    made -> made.may(test.operator(), part.value()),
                    part.position()));
        }
    }

    /**
     * A name, or a part of names, that a condition waits for.
     *
     * @param written what is compared with the names there are; empty: nothing
     */
    private record Wanted(String message, String written, Predicate<GivenName> isMetBy, Position position) {}

    static void check(List<AnalysedRule> rules, DiagnosticCollector problems) {
        ALL.forEach(given -> check(rules, given, problems));
    }

    private static void check(List<AnalysedRule> rules, Given given, DiagnosticCollector problems) {
        List<GivenName> made = rules.stream()
                .flatMap(rule -> rule.rule().then().stream())
                .filter(given.by::isInstance)
                .map(action -> GivenName.of(action.name()))
                .toList();
        var unheard = new LinkedHashSet<Wanted>();
        for (AnalysedRule rule : rules) {
            rule.rule().when().stream()
                    .flatMap(element -> element.pattern().conditions().stream())
                    .forEach(condition -> References.conditions(
                            condition,
                            part -> given.asked(part)
                                    .filter(wanted -> made.stream().noneMatch(wanted.isMetBy))
                                    .forEach(unheard::add)));
        }
        unheard.forEach(
                wanted -> problems.warning(wanted.position, given.code, wanted.message, hint(wanted.written, made)));
    }

    /** The name that was probably meant: one that is given, or one that begins as a computed one does. */
    private static String hint(String written, List<GivenName> made) {
        if (written.isBlank()) {
            return "";
        }
        var known = new TreeSet<String>();
        for (GivenName name : made) {
            known.addAll(name.all().isEmpty() ? begun(written, name.beginning()) : name.all());
        }
        return NearestName.hint(written, known);
    }

    /** What is written, with a beginning in place of its own where that is nearly the same. */
    private static List<String> begun(String written, String beginning) {
        var found = new ArrayList<String>();
        for (int length = beginning.length() - 1; length <= beginning.length() + 1; length++) {
            if (length > 0
                    && length <= written.length()
                    && NearestName.of(written.substring(0, length), List.of(beginning))
                            .isPresent()) {
                found.add(beginning + written.substring(length));
            }
        }
        return found;
    }
}
