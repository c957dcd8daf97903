package io.regulars.rules.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.drools.Isolated;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every construct of the accepted DRL means what it means to Drools' own compiler, where all is known. One seed, or twenty
 * with {@code -Psoak}.
 */
@Tag("slow")
class DifferentialTest {
    static final int RULES = 2 * RandomRules.CONSTRUCTS;
    private static final int CLIENTS = 80;

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("soak") ? 20 : 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameRulesFireForTheSameFactsAsByDroolsExecutableModel(long seed) {
        List<String> theirs = Isolated.load(Contender.class, DroolsRules.class, Isolated.Jars.EXECUTABLE_MODEL)
                .result(seed, RULES, CLIENTS);
        List<String> ours = new OurRules().result(seed, RULES, CLIENTS);
        assertThat(differences(RandomRules.ours(seed, RULES), ours, theirs)).isEmpty();
        assertThat(theirs).hasSizeGreaterThan(10 * CLIENTS);
    }

    /** Each rule that fires on one side only, with an example. */
    private static List<String> differences(String rules, List<String> ours, List<String> theirs) {
        return Stream.concat(
                        more(ours, theirs).map(line -> "only ours: " + line),
                        more(theirs, ours).map(line -> "only theirs: " + line))
                .collect(Collectors.toMap(
                        line -> line.substring(line.lastIndexOf("by ") + 3), line -> line, (a, b) -> a, TreeMap::new))
                .entrySet()
                .stream()
                .map(example -> example.getValue() + "\n" + rule(rules, example.getKey()))
                .toList();
    }

    private static Stream<String> more(List<String> some, List<String> others) {
        var only = new ArrayList<>(some);
        only.removeAll(others);
        return only.stream();
    }

    private static String rule(String rules, String name) {
        return rules.lines()
                .dropWhile(line -> !line.startsWith("rule \"" + name + "\""))
                .takeWhile(line -> !line.equals("end"))
                .collect(Collectors.joining("\n"));
    }
}
