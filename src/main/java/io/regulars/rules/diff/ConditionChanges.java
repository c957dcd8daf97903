package io.regulars.rules.diff;

import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleChange.Kind;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.PrintRule;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs in the conditions of one rule that was and is; those that ask about the same property are laid side by side. */
final class ConditionChanges {
    private final Version was;
    private final Version is;
    private final List<RuleChange> changes = new ArrayList<>();

    ConditionChanges(Rule was, Rule is) {
        this.was = new Version(was, PrintRule.of(was));
        this.is = new Version(is, PrintRule.of(is));
    }

    private record Version(Rule rule, PrintRule printing) {
        List<Part> parts() {
            var parts = new ArrayList<Part>();
            for (Element element : rule.when()) {
                Pattern pattern = element.pattern();
                if (pattern.index() == 0) {
                    parts.addAll(parts(pattern.conditions(), 0));
                } else {
                    parts.add(new Part(null, pattern, pattern.index(), printing.text(element), pattern.position()));
                }
            }
            return parts;
        }

        List<Part> parts(List<Condition> conditions, int own) {
            return Ordered.all(conditions).stream()
                    .map(condition -> part(condition, own))
                    .toList();
        }

        Part part(Condition condition, int own) {
            return new Part(condition, null, own, printing.text(condition, own), condition.position());
        }
    }

    /**
     * A condition, or a pattern that stands by itself.
     *
     * @param own the pattern whose properties are named without a variable
     */
    private record Part(
            @Nullable Condition condition, @Nullable Pattern pattern, int own, String text, Position position) {
        /** What it asks about. */
        String subject() {
            Condition asked = condition instanceof Condition.Not not ? not.condition() : condition;
            String subject = switch (asked) {
                case null -> pattern == null ? "" : pattern.type().name();
                case Condition.Quantified quantified ->
                    quantified.pattern().type().name() + "()";
                case Condition.ForAll all -> all.pattern().type().name() + "()";
                case Condition.All all -> "&&";
                case Condition.Any any -> "||";
                case Condition.SameFact same -> "this";
                case Condition.Effective effective -> "date";
                default -> Printing.print(References.expressions(asked).getFirst());
            };
            return subject.replaceAll("\\$\\d+\\.", "");
        }

        /** The property that it asks about, whatever its arguments; else what it asks about. */
        String property() {
            Expression.Read read = read();
            return read == null ? subject() : read.property().name();
        }

        /** The property that it begins with; null: it begins with none. */
        Expression.@Nullable Read read() {
            Expression first = switch (condition) {
                case Condition.Comparison comparison -> comparison.left();
                case Condition.Holds holds -> holds.flag();
                case null, default -> null;
            };
            return first instanceof Expression.Read read ? read : null;
        }

        /** Whether it asks the same as another of a property with other arguments. */
        boolean differsInArguments(Part other) {
            return read() != null && other.read() != null && behindSubject().equals(other.behindSubject());
        }

        private String behindSubject() {
            return text.replace(subject(), "");
        }

        /** What stands in the brackets behind the property: {@code 30} of {@code visitsInLast(30)}. */
        String arguments() {
            Expression.Read read = read();
            return read == null
                    ? ""
                    : read.arguments().stream().map(ConditionChanges::value).collect(Collectors.joining(", "));
        }
    }

    List<RuleChange> between() {
        between(was.parts(), is.parts());
        return changes;
    }

    private void between(List<Part> before, List<Part> after) {
        var gone = new ArrayList<>(before);
        var added = new ArrayList<>(after);
        added.removeIf(part ->
                remove(gone, other -> other.text().equals(part.text())).isPresent());
        pair(gone, added, Part::subject);
        pair(gone, added, Part::property);
        gone.forEach(part -> add(
                Kind.CONDITION_REMOVED,
                part,
                part.text(),
                null,
                "The rule '%s' does not ask %s any more.".formatted(is.rule().name(), part.text())));
        added.forEach(part -> add(
                Kind.CONDITION_ADDED,
                part,
                null,
                part.text(),
                "The rule '%s' asks %s too.".formatted(is.rule().name(), part.text())));
    }

