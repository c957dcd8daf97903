package io.regulars.rules.check.analysis;

import io.regulars.rules.check.analysis.Geometry.Demanded;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one rule asks, in a form that can be laid beside what another asks.
 *
 * @param conditions all must be true, of facts that match
 * @param reads the properties that they read, as printed
 */
public record AnalysedRule(Rule rule, List<Condition> conditions, Set<String> reads) {
    /** Reads what a rule demands. */
    public static AnalysedRule of(Rule rule) {
        List<Condition> conditions = rule.when().stream()
                .filter(element -> !(element instanceof Element.Absent))
                .flatMap(element -> flat(element.pattern().conditions()))
                .toList();
        var reads = new TreeSet<String>();
        conditions.forEach(condition -> References.reads(condition, read -> reads.add(Printing.print(read))));
        return new AnalysedRule(rule, conditions, reads);
    }

    private static Stream<Condition> flat(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition ->
                        condition instanceof Condition.All all ? flat(all.conditions()) : Stream.of(condition));
    }

    /** That it matches, with what is true of all facts of its kinds. */
    public Stream<Demanded> isTrue() {
        return Stream.concat(conditions.stream(), implied().stream()).map(Demanded::isTrue);
    }

    /** What is true of all facts of its kinds, as far as it reads them. */
    public List<Condition> implied() {
        return rule.when().stream()
                .filter(element -> !(element instanceof Element.Absent))
                .flatMap(element -> Implied.of(element.pattern()).stream())
                .toList();
    }

    /** Every condition within it, also within others, of facts that there are not, and of what is accumulated. */
    public void everyCondition(Consumer<Condition> found) {
        rule.when().stream()
                .flatMap(element -> element.pattern().conditions().stream())
                .forEach(condition -> References.conditions(condition, found));
    }

    /** Warns of a part of it; of a rule that assigns segments it can be counted whom that is about. */
    public void warn(Position at, String code, String message, String hint, DiagnosticCollector problems) {
        if (rule.assigns()) {
            problems.warning(clients(), at, code, message, hint);
        } else {
            problems.warning(at, code, message, hint);
        }
    }

    /** That it does not match; false or unknown. */
    public Demanded isNotTrue() {
        return new Demanded(new Condition.All(conditions, rule.position()), RequiredTruth.NOT_TRUE);
    }

    /** Whether whoever it matches is matched by another: surely, not perhaps. */
    public boolean implies(AnalysedRule other) {
        return reads.containsAll(other.reads)
                && isBeginOf(other.rule, rule)
                && Geometry.isNone(Stream.concat(isTrue(), Stream.of(other.isNotTrue())));
    }

    /** Whether it asks of the client alone. */
    public boolean ofClientAlone() {
        return rule.when().size() == 1;
    }

    /** Whether a rule matches the same kinds of facts as the other begins with; of what there is not, exactly the same. */
    private static boolean isBeginOf(Rule rule, Rule other) {
        if (rule.when().size() > other.when().size()) {
            return false;
        }
        for (int i = 0; i < rule.when().size(); i++) {
            if (!kind(rule.when().get(i)).equals(kind(other.when().get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String kind(Element element) {
        return switch (element) {
            case Element.Match match -> "match " + match.pattern().type().name();
            case Element.Present present -> "exists " + Printing.print(present.pattern());
            case Element.Absent absent -> "not " + Printing.print(absent.pattern());
        };
    }

    /** Of whom it is true. */
    public Concern clients() {
        return new Concern.OfRule(rule.name());
    }

    /** What it does, as printed. */
    public String does() {
        return rule.then().stream()
                .map(action -> action.getClass().getSimpleName() + Printing.print(action.name()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** A condition as an analyst writes it. */
    public static String written(Condition condition) {
        return Printing.print(condition).replaceAll("\\$\\d+\\.", "").replaceAll("^\\((.*)\\)$", "$1");
    }

    /** The one name that an action has, if it is written out; empty if it is computed. */
    public static String literal(Action action) {
        return action.name() instanceof io.regulars.rules.tree.Expression.TextLiteral text ? text.value() : "";
    }
}
