package io.regulars.rules.check;

import com.google.re2j.Pattern;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.check.ComparedText.Form;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.AskedText;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.Subject;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Collects the texts of rules of which a business's data can tell whether there are such. */
public final class AskedTexts {
    /** Names of kinds of things, by the parameter that takes one. */
    private static final Map<String, String> NAMES_BY_PARAMETER = Map.of(
            "service", "service",
            "category", "category",
            "page", "viewed category",
            "what", "pass",
            "attribute", "attribute",
            "channel", "consent",
            "brand", "brand",
            "offer", "offer",
            "type", "activity");
    /** The same by the property that has one. */
    private static final Map<String, String> NAMES_BY_PROPERTY = Map.of(
            "Client.favouriteService", "service",
            "Client.favouriteCategory", "category",
            "Booking.service", "service",
            "Booking.category", "category",
            "Trigger.service", "service",
            "Trigger.category", "category",
            "Trigger.activityCategory", "viewed category",
            "Trigger.activityName", "activity",
            "Trigger.campaign", "campaign",
            "Trigger.channel", "channel");

    private final Set<AskedText> found = new LinkedHashSet<>();

    private AskedTexts() {}

    /** All of some rules. */
    public static List<AskedText> of(List<Rule> rules) {
        var all = new AskedTexts();
        for (Rule rule : rules) {
            for (Element element : rule.when()) {
                element.pattern().conditions().forEach(condition -> References.conditions(condition, all::add));
            }
            rule.then().forEach(action -> References.values(action.name(), all::arguments));
        }
        return List.copyOf(all.found);
    }

    private void add(Condition condition) {
        References.expressions(condition).forEach(expression -> References.values(expression, this::arguments));
        compared(condition).ifPresent(found::add);
    }

    private void arguments(Expression.Read read) {
        for (int i = 0; i < read.arguments().size(); i++) {
            String parameter = read.property().parameters().get(i).name();
            String names = NAMES_BY_PARAMETER.get(parameter);
            if (names != null && read.arguments().get(i) instanceof Expression.TextLiteral literal) {
                found.add(new AskedText(
                        Subject.names(names),
                        shown(read),
                        shown(read),
                        List.of(text(literal)),
                        false,
                        new Among(Set.of(literal.value()), false),
                        place(literal.position())));
            }
        }
    }

    private static Optional<AskedText> compared(Condition condition) {
        List<ComparedText> texts = ComparedText.of(condition).stream()
                .filter(text -> text.form() != Form.ARGUMENT && text.form() != Form.ORDER)
                .toList();
        if (condition instanceof Condition.Matches matches && matches.text() instanceof Expression.Read read) {
            return subject(read)
                    .map(subject -> asked(
                            condition,
                            subject,
                            read,
                            List.of(),
                            matches.negated(),
                            new Fits(Pattern.compile(matches.regularExpression()), matches.negated())));
        }
        if (texts.isEmpty() || texts.size() < options(condition)) {
            return Optional.empty();
        }
        Expression.Read read = texts.getFirst().read();
        boolean negated = isNegated(condition);
        Predicate<String> accepts = switch (condition) {
            case Condition.TextTest test -> new Part(texts.getFirst().text(), test.operator(), negated);
            default ->
                new Among(
                        Set.copyOf(texts.stream()
                                .map(ComparedText::text)
                                .distinct()
                                .toList()),
                        negated);
        };
        List<AskedText.Text> whole = texts.stream()
                .filter(text -> text.form() == Form.WHOLE)
                .map(text -> text(text.literal()))
                .toList();
        return subject(read).map(subject -> asked(condition, subject, read, whole, negated, accepts));
    }

    private static int options(Condition condition) {
        return condition instanceof Condition.OneOf oneOf ? oneOf.options().size() : 1;
    }

    private static AskedText asked(
            Condition condition,
            Subject subject,
            Expression.Read read,
            List<AskedText.Text> texts,
            boolean negated,
            Predicate<String> accepts) {
        Diagnostic place = texts.size() == 1 ? texts.getFirst().place() : place(condition.position());
        return new AskedText(subject, AnalysedRule.written(condition), shown(read), texts, negated, accepts, place);
    }

    private static boolean isNegated(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> c.operator() == Operator.NOT_EQUAL;
            case Condition.OneOf c -> c.negated();
            case Condition.Contains c -> c.negated();
            case Condition.TextTest c -> c.negated();
            default -> false;
        };
    }

    /** Where the texts come from that a property has; empty where it is not the business that gives them. */
    private static Optional<Subject> subject(Expression.Read read) {
        String names = NAMES_BY_PROPERTY.get(
                read.factType().name() + "." + read.property().name());
        if (names != null) {
            return Optional.of(Subject.names(names));
        }
        boolean open = read.property() instanceof Property.Text<?> text
                        && text.values().isEmpty()
                || read.property() instanceof Property.Texts<?>;
        boolean client = read.factType() == Vocabulary.CLIENT;
        if (!open || !client && read.factType() != Vocabulary.BOOKING) {
            return Optional.empty();
        }
        var arguments = new ArrayList<Object>();
        for (Expression argument : read.arguments()) {
            if (!(argument instanceof Expression.TextLiteral text)) {
                return Optional.empty();
            }
            arguments.add(text.value());
        }
        return Optional.of(new Subject(
                client ? Subject.Kind.OF_CLIENTS : Subject.Kind.OF_BOOKINGS,
                read.property().name(),
                arguments));
    }

    private static String shown(Expression.Read read) {
        return Printing.property(read).replaceAll("\\$\\d+\\.", "");
    }

    private static AskedText.Text text(Expression.TextLiteral literal) {
        return new AskedText.Text(literal.value(), place(literal.position()));
    }

    private static Diagnostic place(Position position) {
        return DiagnosticCollector.diagnostic(position, "", Diagnostic.Severity.WARNING, "", "");
    }

    // records, so that what two branches of a rule share is found once

    private record Among(Set<String> texts, boolean negated) implements Predicate<String> {
        @Override
        public boolean test(String text) {
            return texts.contains(text) != negated;
        }
    }

    private record Part(String part, Condition.TextOperator operator, boolean negated) implements Predicate<String> {
        @Override
        public boolean test(String text) {
            return operator.holds(text, part) != negated;
        }
    }

    private record Fits(Pattern pattern, boolean negated) implements Predicate<String> {
        @Override
        public boolean test(String text) {
            return pattern.matches(text) != negated;
        }
    }
}
