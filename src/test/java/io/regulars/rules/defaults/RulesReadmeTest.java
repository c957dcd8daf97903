package io.regulars.rules.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Entered;
import io.regulars.rules.CompileRules;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
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
        assertThat(CompileRules.compile(files))
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        compiled -> assertThat(compiled.warnings()).isEmpty());
    }

    @Test
    void itsTableGoesWithTheDefaultsAndPutsItsTags() {
        var files = new ArrayList<>(RulesTester.defaultFiles());
        var table = new RuleFile("tables/perks.csv", blocks("csv").getFirst());
        files.add(table);
        Client client = Clients.client()
                .service("gloss", "color", "0.00")
                .visit("2026-01-01T10:00", "gloss", "600.00")
                .at("2026-01-02");

        assertThat(CompileRules.compile(files)).isInstanceOf(Compilation.Compiled.class);
        assertThat(compiled(table)
                        .effects(
                                client,
                                List.of(),
                                List.of(new Entered(client, "vip", client.now())),
                                List.of(),
                                List.of()))
                .containsExactlyInAnyOrder(
                        new Effect.AddTag("perk:free-gloss", "Perk for VIPs who color"),
                        new Effect.AddTag("perk:coffee", "Perk for VIPs"));
    }

    @Test
    void theValuesItSaysACellMayHoldAreTakenAndThoseOfTwoReadingsRefused() {
        String text = text();
        String values = text.substring(text.indexOf("A cell is a value:"));
        String numbers = values.substring(values.indexOf("a number ("), values.indexOf("; of a share"));
        String shares = values.substring(values.indexOf("; of a share"), values.indexOf(" is 0.2"));
        String dates = values.substring(values.indexOf("a date ("), values.indexOf("), `true`"));
        String refused = values.substring(values.indexOf("is written"), values.indexOf(" have two"));

        assertThat(quoted(numbers))
                .hasSize(3)
                .allSatisfy(value -> assertThat(problems("spend >=", value)).isEmpty());
        assertThat(quoted(shares)).containsExactly("20%");
        assertThat(problems("weekendShare >=", "20%")).isEmpty();
        assertThat(problems("spend >=", "1.200")).containsExactly("unclear-value");
        assertThat(quoted(dates))
                .hasSize(2)
                .allSatisfy(
                        value -> assertThat(problems("firstVisitOn >=", value)).isEmpty());
        assertThat(quoted(refused).subList(1, 3)).containsExactly("1,234", "03/04/2026");
        assertThat(problems("spend >=", "1,234")).containsExactly("unclear-value");
        assertThat(problems("firstVisitOn >=", "03/04/2026")).containsExactly("unclear-value");
        assertThat(problems("postcode == \"\"$param\"\"", "1010")).isEmpty();
        assertThat(problems("postcode", "\"\"1010\"\"")).isEmpty();
    }

    private static List<String> problems(String template, String value) {
        String table = """
                RuleTable T,
                CONDITION,ACTION
                $c : Client,
                "%s","segments.assign($c, ""$param"");"
                ,
                "%s",s
                """.formatted(template, value);
        return CompileRules.compile(List.of(new RuleFile("t.csv", table))) instanceof Compilation.Rejected rejected
                ? rejected.diagnostics().stream().map(Diagnostic::code).toList()
                : List.of();
    }

    private static List<String> quoted(String text) {
        return Pattern.compile("`([^`]+)`")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static RuleSet compiled(RuleFile file) {
        return ((Compilation.Compiled) CompileRules.compile(List.of(file))).rules();
    }

    @Test
    void theCellsOfItsRangesAreTaken() {
        String text = text();
        String ranges = text.substring(text.indexOf("| cell | holds for |"), text.indexOf("What is not known lies"));
        List<String> cells = quoted(ranges);

        assertThat(cells).hasSize(14);
        assertThat(cells.subList(0, 12))
                .allSatisfy(range -> assertThat(problems("visits", range)).isEmpty());
        assertThat(problems("firstVisitOn", cells.get(13))).isEmpty();
    }

    @Test
    void ofItsTableOfTiersTheFirstRowThatFitsDecides() {
        RuleSet rules = compiled(new RuleFile("tables/tiers.csv", blocks("csv").getLast()));

        assertThat(tier(rules, "1000.00")).containsExactly("tier-gold");
        assertThat(tier(rules, "999.99")).containsExactly("tier-silver");
        assertThat(tier(rules, "299.99")).containsExactly("tier-bronze");
        assertThat(tier(rules, "0.00")).isEmpty();
    }

    private static List<String> tier(RuleSet rules, String spent) {
        Client client = Clients.client().visit("2026-01-01T10:00", "cut", spent).at("2026-01-02");
        return rules.segments(client).stream().map(Assignment::segment).toList();
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
        var compilation = CompileRules.compile(
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
