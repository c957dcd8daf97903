package io.regulars.rules.check;

import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Rule;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The order in which rules that conclude findings and rules that match them must fire: what asks that there is no finding
 * comes after all that might conclude it.
 * <pre>
 *   stratum 0   … then insertLogical( new Finding($c, "a") )
 *   stratum 1   not Finding( name == "a" ) …
 * </pre>
 */
public final class Strata {
    /** By identity: a rule is a whole tree, and costly to hash. */
    private final Map<Rule, Integer> strata = new IdentityHashMap<>();

    private Optional<Rule> loop = Optional.empty();

    /** Puts the rules in their order. */
    public Strata(List<Rule> rules) {
        List<Rule> concluding = rules.stream().filter(Rule::concludes).toList();
        List<Rule> matching = rules.stream()
                .filter(rule -> rule.when().stream().anyMatch(Strata::ofFinding))
                .toList();
        boolean changed = true;
        while (changed && loop.isEmpty()) {
            changed = false;
            for (Rule rule : matching) {
                int needed = needed(rule, concluding);
                if (needed > of(rule)) {
                    strata.put(rule, needed);
                    changed = true;
                }
                if (needed > concluding.size()) {
                    loop = Optional.of(rule);
                }
            }
        }
    }

    /** Rules fire from the lowest on. */
    public int of(Rule rule) {
        return strata.getOrDefault(rule, 0);
    }

    /** A rule whose finding decides, over other rules perhaps, whether it may itself be concluded. */
    public Optional<Rule> loopThroughNot() {
        return loop;
    }

    private int needed(Rule rule, List<Rule> concluding) {
        int needed = 0;
        for (Element element : rule.when()) {
            if (ofFinding(element)) {
                for (Rule other : concluding) {
                    if (mayMatch(element.pattern(), other)) {
                        needed = Math.max(needed, of(other) + (element instanceof Element.Absent ? 1 : 0));
                    }
                }
            }
        }
        return needed;
    }

    private static boolean ofFinding(Element element) {
        return element.pattern().type() == Vocabulary.FINDING;
    }

    private static boolean mayMatch(Pattern pattern, Rule concluding) {
        return concluding.then().stream().map(Action::name).anyMatch(name -> mayMatch(pattern, name));
    }

    private static boolean mayMatch(Pattern pattern, Expression name) {
        return !(name instanceof Expression.TextLiteral written)
                || pattern.conditions().stream()
                        .map(Strata::required)
                        .filter(Objects::nonNull)
                        .allMatch(written.value()::equals);
    }

    /** The name that a condition {@code name == "x"} requires; null if it is another condition. */
    private static @org.jspecify.annotations.Nullable String required(Condition condition) {
        return condition instanceof Condition.Comparison comparison
                        && comparison.operator() == Condition.Operator.EQUAL
                        && comparison.left() instanceof Expression.Read read
                        && read.property().name().equals("name")
                        && comparison.right() instanceof Expression.TextLiteral literal
                ? literal.value()
                : null;
    }
}
