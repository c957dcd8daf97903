package io.regulars.releases.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.RuleFile;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What releases compile to is kept by content: once for all that share it, and no more than fits. */
class CompiledFilesTest {
    private final CompiledFiles compiled = new CompiledFiles(3);

    @Test
    void theSameContentIsHeldOnce() {
        CheckRelease.Result first = compiled.compile("x", rules(1));

        assertThat(compiled.compile("x", rules(1))).isSameAs(first);
        assertThat(compiled.find("x")).isSameAs(first);
    }

    @Test
    void whoeverAsksAtTheSameTimeGetsTheSame() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<CheckRelease.Result> ask = () -> compiled.compile("x", rules(2));
            var results = threads.invokeAll(java.util.Collections.nCopies(8, ask));
            CheckRelease.Result first = results.getFirst().get();
            for (var result : results) {
                assertThat(result.get()).isSameAs(first);
            }
        }
    }

    @Test
    void whatWasUsedLastStaysAndTheRestMakesRoom() {
        compiled.compile("a", rules(1));
        compiled.compile("b", rules(1));
        compiled.find("a");
        compiled.compile("c", rules(2));

        assertThat(compiled.kept()).containsExactly("a", "c");
        assertThat(compiled.find("b")).as("memory allows for it still").isNotNull();
        assertThat(compiled.kept()).containsExactly("c", "b");
    }

    @Test
    void aReleaseLargerThanAllRoomIsKeptWhileItIsTheOneUsed() {
        compiled.compile("large", rules(9));

        assertThat(compiled.kept()).containsExactly("large");
    }

    @Test
    void whatDoesNotCompileIsNotKept() {
        assertThat(compiled.compile("broken", List.of(new RuleFile("r.drl", "rule"))))
                .isInstanceOf(CheckRelease.Refused.class);
        assertThat(compiled.kept()).isEmpty();
    }

    private static List<RuleFile> rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RuleFile(
                        "r" + i + ".drl",
                        "rule \"r%d\" when $c: Client( visits >= %d ) then segments.assign($c, \"s\"); end"
                                .formatted(i, i)))
                .toList();
    }
}