    /** Those that ask about the same are one that was changed. */
    private void pair(List<Part> gone, List<Part> added, Function<Part, String> asked) {
        for (Part part : List.copyOf(added)) {
            remove(gone, other -> asked.apply(other).equals(asked.apply(part))).ifPresent(other -> {
                added.remove(part);
                changed(other, part);
            });
        }
    }

    private static Optional<Part> remove(List<Part> parts, java.util.function.Predicate<Part> wanted) {
        Optional<Part> found = parts.stream().filter(wanted).findFirst();
        found.ifPresent(parts::remove);
        return found;
    }

    private void changed(Part before, Part after) {
        if (before.condition() instanceof Condition.Any old && after.condition() instanceof Condition.Any now) {
            between(
                    old.conditions().stream()
                            .map(each -> was.part(each, before.own()))
                            .toList(),
                    now.conditions().stream()
                            .map(each -> is.part(each, after.own()))
                            .toList());
        } else if (before.condition() instanceof Condition.Not old
                && after.condition() instanceof Condition.Not now
                && joins(old.condition())
                && joins(now.condition())) {
            changed(was.part(old.condition(), before.own()), is.part(now.condition(), after.own()));
        } else if (before.condition() instanceof Condition.Quantified old
                && after.condition() instanceof Condition.Quantified now
                && old.exists() == now.exists()) {
            between(of(was, old.pattern()), of(is, now.pattern()));
        } else if (before.pattern() != null && after.pattern() != null) {
            between(of(was, before.pattern()), of(is, after.pattern()));
        } else {
            leaf(before, after);
        }
    }

    private static boolean joins(Condition condition) {
        return condition instanceof Condition.Any;
    }

    private static List<Part> of(Version version, Pattern pattern) {
        return version.parts(pattern.conditions(), pattern.index());
    }

    private void leaf(Part before, Part after) {
        Kind kind = Kind.CONDITION_CHANGED;
        String old = before.text();
        String now = after.text();
        if (!before.subject().equals(after.subject())) {
            if (before.differsInArguments(after)) {
                kind = Kind.VALUE_CHANGED;
                old = before.arguments();
                now = after.arguments();
            }
        } else if (before.condition() instanceof Condition.Comparison first
                && after.condition() instanceof Condition.Comparison second) {
            if (first.operator() == second.operator()) {
                kind = Kind.VALUE_CHANGED;
                old = value(first.right());
                now = value(second.right());
            } else if (value(first.right()).equals(value(second.right()))) {
                kind = Kind.OPERATOR_CHANGED;
                old = first.operator().symbol();
                now = second.operator().symbol();
            }
        } else if (before.condition() instanceof Condition.Ranked first
                && after.condition() instanceof Condition.Ranked second) {
            String[] one = Printing.rank(first).strip().split(" ", 2);
            String[] other = Printing.rank(second).strip().split(" ", 2);
            int part = one[0].equals(other[0]) ? 1 : 0;
            if (part == 1 || one[1].equals(other[1])) {
                kind = part == 1 ? Kind.VALUE_CHANGED : Kind.OPERATOR_CHANGED;
                old = one[part];
                now = other[part];
            }
        }
        add(
                kind,
                after,
                old,
                now,
                "The rule '%s' asks %s instead of %s.".formatted(is.rule().name(), after.text(), before.text()));
    }

    private static String value(Expression expression) {
        return Printing.print(expression).replaceAll("\\$\\d+\\.", "");
    }

    private void add(Kind kind, Part part, @Nullable String before, @Nullable String after, String sentence) {
        Position at = part.position().ofMeaning();
        changes.add(new RuleChange(
                kind,
                at.file(),
                at.line(),
                at.sheet(),
                at.cell(),
                is.rule().name(),
                part.subject(),
                before,
                after,
                sentence));
    }
}
