package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} draws which feature uses which, as the imports are. */
class ModuleGraphTest {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?io\\.regulars\\.([a-z]+)\\.");

    @Test
    void thePageDrawsWhatIsImported() throws IOException {
        Map<String, Set<String>> uses = imports();
        assertThat(uses.keySet())
                .allSatisfy(feature -> assertThat(reached(uses, feature))
                        .as("what %s uses does not use %s", feature, feature)
                        .doesNotContain(feature));
        var graph = new StringBuilder("```mermaid\ngraph TD\n");
        uses.forEach((user, used) -> used.stream()
                .filter(feature -> !isThroughOthers(uses, user, feature))
                .forEach(feature -> graph.append("    ")
                        .append(user)
                        .append(" --> ")
                        .append(feature)
                        .append('\n')));
        new GeneratedBlock("module graph").holds(graph.append("```\n").toString());
    }

    private static Map<String, Set<String>> imports() throws IOException {
        var uses = new TreeMap<String, Set<String>>();
        for (SourceFile file : SourceFile.all()) {
            if (file.feature().isEmpty()) {
                continue; // the main class starts everything
            }
            Set<String> used = uses.computeIfAbsent(file.feature(), feature -> new TreeSet<>());
            Matcher named = IMPORT.matcher(file.text());
            while (named.find()) {
                used.add(named.group(1));
            }
            used.remove(file.feature());
        }
        return uses;
    }

    /** Whether one feature uses another through a third, so that the direct arrow says nothing new. */
    private static boolean isThroughOthers(Map<String, Set<String>> uses, String user, String feature) {
        return uses.getOrDefault(user, Set.of()).stream()
                .filter(between -> !between.equals(feature))
                .anyMatch(between -> reached(uses, between).contains(feature));
    }

    /** All features that one uses, at whatever distance. */
    private static Set<String> reached(Map<String, Set<String>> uses, String user) {
        var reached = new TreeSet<String>();
        var ahead = new ArrayDeque<>(uses.getOrDefault(user, Set.of()));
        while (!ahead.isEmpty()) {
            String next = ahead.pop();
            if (reached.add(next)) {
                ahead.addAll(uses.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }
}
