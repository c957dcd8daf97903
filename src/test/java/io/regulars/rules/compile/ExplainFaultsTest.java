package io.regulars.rules.compile;

import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.explain.Reasons;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be said of one rule is said at it; the others are explained. */
class ExplainFaultsTest {
    private static final Client REGULAR =
            client().visits("2026-01-01", "2026-01-02").at("2026-01-10");

    private static Rule read(String text) {
        return new DrlReader(new DiagnosticCollector())
                .read(new RuleFile("test.drl", text))
                .getFirst();
    }

    /** Days as a text, which no reader lets through. */
    private static Rule faulty() {
        Rule rule =
                read("rule \"faulty\" when $c : Client( visitsInLast(30) >= 1 ) then segments.assign($c, \"s\"); end");
        Pattern client = rule.when().getFirst().pattern();
        var asked = (Condition.Comparison) client.conditions().getFirst();
        var read = (Expression.Read) asked.left();
        Position at = read.position();
        var wrong = new Expression.Read(
                0, read.factType(), read.property(), List.of(new Expression.TextLiteral("thirty", at)), at);
        var condition = new Condition.Comparison(wrong, asked.operator(), asked.right(), at);
        var pattern = new Pattern(0, client.type(), List.of(condition), client.position());
        return new Rule(
                rule.name(),
                0,
                rule.position(),
                0,
                null,
                rule.metadata(),
                List.of(new Element.Match(pattern)),
                rule.then());
    }

    @Test
    void aRuleThatTheServiceFailsAtIsNamedAndTheOthersAreExplained() {
        Rule sound = read("rule \"sound\" when $c : Client( visits >= 1 ) then segments.assign($c, \"s\"); end");

        Explanation explanation = new DroolsRuleSet(List.of(faulty(), sound)).explain(REGULAR, "s", Double.NaN);

        assertThat(explanation.holds()).isTrue();
        assertThat(explanation.sentence()).isEqualTo("visits is 2.");
        Explanation.OfRule other = explanation.rules().getLast();
        assertThat(other.rule()).isEqualTo("faulty");
        assertThat(other.conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.truth()).isEqualTo(Truth.UNKNOWN);
            assertThat(condition.sentence())
                    .startsWith(
                            "The service failed while it explained the rule 'faulty'. That is a fault of the service");
        });
    }

    @Test
    void aReasonThatCannotBeSaidDoesNotUndoWhatMatched() {
        assertThat(new Reasons(faulty()).because(new Object[] {REGULAR}))
                .startsWith("The service failed while it said why the rule 'faulty' holds.");
    }
}
