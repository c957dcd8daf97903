package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * {@code docs/architecture.md} lists which feature writes into which table, as SQL and entities do, and what becomes of a table's rows
 * when a client is erased. Two columns are written by people and stay when the list is written anew: why a table has several writers,
 * and why rows of an erased client are kept.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableOwnershipTest {
    private static final Pattern WRITE = Pattern.compile(
            "(?i)(?<!for )(?<!no key )(?<!do )\\b(insert into|update|delete from|merge into|truncate|truncate table|copy)"
                    + " (?:only )?(\\w+|" + SourceFile.COMPUTED + ")");

    private static final Pattern ENTITY =
            Pattern.compile("@(?:Table|CollectionTable|JoinTable)\\(\\s*name = \"(\\w+)\"");

    /** Classes whose SQL is about tables that their users name, and how these name them. */
    private static final Map<String, Pattern> NAMED_BY_USERS = Map.of(
            "VersionedRecords", Pattern.compile("new VersionedRecords<>\\(\\s*\"(\\w+)\""),
            "BackgroundJobs", ENTITY,
            "StoredMoves", Pattern.compile("\"(cutoff_past\\w*)\""));

    private static final String HEAD =
            "| table | written by | why by several | of an erased client |\n|---|---|---|---|\n";

    /** Writers of each table, and what erasing a client does to it: deletes or empties. */
    private record Found(Map<String, Set<String>> writers, Map<String, String> erased) {}

    /** What people wrote in a row of the list. */
    private record Reasons(String several, String kept) {}

    private static final Reasons NONE = new Reasons("", "");

    private final Schema schema = Schema.read();

    /** The tables that each file writes into, each with the verbs by which it does. */
    private final Map<SourceFile, Map<String, Set<String>>> writes = new LinkedHashMap<>();

    private final Found found;

    TableOwnershipTest() throws IOException {
        for (SourceFile file : SourceFile.all()) {
            writes.put(file, writes(file));
        }
        found = found();
    }

    @Test
    void thePageListsWhoWritesWhat() throws IOException {
        var block = new GeneratedBlock("tables");
        Map<String, Reasons> reasons = reasons(block.present());
        var list = new StringBuilder(HEAD);
        for (String table : schema.tables()) {
            Set<String> writers = found.writers.getOrDefault(table, Set.of());
            Reasons written = reasons.getOrDefault(table, NONE);
            boolean kept = schema.ofClients().contains(table) && !found.erased.containsKey(table);
            list.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            table,
                            String.join(", ", writers),
                            writers.size() > 1 ? written.several : "",
                            kept ? written.kept : found.erased.getOrDefault(table, "")));
        }
        block.holds(list.toString());
    }

    @Test
    void everyTableIsWrittenByOneFeatureOrSaysWhyBySeveral() throws IOException {
        Map<String, Reasons> reasons = reasons(new GeneratedBlock("tables").present());
        assertThat(schema.tables()).allSatisfy(table -> {
            assertThat(found.writers).as("writers").containsKey(table);
            Set<String> writers = found.writers.getOrDefault(table, Set.of());
            if (writers.size() > 1) {
                assertThat(reasons.getOrDefault(table, NONE).several)
                        .as("why %s is written by %s", table, writers)
                        .isNotBlank();
            }
        });
    }

    @Test
    void everyTableOfClientsIsErasedOrSaysWhyItIsKept() throws IOException {
        Map<String, Reasons> reasons = reasons(new GeneratedBlock("tables").present());
        assertThat(schema.ofClients()).hasSizeGreaterThan(20).allSatisfy(table -> {
            if (!found.erased.containsKey(table)) {
                assertThat(reasons.getOrDefault(table, NONE).kept)
                        .as("why %s keeps the rows of an erased client", table)
                        .isNotBlank();
            }
        });
    }

    @Test
    void aFeatureErasesItsOwnTablesOnly() {
        var others = new TreeSet<String>();
        var erasing = new TreeMap<String, Set<String>>();
        var written = new TreeMap<String, Set<String>>();
        writes.forEach((file, tables) -> (erases(file) ? erasing : written)
                .computeIfAbsent(file.feature(), feature -> new TreeSet<>())
                .addAll(tables.keySet()));
        erasing.forEach((feature, tables) -> tables.stream()
                .filter(table -> !written.getOrDefault(feature, Set.of()).contains(table))
                .forEach(table -> others.add(feature + " erases " + table)));
        assertThat(others).isEmpty();
    }

    private static boolean erases(SourceFile file) {
        return file.text().contains(" implements ErasesClient ");
    }

    private Found found() {
        var writers = new TreeMap<String, Set<String>>();
        var erased = new HashMap<String, String>();
        writes.forEach((file, tables) -> tables.forEach((table, verbs) -> {
            writers.computeIfAbsent(table, name -> new TreeSet<>()).add(file.feature());
            if (erases(file)) {
                erased.put(table, (verbs.contains("delete from") ? "deleted by " : "emptied by ") + file.feature());
            }
        }));
        for (String table : schema.byTriggers()) {
            writers.computeIfAbsent(table, name -> new TreeSet<>()).add("a trigger");
        }
        return new Found(writers, erased);
    }

    private Map<String, Set<String>> writes(SourceFile file) {
        var writes = new TreeMap<String, Set<String>>();
        Matcher write = WRITE.matcher(file.texts());
        while (write.find()) {
            if (write.group(2).equals(SourceFile.COMPUTED)) {
                assertThat(NAMED_BY_USERS)
                        .as("classes that compute the name of a table")
                        .containsKey(file.name());
            } else if (schema.tables().contains(write.group(2))) {
                add(writes, write.group(2), write.group(1));
            }
        }
        var named = new ArrayList<>(NAMED_BY_USERS.values());
        named.add(ENTITY);
        for (Pattern pattern : named) {
            pattern.matcher(file.text()).results().forEach(table -> {
                add(writes, table.group(1), "insert into");
                if (schema.tables().contains(table.group(1) + "_version")) {
                    add(writes, table.group(1) + "_version", "insert into");
                }
            });
        }
        return writes;
    }

    private static void add(Map<String, Set<String>> writes, String table, String verb) {
        writes.computeIfAbsent(table, name -> new TreeSet<>()).add(verb.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Reasons> reasons(String block) {
        var reasons = new HashMap<String, Reasons>();
        for (String line : block.lines().skip(2).toList()) {
            List<String> cells = List.of(line.split(" *\\| *", -1));
            String kept =
                    cells.get(4).startsWith("kept") ? cells.get(4) : ""; // else it is what erasing was found to do
            reasons.put(cells.get(1).replace("`", ""), new Reasons(cells.get(3), kept));
        }
        return reasons;
    }
}
