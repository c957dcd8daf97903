package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.Workbooks.workbook;
import static io.regulars.rules.Workbooks.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decision tables, in Drools' layout. */
class TablesTest {
    private static final String OFFERS = """
            RuleSet,io.regulars.offers,,,,
            ,,,,,
            ,RuleTable Offers,,,,
            ,NAME,CONDITION,CONDITION,ACTION,PRIORITY
            ,,$c : Client...,$c : Client...,,
            ,,spend >=,city,"segments.assign($c, ""$param"");",
            ,Name,Spent at least,City,Segment,Weight
            ,gold,150,Riga,gold,2
            ,,,,,
            ,silver,50,,silver,1
            """;

    private static final Client BOTH = client().visit("2026-01-01T10:00", "massage", "200.00")
            .says("city", "Riga")
            .says("postcode", "1010")
            .born("1990-05-17")
            .tag("a")
            .tag("b")
            .at("2026-01-10");
    private static final Client ELSEWHERE =
            client().visit("2026-01-01T10:00", "massage", "200.00").at("2026-01-10");

    private static RuleSet csv(String text) {
        return rules(new RuleFile("tables/t.csv", text));
    }

    private static RuleSet rules(RuleFile file) {
        return switch (CompileRules.compile(List.of(file))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new AssertionError(
                        rejected.diagnostics().stream().map(Diagnostic::print).toList());
        };
    }

    private static List<Diagnostic> problems(String text) {
        return problems(new RuleFile("tables/t.csv", text));
    }

    private static List<Diagnostic> problems(RuleFile file) {
        return CompileRules.compile(List.of(file)) instanceof Compilation.Rejected rejected
                ? rejected.diagnostics()
                : List.of();
    }

    private static List<String> segments(RuleSet rules, Client client) {
        return rules.segments(client).stream().map(Assignment::segment).toList();
    }

