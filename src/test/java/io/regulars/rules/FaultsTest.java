package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.check.Lint;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fault of the service at one rule is told at that rule, and hides nothing else. */
class FaultsTest {
    private static final String TEXT = """
            rule "never" when $c : Client( visits < 0 ) then segments.assign($c, "never"); end
            rule "faulty" when $c : Client( city == "Riga" ) then segments.assign($c, "faulty"); end
            rule "old" when $c : Client( age > 30 ) then segments.assign($c, "old"); end
            """;

    @Test
    void lintGoesOnWithTheOtherRules() {
        List<Rule> rules = new DrlReader(new DiagnosticCollector())
                .read(new RuleFile("test.drl", TEXT)).stream()
                        .map(rule -> rule.name().equals("faulty") ? faulty(rule) : rule)
                        .toList();

        List<Diagnostic> found = Lint.check(rules);

        assertThat(found)
                .extracting(Diagnostic::code)
                .contains("unreachable", InternalFaults.CODE, "demographics-alone");
        assertThat(found)
                .filteredOn(each ->
                        each.code().equals(InternalFaults.CODE) && each.file().equals("test.drl"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.line()).isEqualTo(2);
                    assertThat(fault.severity()).isEqualTo(Diagnostic.Severity.WARNING);
                    assertThat(fault.message())
                            .matches("The service failed while it looked through the rule 'faulty'\\."
                                    + " That is a fault of the service, which its log has as F-[0-9a-f]{8}\\.");
                });
    }

    /** A text compared with numbers, which no reader lets through. */
    private static Rule faulty(Rule rule) {
        Pattern client = rule.when().getFirst().pattern();
        var compared = (Condition.Comparison) client.conditions().getFirst();
        var numbers = List.<Expression>of(new Expression.NumberLiteral(1, compared.position()));
        var oneOf = new Condition.OneOf(compared.left(), numbers, false, compared.position());
        var pattern = new Pattern(0, client.type(), List.of(oneOf), client.position());
        return new Rule(
                rule.name(),
                rule.branch(),
                rule.position(),
                rule.salience(),
                rule.activationGroup(),
                rule.metadata(),
                List.of(new Element.Match(pattern)),
                rule.then());
    }

    @Test
    void theSameFaultHasTheSameNameAndIsNotMixedUpWithOthers() {
        var faults = new InternalFaults();
        List<String> names = Stream.of(new IllegalStateException("a"), new IllegalStateException("b"))
                .map(fault -> faults.in("a.drl", Diagnostic.Severity.ERROR, "read the file", fault))
                .map(fault -> fault.message().replaceAll(".*(F-[0-9a-f]{8}).*", "$1"))
                .distinct()
                .toList();
        String other = faults.sentence("read the file", new NullPointerException());

        assertThat(names).hasSize(1);
        assertThat(other).doesNotContain(names.getFirst());
    }
}
