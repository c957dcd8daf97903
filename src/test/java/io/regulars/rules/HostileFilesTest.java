package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody pastes who wants time, memory or the machine: refused by a bound that was thought of, before a parser, not by
 * the net below that ends a compilation after all. What reaches for Java, word by word, is among the broken files.
 */
@Tag("slow")
class HostileFilesTest {
    /** What is advised of a compilation that was not kept from running away, but caught. */
    private static final String NET = "Take back the last change, or make it in smaller steps.";

    @TestFactory
    Stream<DynamicTest> isRefusedByABoundThatWasThoughtOf() {
        Map<String, Supplier<RuleFile>> files = new LinkedHashMap<>();
        rules(files);
        tables(files);
        workbooks(files);
        return files.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey(), () -> refused(file.getValue().get())));
    }

    private static void rules(Map<String, Supplier<RuleFile>> files) {
        condition(files, "100,000 brackets", "(".repeat(100_000) + "visits > 1" + ")".repeat(100_000));
        condition(files, "100,000 brackets that do not close", "(".repeat(100_000));
        condition(files, "100,000 negations", "!".repeat(100_000) + "hasEmail");
        condition(files, "100,000 minus signs", "visits > " + "-".repeat(100_000) + "1");
        condition(files, "nested arguments", "visitsInLast(".repeat(20_000) + "1" + ")".repeat(20_000) + " > 1");
        condition(files, "10,000 alternatives", joined(10_000, " || ", i -> "visits == " + i));
        condition(files, "10,000 values in a list", "city in (" + joined(10_000, ", ", i -> "\"c" + i + "\"") + ")");
        condition(files, "10,000 summands", joined(10_000, " + ", i -> "visits") + " > 1");
        condition(files, "an expression of a million letters", "v".repeat(900_000) + " > 1");
        condition(files, "a number of a million digits", "visits > " + "9".repeat(900_000));
        condition(files, "a fraction of a million digits", "visits > 0." + "1".repeat(900_000));
        condition(files, "a number beyond all numbers", "visits > 1e999999999");
        condition(files, "a text of a million characters", "city == \"" + "x".repeat(900_000) + "\"");
        condition(files, "a dotted name of 100,000 parts", "$c" + ".city".repeat(100_000) + " == \"x\"");
        condition(files, "a regular expression that counts", "city matches \"((((a{30}){30}){30}){30}){30}\"");
        condition(files, "a regular expression that counts by a thousand", "city matches \"(a{1000}){1000}\"");
        condition(files, "a regular expression of 100,000 brackets", "city matches \"" + "(".repeat(100_000) + "\"");
        condition(files, "a window that never ends", "visitsInLast(99999999999999999999) > 1");
        when(files, "10,000 patterns", "$c : Client() " + "Booking() ".repeat(10_000));
        when(
                files,
                "10,000 alternatives of patterns",
                "$c : Client() ( " + joined(10_000, " or ", i -> "Survey()") + " )");
        when(files, "2 to the 30 branches", "$c : Client() " + "( Survey() or Booking() ) ".repeat(30));
        when(
                files,
                "10,000 nots of a not",
                "$c : Client() " + "not( ".repeat(10_000) + "Booking()" + " )".repeat(10_000));
        when(files, "10,000 sums in sums", "$c : Client() " + "accumulate( ".repeat(10_000));
        text(files, "a comment that never ends", "/* " + "rule when then end ".repeat(50_000));
        text(files, "a text that never ends", "rule \"" + "x".repeat(900_000));
        text(files, "20,000 rules", joined(20_000, "", i -> "rule r" + i + " when Client() then end "));
        text(files, "100,000 ends", "end ".repeat(200_000));
        text(files, "100,000 annotations", "rule \"r\" " + "@a(1) ".repeat(100_000));
        text(files, "100,000 deep annotations", "rule \"r\" @a" + "(".repeat(100_000));
        text(
                files,
                "a rule in 100,000 consequences",
                "rule \"r\" when $c : Client() then " + "segments.assign($c, \"s\"); ".repeat(30_000) + " end");
        text(
                files,
                "a salience computed",
                "rule \"r\" salience ( Runtime.getRuntime().availableProcessors() ) when $c : Client() then end");
        text(files, "accumulate imported", "import accumulate java.lang.Runtime run;\n");
        text(files, "a loop", "rule \"r\" when $c : Client() then while (true) {} end");
    }

    private static void tables(Map<String, Supplier<RuleFile>> files) {
        table(files, "10 MB of commas", ",".repeat(9_000_000));
        table(files, "a cell that never ends", "RuleTable T\n\"" + "x".repeat(9_000_000));
        table(files, "a cell of a million quotes", "RuleTable T\n\"" + "\"\"".repeat(500_000) + "\"");
        table(files, "more than 10 MB", "x".repeat(11_000_000));
        table(files, "500,000 rows", "RuleTable T\n" + "1\n".repeat(500_000));
        table(
                files,
                "a template of 100,000 values",
                "RuleTable T\nCONDITION,ACTION\n$c : Client,\nvisits > $param" + " + $param".repeat(100_000)
                        + ",\"segments.assign($c, \"\"s\"\");\"\nV,S\n1,x\n");
        table(
                files,
                "a table of programs",
                "RuleTable T\nCONDITION,ACTION\n$c : Client,\nvisits >,"
                        + "Runtime.getRuntime().exec($param);\nV,S\n1,id\n");
        table(
                files,
                "forall over 100,000 values",
                "RuleTable T\nCONDITION,ACTION\n$c : Client,\nforall(||){city == $},"
                        + "\"segments.assign($c, \"\"s\"\");\"\nV,S\n\"" + joined(100_000, ",", i -> "c" + i)
                        + "\",x\n");
        table(files, "functions", "RuleSet,x\nFunctions,void f() { System.exit(1); }\nRuleTable T\nCONDITION\n");
    }

    private static void workbooks(Map<String, Supplier<RuleFile>> files) {
        workbook(files, "a zip of a million entries", Map.of("[Content_Types].xml", "<x/>"), 70_000);
        part(
                files,
                "shared texts without end",
                "xl/sharedStrings.xml",
                "<sst>" + "<si><t>x</t></si>".repeat(2_000_000) + "</sst>");
        part(
                files,
                "styles without end",
                "xl/styles.xml",
                "<styleSheet><cellXfs>" + "<xf/>".repeat(6_000_000) + "</cellXfs></styleSheet>");
        part(files, "elements in elements", "xl/workbook.xml", "<a>".repeat(500_000));
        part(files, "an attribute without end", "xl/workbook.xml", "<workbook a=\"" + "x".repeat(20_000_000) + "\"/>");
        part(files, "a name without end", "xl/workbook.xml", "<" + "x".repeat(20_000_000) + "/>");
        part(
                files,
                "an entity of a file",
                "xl/worksheets/sheet1.xml",
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet>&a;</worksheet>");
        part(
                files,
                "an entity of the network",
                "xl/sharedStrings.xml",
                "<!DOCTYPE x [<!ENTITY % a SYSTEM \"http://127.0.0.1:1/x\"> %a;]><sst/>");
        part(
                files,
                "a definition of a file",
                "xl/styles.xml",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><styleSheet/>");
        part(files, "a billion laughs", "xl/workbook.xml", laughs());
        part(
                files,
                "a sheet that is elsewhere",
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"rId1\" TargetMode=\"External\" Target=\"http://127.0.0.1:1/sheet.xml\"/></Relationships>");
        part(
                files,
                "a sheet that is outside",
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"rId1\" Target=\"../../../../etc/passwd\"/></Relationships>");
        part(files, "a link to another workbook", "xl/externalLinks/externalLink1.xml", "<x/>");
        part(files, "a macro", "xl/vbaProject.bin", "x");
        rows(files, "a formula that calls out", "formula WEBSERVICE(\"http://127.0.0.1:1\")");
        rows(files, "a formula that runs a program", "formula cmd|' /C calc'!A0");
        rows(files, "a formula of another workbook", "formula [1]Sheet1!A1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+b", "(.*)*x", "(([a-z])+.)+[A-Z]([a-z])+", "(x+x+)+y"})
    void aRegularExpressionThatRunsAwayElsewhereIsLinearHere(String expression) {
        drl("rule \"r\" when $c : Client( city matches \"" + expression + "\" ) then segments.assign($c, \"s\"); end")
                .given(client().says("city", "a".repeat(50_000) + "!"))
                .at("2026-01-10")
                .isExactlyIn();
    }

    @Test
    void aHostileTextOfAClientIsOnlyAText() {
        String text = "\"); System.exit(1); // ${jndi:ldap://127.0.0.1:1/x} #{exit} @{1} $c";
        drl("rule \"r\" when $c : Client( $x : city ) then segments.assign($c, \"city:\" + $x); end")
                .given(client().says("city", text))
                .at("2026-01-10")
                .isExactlyIn("city:" + text);
    }

    private static void refused(RuleFile file) {
        var compilation = CompileRules.compile(List.of(file));
        assertThat(compilation).isInstanceOf(Compilation.Rejected.class);
        List<Diagnostic> problems = ((Compilation.Rejected) compilation).diagnostics();
        assertThat(problems)
                .isNotEmpty()
                .hasSizeLessThan(2_000)
                .allSatisfy(
                        problem -> assertThat(problem.message()).isNotBlank().hasSizeLessThan(2_000));
        assertThat(problems).extracting(Diagnostic::hint).doesNotContain(NET);
    }

    private static void condition(Map<String, Supplier<RuleFile>> files, String name, String condition) {
        when(files, name, "$c : Client( " + condition + " )");
    }

    private static void when(Map<String, Supplier<RuleFile>> files, String name, String when) {
        text(files, name, "rule \"r\" when " + when + " then segments.assign($c, \"s\"); end");
    }

    private static void text(Map<String, Supplier<RuleFile>> files, String name, String text) {
        files.put(name, () -> new RuleFile("hostile.drl", text));
    }

    private static void table(Map<String, Supplier<RuleFile>> files, String name, String text) {
        files.put("table: " + name, () -> new RuleFile("hostile.csv", text));
    }

    private static void part(Map<String, Supplier<RuleFile>> files, String name, String path, String content) {
        files.put(
                "workbook: " + name,
                () -> new RuleFile(
                        "hostile.xlsx",
                        Workbooks.described("sheet Rules\nA1 text RuleTable T\npart " + path + " " + content)));
    }

    private static void rows(Map<String, Supplier<RuleFile>> files, String name, String cell) {
        files.put("workbook: " + name, () -> new RuleFile("hostile.xlsx", Workbooks.described("""
                sheet Rules
                A1 text RuleTable T
                A2 text CONDITION
                B2 text ACTION
                A3 text $c : Client
                A4 text city ==
                B4 text segments.assign($c, "s");
                A6 %s
                B6 text x
                """.formatted(cell))));
    }

    private static void workbook(
            Map<String, Supplier<RuleFile>> files, String name, Map<String, String> parts, int empty) {
        files.put("workbook: " + name, () -> {
            var all = new LinkedHashMap<>(parts);
            IntStream.range(0, empty).forEach(i -> all.put("e" + i, ""));
            return new RuleFile("hostile.xlsx", Workbooks.zip(all));
        });
    }

    private static String laughs() {
        var text = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            text.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
        }
        return text.append("]><workbook>&a11;</workbook>").toString();
    }

    private static String joined(int number, String by, java.util.function.IntFunction<String> part) {
        return IntStream.range(0, number).mapToObj(part).collect(Collectors.joining(by));
    }
}
