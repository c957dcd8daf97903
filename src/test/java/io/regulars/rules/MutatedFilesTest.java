package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a rule file under somebody's hands, it compiles or is told what is wrong, where, in words. */
class MutatedFilesTest {
    private static final long SEED = 20261122;
    private static final int MUTATIONS_A_FILE = 12;
    private static final Pattern TOKEN = Pattern.compile("\\s+|\\w+|\"[^\"]*\"|.", Pattern.DOTALL);

    @Test
    void everyMutationCompilesOrIsToldWithinTheFile() {
        var random = new Random(SEED);
        for (RuleFile file : RulesTester.defaultFiles()) {
            if (!file.path().endsWith(".drl")) {
                continue;
            }
            for (int i = 0; i < MUTATIONS_A_FILE; i++) {
                String mutated = mutated(file.content(), random);
                for (Diagnostic problem : RulesTester.problems(mutated)) {
                    assertThat(problem.message())
                            .as("seed %d, %s, mutation %d:%n%s", SEED, file.path(), i, mutated)
                            .isNotBlank()
                            .doesNotContain("the log says why");
                    assertWithin(mutated, problem);
                }
            }
        }
    }

    private static void assertWithin(String text, Diagnostic problem) {
        List<String> lines = List.of(text.split("\n", -1));
        assertThat(problem.line()).as(problem.print()).isBetween(1, lines.size());
        assertThat(problem.column())
                .as(problem.print())
                .isBetween(1, lines.get(problem.line() - 1).length() + 1);
        assertThat(problem.endLine()).as(problem.print()).isBetween(problem.line(), lines.size());
        assertThat(problem.endColumn())
                .as(problem.print())
                .isBetween(0, lines.get(problem.endLine() - 1).length() + 1);
    }

    private static String mutated(String text, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> {
                int at = random.nextInt(text.length());
                yield text.substring(0, at) + text.substring(at + 1);
            }
            case 2 -> {
                int at = random.nextInt(text.length());
                yield text.substring(0, at) + text.charAt(random.nextInt(text.length())) + text.substring(at);
            }
            default -> {
                List<String> tokens = tokens(text);
                int at = random.nextInt(tokens.size());
                switch (random.nextInt(3)) {
                    case 0 -> tokens.remove(at);
                    case 1 -> tokens.add(at, tokens.get(at));
                    default -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
                }
                yield String.join("", tokens);
            }
        };
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
