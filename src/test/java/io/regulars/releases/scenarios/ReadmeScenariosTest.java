package io.regulars.releases.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scenarios of {@code rules/README.md} do what the page says of them. */
class ReadmeScenariosTest {
    @Test
    void thoseThatShouldComeOutDo() throws IOException {
        List<String> shown = blocks("scenario");

        assertThat(shown).hasSize(2);
        for (String text : shown) {
            assertThat(problems(text)).isEmpty();
        }
    }

    @Test
    void theOneThatFailsGivesTheMessage() throws IOException {
        assertThat(problems(blocks("scenario-that-fails").getFirst()))
                .containsExactly(blocks("message-of-scenario").getFirst().strip());
    }

    private static List<String> problems(String scenarios) {
        return DefaultScenarios.run(List.of(new RuleFile("scenarios/test.yaml", scenarios))).problems().stream()
                .map(Diagnostic::print)
                .toList();
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("rules/README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
