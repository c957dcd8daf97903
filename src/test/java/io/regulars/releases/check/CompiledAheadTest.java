package io.regulars.releases.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is compiled while the service starts is what the release of that content runs by; nothing else ever is. */
class CompiledAheadTest {
    private static final List<RuleFile> FOLDER = List.of(rule("of-folder"));
    private static final List<RuleFile> STORED = List.of(rule("stored"));

    private final CompiledFiles compiled = new CompiledFiles();

    @Test
    void theReleaseThatTheFolderHoldsIsNotCompiledOnceMore() {
        compiled.takeFrom(CompiledAhead.begin(() -> new CompiledAhead.Content("h", FOLDER)));

        assertThat(rules("h", STORED))
                .as("what the stored files say was not looked at")
                .containsExactly("of-folder");
    }

    @Test
    void anotherReleaseIsCompiledFromItsOwnFiles() {
        compiled.takeFrom(CompiledAhead.begin(() -> new CompiledAhead.Content("other", FOLDER)));

        assertThat(rules("h", STORED)).containsExactly("stored");
        assertThat(rules("other", STORED)).as("it was left for whom it is for").containsExactly("of-folder");
    }

    @Test
    void afterTheStartNothingIsTakenFromIt() {
        CompiledAhead ahead = CompiledAhead.begin(() -> new CompiledAhead.Content("h", FOLDER));
        compiled.takeFrom(ahead);
        ahead.forget();

        assertThat(rules("h", STORED)).containsExactly("stored");
    }

    @Test
    void aFolderThatCannotBeReadKeepsNoReleaseFromRunning() {
        compiled.takeFrom(CompiledAhead.begin(() -> {
            throw new IOException("no such folder");
        }));

        assertThat(rules("h", STORED)).containsExactly("stored");
    }

    @Test
    void whatCannotRunIsCompiledByWhoeverAsks() {
        compiled.takeFrom(
                CompiledAhead.begin(() -> new CompiledAhead.Content("h", List.of(new RuleFile("r.drl", "rule")))));

        assertThat(rules("h", STORED)).containsExactly("stored");
    }

    @Test
    void itIsFoundOnlyWhileTheServiceStarts() {
        CompiledAhead ahead = CompiledAhead.begin(() -> new CompiledAhead.Content("h", FOLDER));

        ahead.during(() -> assertThat(CompiledAhead.atStart()).containsSame(ahead));

        assertThat(CompiledAhead.atStart()).isEmpty();
    }

    private List<String> rules(String hash, List<RuleFile> files) {
        return switch (compiled.compile(hash, files)) {
            case CheckRelease.Checked checked -> List.copyOf(checked.rules().assigningRules());
            case CheckRelease.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    private static RuleFile rule(String name) {
        return new RuleFile(
                "r.drl",
                "rule \"%s\" when $c: Client( visits >= 1 ) then segments.assign($c, \"s\"); end".formatted(name));
    }
}
