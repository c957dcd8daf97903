package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.DefinitionProblem;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any definition is DRL, and that DRL is the definition again. */
@Tag("slow")
class RandomDefinitionsTest {
    private static final int CASES = 150;

    @Test
    void aDefinitionIsTheSameAfterDrl() {
        int told = 0;
        for (int seed = 0; seed < CASES; seed++) {
            ObjectNode json = new RandomDefinitions(new Random(seed)).any();
            switch (ReadDefinition.read(json)) {
                case Definition definition -> {
                    assertThat(definition.json()).as("seed " + seed).isEqualTo(json);
                    PrintedRulesTest.readsBack(only(definition.drl("r", "s")));
                    assertThat(new Definition(only(definition.drl("r", "s"))).json())
                            .as("seed " + seed)
                            .isEqualTo(json);
                }
                case ReadDefinition.Refused(List<DefinitionProblem> problems) -> {
                    assertThat(problems)
                            .as("seed " + seed + " " + json)
                            .extracting(DefinitionProblem::code)
                            .containsOnly("too-many-branches");
                    told++;
                }
            }
        }
        assertThat(told).as("too large to be a rule").isLessThan(CASES / 10);
    }

    private static Rule only(String drl) {
        var problems = new DiagnosticCollector();
        List<Rule> rules = new DrlReader(problems).read(new RuleFile("r.drl", drl));
        assertThat(problems.all()).as(drl).isEmpty();
        return rules.getFirst();
    }
}
