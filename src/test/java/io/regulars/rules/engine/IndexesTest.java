package io.regulars.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.rules.CompileRules;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.tree.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever index a condition is found by, it holds for whom its own words say: the same rules without Drools agree. */
@Tag("slow")
class IndexesTest {
    private static final List<String> NUMBERS = List.of("-1", "-0", "0", "0.5", "1", "2", "2.5", "3", "5");
    private static final List<String> TEXTS = List.of("red", "green", "blue", "gold");
    private static final List<String> OPERATORS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final int RULES = 80;

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anIndexedRuleHoldsForWhomItsWordsSay(int seed) {
        var random = new Random(seed);
        var file = new RuleFile("random.drl", drl(random));
        List<Rule> rules = new DrlReader(new DiagnosticCollector()).read(file);
        assertThat(rules).hasSize(RULES);
        RuleSet compiled = ((Compilation.Compiled) CompileRules.compile(List.of(file))).rules();
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            clients.add(client(random));
        }
        List<List<String>> batch =
                compiled.segments(clients).stream().map(IndexesTest::names).toList();
        for (int i = 0; i < clients.size(); i++) {
            List<String> expected = naive(rules, clients.get(i));
            assertThat(names(compiled.segments(clients.get(i))))
                    .as(file.content())
                    .isEqualTo(expected);
            assertThat(batch.get(i)).as(file.content()).isEqualTo(expected);
        }
    }

    private static List<String> naive(List<Rule> rules, Client client) {
        return rules.stream()
                .filter(rule -> new ConditionFunctions(0)
                        .all(rule.when().getFirst().pattern().conditions())
                        .of(client, ConditionFunctions.ALONE)
                        .holds())
                .map(Rule::name)
                .sorted()
                .toList();
    }

    private static List<String> names(List<Assignment> segments) {
        return segments.stream().map(Assignment::segment).sorted().toList();
    }

    private static String drl(Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            var conditions = new ArrayList<String>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                conditions.add(condition(random));
            }
            text.append("rule \"%1$d\" when $c : Client( %2$s ) then segments.assign($c, \"%1$d\"); end%n"
                    .formatted(i, String.join(", ", conditions)));
        }
        return text.toString();
    }

    private static String condition(Random random) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> number(random) + " " + any(OPERATORS, random) + " " + any(NUMBERS, random);
            case 2 -> any(NUMBERS, random) + " " + any(OPERATORS, random) + " " + number(random);
            case 3, 4 -> between(random);
            case 5 -> text(random) + " == \"" + any(TEXTS, random) + "\"";
            case 6 -> text(random) + (random.nextBoolean() ? " != \"red\"" : " not in (\"red\", \"blue\")");
            case 7 -> "(" + condition(random) + " || " + condition(random) + ")";
            default -> random.nextBoolean() ? "!(" + condition(random) + ")" : "tags contains \"regular\"";
        };
    }

    private static String between(Random random) {
        String property = number(random);
        return property + (random.nextBoolean() ? " >= " : " > ") + any(NUMBERS, random) + " && " + property
                + (random.nextBoolean() ? " <= " : " < ") + any(NUMBERS, random);
    }

    private static String number(Random random) {
        return any(List.of("visits", "number(\"a\")", "number(\"b\")", "daysSinceLastVisit"), random);
    }

    private static String text(Random random) {
        return any(List.of("text(\"t\")", "text(\"u\")"), random);
    }

    private static Client client(Random random) {
        Clients client = Clients.client();
        for (int i = random.nextInt(5); i > 0; i--) {
            client.visit("2026-01-0" + (1 + random.nextInt(9)));
        }
        for (String number : List.of("a", "b")) {
            if (random.nextInt(3) > 0) {
                client.attribute(number, new BigDecimal(any(NUMBERS, random)));
            }
        }
        for (String text : List.of("t", "u")) {
            if (random.nextInt(3) > 0) {
                client.attribute(text, any(TEXTS, random));
            }
        }
        return (random.nextBoolean() ? client.tag("regular") : client).at("2026-01-10");
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
