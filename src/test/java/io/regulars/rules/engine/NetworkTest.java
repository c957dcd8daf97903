package io.regulars.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.values.Truth;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.tree.Rule;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drools.core.reteoo.CompositeObjectSinkAdapter;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.modelcompiler.KieBaseBuilder;
import org.junit.jupiter.api.Test;

/** What Drools makes of the lowered rules: shared nodes, found by indexes; and what a test of a number costs. */
class NetworkTest {
    private static final int RULES = 20;

    @Test
    void equalTextsAreFoundByHash() {
        CompositeObjectSinkAdapter sinks = sinks(i -> "city == \"town " + i + "\"");
        assertThat(sinks.getHashedSinkMap()).hasSize(RULES);
        assertThat(sinks.getOtherSinks()).isNullOrEmpty();
    }

    @Test
    void thresholdsAreFoundByRange() {
        CompositeObjectSinkAdapter sinks = sinks(i -> "visits >= " + i);
        assertThat(sinks.getRangeIndexMap()).hasSize(1);
        assertThat(sinks.getRangeIndexMap().values().iterator().next().size()).isEqualTo(RULES);
        assertThat(sinks.getOtherSinks()).isNullOrEmpty();
    }

    @Test
    void bandsAreFoundByHashOfTheirBucket() {
        CompositeObjectSinkAdapter sinks = sinks(i -> "spend >= " + 10 * i + ", spend < " + 10 * (i + 1));
        assertThat(sinks.getHashedSinkMap()).hasSize(RULES);
        assertThat(sinks.getOtherSinks()).isNullOrEmpty();
    }

    @Test
    void whatManyRulesAskAlikeIsAskedOnce() {
        assertThat(client(rules(i -> "tags contains \"student\", visits + noShows > 3"))
                        .getObjectSinkPropagator()
                        .getSinks())
                .hasSize(1);
        assertThat(client(rules(i -> "city == \"Riga\""))
                        .getObjectSinkPropagator()
                        .getSinks())
                .hasSize(1);
    }

    @Test
    void whatRulesAskDifferentlyIsNotAskedOnce() {
        assertThat(client(rules(i -> "visits + noShows > " + i))
                        .getObjectSinkPropagator()
                        .getSinks())
                .hasSize(RULES);
    }

    @Test
    void aTestOfANumberMakesNoObject() {
        Rule rule = rules(i -> "visits + 2 > noShows * 2 && spend >= 300 && !(daysSinceLastVisit < 3 || spend != 600)")
                .getFirst()
                .rule();
        ConditionFunctions.Test test =
                new ConditionFunctions(0).all(rule.when().getFirst().pattern().conditions());
        Client client =
                Clients.client().visit("2026-01-01T10:00", "massage", "600.00").at("2026-01-10");
        assertThat(test.of(client, ConditionFunctions.ALONE)).isEqualTo(Truth.TRUE);
        int times = 1_000;
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            test.of(client, ConditionFunctions.ALONE);
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / times).isLessThan(16);
    }

    private static CompositeObjectSinkAdapter sinks(IntFunction<String> condition) {
        return (CompositeObjectSinkAdapter) client(rules(condition)).getObjectSinkPropagator();
    }

    private static ObjectTypeNode client(List<CompiledRule> rules) {
        var base = (InternalKnowledgeBase) KieBaseBuilder.createKieBaseFromModel(
                new Lowering("test", rules, List.of(Consequence.SEGMENTS)).model());
        return base.getRete().getObjectTypeNodes().stream()
                .filter(node -> node.getObjectType().isAssignableFrom(Client.class))
                .findFirst()
                .orElseThrow();
    }

    private static List<CompiledRule> rules(IntFunction<String> condition) {
        String text = IntStream.range(0, RULES)
                .mapToObj(i -> "rule \"%1$d\" when $c : Client( %2$s ) then segments.assign($c, \"%1$d\"); end%n"
                        .formatted(i, condition.apply(i)))
                .collect(Collectors.joining());
        return CompiledRules.of(text);
    }
}
