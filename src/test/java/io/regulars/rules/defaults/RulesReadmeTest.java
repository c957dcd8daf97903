package io.regulars.rules.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.regulars.rules.Compilation;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import io.regulars.rules.RuleSet;
import io.regulars.rules.RulesTester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code rules/README.md} tells an analyst is true. */
class RulesReadmeTest {
    @Test
    void itsRulesGoWithTheDefaults() {
        List<String> snippets = blocks("drl");
        var files = new ArrayList<>(RulesTester.defaultFiles());
        for (int i = 0; i < snippets.size(); i++) {
            files.add(new RuleFile("segments/snippet-" + i + ".drl", snippets.get(i)));
        }

        assertThat(snippets).hasSizeGreaterThan(2);
        assertThat(RuleSet.compile(files))
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        compiled -> assertThat(compiled.warnings()).isEmpty());
    }

    @Test
    void theConditionsOfItsTableAreTaken() {
        for (String condition : conditions()) {
            assertThat(RulesTester.problems(
                            "rule \"r\" when $c: Client( " + condition + " ) then segments.assign($c, \"s\"); end"))
                    .as(condition)
                    .isEmpty();
        }
    }

    @Test
    void theMistakeGivesTheMessage() {
        var compilation = RuleSet.compile(
                List.of(new RuleFile("rules.drl", blocks("drl-with-a-mistake").getFirst())));

        assertThat(compilation)
                .isInstanceOfSatisfying(
                        Compilation.Rejected.class,
                        rejected -> assertThat(rejected.diagnostics())
                                .extracting(Diagnostic::print)
                                .containsExactly(blocks("message").getFirst().strip()));
    }

    @Test
    void theSegmentOfItsFirstRuleIsTheOneItDescribes() throws IOException {
        var described = new YAMLMapper().readTree(blocks("yaml").getFirst()).get("segments");

        assertThat(described.has("weekend-client")).isTrue();
        assertThat(blocks("drl").getFirst()).contains("segments.assign($c, \"weekend-client\")");
    }

    /** What stands in backticks in the rows of conditions, if it is one by itself. */
    private static List<String> conditions() {
        var conditions = new ArrayList<String>();
        Matcher quoted =
                Pattern.compile("`([a-z]\\w*(?:\\(\"\\w+\"\\))? [^`]+)`").matcher(section());
        while (quoted.find()) {
            if (!quoted.group(1).matches("salience .*|enabled .*")) {
                conditions.add(quoted.group(1));
            }
        }
        assertThat(conditions).hasSizeGreaterThan(8);
        return conditions;
    }

    private static String section() {
        String text = text();
        return text.substring(text.indexOf("## What can be said"), text.indexOf("## When something is wrong"));
    }

    private static List<String> blocks(String language) {
        var blocks = new ArrayList<String>();
        Matcher fenced =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text());
        while (fenced.find()) {
            blocks.add(fenced.group(1));
        }
        return blocks;
    }

    private static String text() {
        try {
            return Files.readString(Path.of("rules/README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