    @Test
    void eachRowIsARuleAndAnEmptyCellAsksNothing() {
        RuleSet rules = csv(OFFERS);

        assertThat(rules.size()).isEqualTo(2);
        assertThat(segments(rules, BOTH)).containsExactly("gold", "silver");
        assertThat(segments(rules, ELSEWHERE)).containsExactly("silver");
        assertThat(segments(rules, client().at("2026-01-10"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void otherSeparatorsAndLineEndsAreTaken(String separator) {
        String text = """
                RuleTable T\u0001\u0001
                condition\u0001Action\u0001DESCRIPTION
                $c : Client\u0001\u0001
                visits\u0001segments.assign($c, "$param");\u0001
                \u0001\u0001
                1\u0001one\u0001"a note
                of two lines"
                """.replace("\u0001", separator).replace("\n", "\r\n");
        assertThat(segments(csv(text), BOTH)).containsExactly("one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "visits ~ 1",
                "visits >= ~ 1",
                "city in ~ 'Riga, Oslo'",
                "city not in ~ 'Oslo'",
                "spend >= $1, spend < $2 ~ '100, 300'",
                "spend == ~ 200.00",
                "spend == ~ '€ 200,00'",
                "spend < ~ '1,200.50'",
                "visitsPerMonth < ~ 50%",
                "firstVisitOn ~ 2026-01-01",
                "firstVisitOn ~ 1.1.2026",
                "firstVisitOn <= ~ 13/01/2026",
                "firstVisitOn <= ~ 2-Jan-2026",
                "postcode == \"$param\" ~ 1010",
                "tags contains ~ a",
                "forall(&&){tags contains $} ~ 'a, b'",
                "forall(||){tags contains $} ~ 'z, b'",
                "stage ~ NEW",
                "hasEmail == ~ false",
                "gender == null ~ x",
            })
    void aTemplateTakesAValue(String template, String value) {
        String table = """
                RuleTable T,
                CONDITION,ACTION
                $c : Client,
                %s,"segments.assign($c, ""s"");"
                ,
                %s,x
                """.formatted(cell(template), cell(value));
        assertThat(segments(csv(table), BOTH)).as(table).containsExactly("s");
    }

    private static String cell(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    @Test
    void aColumnWithoutAnObjectIsALineOfItsOwn() {
        RuleSet rules = csv("""
                RuleTable T,,
                CONDITION,CONDITION,ACTION
                $c : Client,,
                visits >=,"exists Booking( service == ""$param"" )","segments.assign($c, ""$param"");"
                ,,
                1,massage,m
                1,nails,n
                """);
        assertThat(segments(rules, BOTH)).containsExactly("m");
    }

    @Test
    void metadataGroupsAndDatesAreColumns() {
        RuleSet rules = csv("""
                RuleTable T,,,,,
                C,A,X,P,@,DATE-EXPIRES
                $c : Client,,,,,
                visits >=,"segments.assign($c, ""$param"");",,,owner($param),
                ,,,,,
                1,first,g,2,ana,
                1,second,g,1,ana,
                1,gone,,,,2025-01-01
                """);
        assertThat(segments(rules, BOTH)).containsExactly("first");
    }

    @Test
    void twoTablesMayStandInOneFile() {
        String table = OFFERS.substring(OFFERS.indexOf(",RuleTable"));
        assertThat(csv(OFFERS
                                + table.replace("Offers", "More")
                                        .replace("gold", "g2")
                                        .replace("silver", "s2"))
                        .size())
                .isEqualTo(4);
    }

    @Test
    void aCellNeverBecomesAnExpression() {
        var random = new Random(7);
        String letters = "\"\\')(;,.|&= $\n\tabvisitsnull{}@/*%1<>";
        for (int i = 0; i < 30; i++) {
            var hostile = new StringBuilder(i % 3 == 0 ? "\" || visits >= 0 || city == \"" : "");
            for (int j = random.nextInt(12); j >= 0; j--) {
                hostile.append(letters.charAt(random.nextInt(letters.length())));
            }
            String table = """
                    RuleTable T,,
                    NAME,CONDITION,ACTION
                    ,$c : Client,
                    ,city == "$param","segments.assign($c, ""$param"");"
                    ,,
                    r,%s,s
                    """.replace("city == \"$param\"", "\"city == \"\"$param\"\"\"")
                    .formatted(cell(hostile.toString()));
            switch (CompileRules.compile(List.of(new RuleFile("t.csv", table)))) {
                case Compilation.Compiled compiled ->
                    assertThat(segments(compiled.rules(), BOTH)).as(table).isEmpty();
                case Compilation.Rejected rejected ->
                    assertThat(rejected.diagnostics()).as(table).isNotEmpty().allMatch(d -> d.cell() != null);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "spend >= | lots | C6 | wrong-type",
                "spend >= | 1,234 | C6 | unclear-value",
                "firstVisitOn >= | 03/04/2026 | C6 | unclear-value",
                "firstVisitOn >= | 31.02.2026 | C6 | unclear-value",
                "firstVisitOn >= | 30-Feb-2026 | C6 | unclear-value",
                "spend >= $1, spend < $2 | 5 | C6 | unclear-value",
                "spnd >= | 5 | C4 | unknown-property",
                "stage | NOVEL | C6 | unknown-value",
                "spend >=> | 5 | C4 | syntax",
            })
    void whatIsWrongIsToldAtItsCell(String template, String value, String cell, String code) {
        String table = """
                RuleTable T,,
                NAME,DESCRIPTION,CONDITION,ACTION
                ,,$c : Client,
                ,,%s,"segments.assign($c, ""s"");"
                ,,
                r,,%s,x
                """.formatted(cell(template), cell(value));
        assertThat(problems(table)).first().satisfies(problem -> {
            assertThat(problem.cell() + " " + problem.code())
                    .as(problem.print())
                    .isEqualTo(cell + " " + code);
            assertThat(problem.print()).contains("tables/t.csv [" + cell + "]");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b | no-table",
                "RuleTable T\\nCONDTION,ACTION | unknown-column",
                "RuleTable T\\nCONDITION | column-without-snippet",
                "RuleTable T\\nNAME,ACTION\\n,\\n,`segments.assign($c, \"$param\");`\\n,\\nr, | row-without-action",
                "Functions,f()\\nRuleTable T | not-allowed",
                "Import,java.io.File\\nRuleTable T | not-allowed",
            })
    void aTableThatCannotBeTakenIsRefused(String text, String code) {
        assertThat(problems(text.replace("\\n", "\n")))
                .extracting(Diagnostic::code)
                .contains(code);
    }

    @Test
    void aWorkbookIsReadLikeItsCsv() {
        RuleSet rules = rules(new RuleFile(
                "tables/t.xlsx",
                workbook("""
                <row r="3"><c r="B3" t="inlineStr"><is><t>RuleTable Offers</t></is></c></row>
                <row r="4"><c r="B4" t="s"><v>0</v></c><c r="C4" t="s"><v>0</v></c><c r="D4" t="s"><v>1</v></c></row>
                <row r="5"><c r="B5" t="inlineStr"><is><t>$c : Client</t></is></c></row>
                <row r="6"><c r="B6" t="inlineStr"><is><t>spend &gt;=</t></is></c>
                  <c r="C6" t="inlineStr"><is><t>firstVisitOn &lt;=</t></is></c>
                  <c r="D6" t="inlineStr"><is><t>segments.assign($c, "$param");</t></is></c></row>
                <row r="8"><c r="B8"><v>150</v></c><c r="C8" s="1"><v>46054</v></c><c r="D8" t="s"><v>2</v></c></row>
                """, "<mergeCells><mergeCell ref=\"B5:C5\"/><mergeCell ref=\"B3:D3\"/></mergeCells>")));

        assertThat(rules.size()).isEqualTo(1);
        assertThat(segments(rules, BOTH)).containsExactly("gold");
    }

    @Test
    void whatIsWrongInAWorkbookIsToldWithItsSheetAndCell() {
        assertThat(problems(new RuleFile("tables/t.xlsx", workbook("""
                        <row r="1"><c r="A1" t="inlineStr"><is><t>RuleTable T</t></is></c></row>
                        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>
                        <row r="3"><c r="A3" t="inlineStr"><is><t>$c : Client</t></is></c></row>
                        <row r="4"><c r="A4" t="inlineStr"><is><t>visits</t></is></c>
                          <c r="B4" t="inlineStr"><is><t>segments.assign($c, "$param");</t></is></c></row>
                        <row r="6"><c r="A6" t="e"><v>#REF!</v></c><c r="B6" t="s"><v>2</v></c></row>
                        <row r="7"><c r="A7"><f>1+1</f></c><c r="B7" t="s"><v>2</v></c></row>
                        """, ""))))
                .extracting(Diagnostic::print)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("tables/t.xlsx [Rules!A6]: error: The cell holds #REF!."),
                        second -> assertThat(second).startsWith("tables/t.xlsx [Rules!A7]: error: "));
    }

    @Test
    void aHostileWorkbookIsRefused() {
        String bomb = "<row>" + " ".repeat(60_000_000) + "</row>";
        assertThat(codes(workbook(bomb, ""))).containsExactly("table-too-large");
        assertThat(codes(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0}))
                .containsExactly("old-workbook");
        assertThat(codes("PK\u0003\u0004 and no more".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("unreadable-workbook");
        assertThat(codes("not a zip".getBytes(StandardCharsets.UTF_8))).containsExactly("unreadable-workbook");
        assertThat(codes(zip(Map.of("xl/externalLinks/externalLink1.xml", "<x/>"))))
                .containsExactly("external-link");
        String entity = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><workbook>&a;</workbook>";
        assertThat(codes(zip(Map.of("xl/workbook.xml", entity)))).containsExactly("unreadable-workbook");
        String laughs = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><workbook>&b;</workbook>";
        assertThat(codes(zip(Map.of("xl/workbook.xml", laughs)))).containsExactly("unreadable-workbook");
        var many = new StringBuilder();
        for (int row = 1; row <= 60_000; row++) {
            many.append("<row r=\"")
                    .append(row)
                    .append("\"><c r=\"A")
                    .append(row)
                    .append("\"><v>1</v></c></row>");
        }
        assertThat(codes(workbook(many.toString(), ""))).containsExactly("table-too-large");
        assertThat(problems("RuleTable T\n".repeat(40_000)))
                .extracting(Diagnostic::code)
                .containsExactly("table-too-large");
        assertThat(codes(workbook(
                        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
                        "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")))
                .containsExactly("table-too-large");
    }

    private static List<String> codes(byte[] content) {
        return problems(new RuleFile("tables/t.xlsx", content)).stream()
                .map(Diagnostic::code)
                .toList();
    }
}
