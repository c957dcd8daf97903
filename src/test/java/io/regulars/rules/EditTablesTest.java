package io.regulars.rules;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.TableEdit;
import io.regulars.rules.model.TableEdit.DeleteRows;
import io.regulars.rules.model.TableEdit.DuplicateRow;
import io.regulars.rules.model.TableEdit.InsertRows;
import io.regulars.rules.model.TableEdit.MoveRow;
import io.regulars.rules.model.TableEdit.Write;
import io.regulars.rules.model.TableSheet;
import io.regulars.rules.reading.ReadRules;
import io.regulars.rules.tree.Rule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Cells and rows of table files are changed, and whatever else is in the file stays. */
class EditTablesTest {
    private static final String OFFERS = """
            sheet Offers
            A1 text RuleTable Offers
            A2 text NAME
            B2 text CONDITION
            C2 text CONDITION
            D2 text ACTION
            B3 text $c : Client
            C3 text $c : Client
            B4 text spendInLast(90) >=
            C4 text city
            D4 text tags.add($c, "$param");
            A5 text Name
            B5 text Spent
            C5 text City
            D5 text Offer
            A6 text gold
            B6 number 500
            C6 text Riga
            D6 text gold-offer
            A7 text silver
            B7 number 200
            C7 text Riga
            D7 text silver-offer
            merge B3:C3
            """;

    private static final String CSV = """
            RuleTable Care,,,
            NAME,CONDITION,CONDITION,ACTION
            ,$c : Client...,$c : Client...,
            ,visits >=,city,"tags.add($c, ""$param"");"
            Name,Visits,City,Tag
            often,"3",Riga,often
            seldom,1,"Riga, centre",seldom
            """;

    @Test
    void aGridShowsTheColumnsOfATableItsRulesAndWhatStandsInItsCells() {
        TableSheet sheet = EditTables.sheets(offers(OFFERS)).getFirst();

        assertThat(sheet.name()).isEqualTo("Offers");
        TableSheet.Block table = sheet.tables().getFirst();
        assertThat(table.name()).isEqualTo("Offers");
        assertThat(table.columns())
                .extracting(TableSheet.Kind::kind, TableSheet.Kind::asks, TableSheet.Kind::title)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("NAME", "", "Name"),
                        org.assertj.core.groups.Tuple.tuple("CONDITION", "spendInLast(90) >=", "Spent"),
                        org.assertj.core.groups.Tuple.tuple("CONDITION", "city", "City"),
                        org.assertj.core.groups.Tuple.tuple("ACTION", "tags.add($c, \"$param\");", "Offer"));
        assertThat(table.rules()).extracting(TableSheet.Row::row).containsExactly(6, 7);
        assertThat(sheet.cells())
                .filteredOn(cell -> cell.cell().equals("B3"))
                .singleElement()
                .satisfies(merged -> assertThat(merged.across()).isEqualTo(2));
    }

    @Test
    void aRowThatAsksOfClientsAloneComesAsARuleThatCanBeCounted() {
        List<TableSheet.Row> rows =
                EditTables.sheets(offers(OFFERS)).getFirst().tables().getFirst().rules();

        assertThat(rows.getFirst().drl())
                .contains("spendInLast(90) >= 500", "city == \"Riga\"", "segments.assign($c, \"row\")");
        RuleFile entering = offers(OFFERS.replace("B3 text $c : Client\nC3 text $c : Client", """
                B3 text $c : Client
                C3 text Entered
                """.strip())
                .replace("city", "segment")
                .replace("merge B3:C3\n", ""));
        assertThat(EditTables.sheets(entering).getFirst().tables().getFirst().rules())
                .extracting(TableSheet.Row::drl)
                .containsOnlyNulls();
    }

    @Test
    void whatIsTypedIsReadAsASpreadsheetReadsIt() {
        String formatted = OFFERS + "E6 percent 0.8\nF6 date 2026-02-01\nG6 time 09:30\nH6 padded 1010\nI6 text 5\n";

        RuleFile edited = edited(
                offers(formatted),
                write("B6", "750"),
                write("C6", "007"),
                write("D6", "TRUE"),
                write("E6", "85%"),
                write("F6", "2026-11-22"),
                write("G6", "18:15"),
                write("H6", "01050"),
                write("I6", "6"),
                write("J1", "=1+1"));

        assertThat(cells(edited))
                .containsEntry("B6", "NUMBER 750")
                .containsEntry("C6", "TEXT 007")
                .containsEntry("D6", "FLAG true")
                .containsEntry("E6", "PERCENT 85%")
                .containsEntry("F6", "DATE 2026-11-22")
                .containsEntry("G6", "TIME 18:15")
                .containsEntry("H6", "NUMBER 01050")
                .containsEntry("I6", "TEXT 6")
                .containsEntry("J1", "TEXT =1+1");
        assertThat(rules(edited)).extracting(Rule::name).contains("gold", "silver");
    }

    @Test
    void anEmptiedCellIsEmptyAndACellThatWasNotThereLooksLikeTheOneAbove() {
        RuleFile edited =
                edited(offers(OFFERS + "E7 percent 0.5\n"), write("C7", " "), write("E8", "20"), write("A8", "bronze"));

        assertThat(cells(edited)).doesNotContainKey("C7").containsEntry("E8", "PERCENT 20%");
        assertThat(EditTables.sheets(edited).getFirst().tables().getFirst().rules())
                .extracting(TableSheet.Row::row)
                .containsExactly(6, 7, 8);
    }

    @Test
    void rowsAreInsertedDuplicatedMovedAndDeletedInTheOrderOfTheEdits() {
        RuleFile edited = edited(
                offers(OFFERS),
                new DuplicateRow("Offers", 6),
                write("A7", "platinum"),
                new InsertRows("Offers", 6, 2),
                write("A6", "first"),
                new MoveRow("Offers", 10, 6),
                new DeleteRows("Offers", 8, 1));

        assertThat(cells(edited))
                .containsEntry("A6", "TEXT silver")
                .containsEntry("A7", "TEXT first")
                .doesNotContainKey("B7")
                .containsEntry("A8", "TEXT gold")
                .containsEntry("B8", "NUMBER 500")
                .containsEntry("A9", "TEXT platinum")
                .containsEntry("D9", "TEXT gold-offer")
                .doesNotContainKey("A10");
    }

    @Test
    void whatElseIsInTheWorkbookStaysByteForByte() throws IOException {
        String picture = "part xl/media/picture.bin \u0001binary\npart xl/theme/theme1.xml <theme  odd = 'yes'/>\n";
        RuleFile before = offers(OFFERS + picture + "sheet Notes\nA1 text Nobody   touches me\n");

        RuleFile after = edited(before, write("B6", "1"), new DeleteRows("Offers", 7, 1));

        Map<String, String> kept = parts(before);
        Map<String, String> now = parts(after);
        assertThat(now.keySet()).containsExactlyElementsOf(kept.keySet());
        assertThat(now.entrySet().stream()
                        .filter(part -> !part.getValue().equals(kept.get(part.getKey())))
                        .map(Map.Entry::getKey))
                .contains("xl/worksheets/sheet1.xml")
                .doesNotContain("xl/media/picture.bin", "xl/theme/theme1.xml", "xl/styles.xml", "xl/sharedStrings.xml");
        assertThat(now.get("xl/worksheets/sheet2.xml")).contains("Nobody   touches me");
        assertThat(edited(before, write("B6", "1"), new DeleteRows("Offers", 7, 1)))
                .isEqualTo(after);
    }

    @Test
    void formulasMergedCellsFormatsByRuleAndNamesFollowTheRowsThatTheyName() {
        String rows = """
                <row r="1"><c r="A1" t="inlineStr"><is><t>RuleTable Offers</t></is></c></row>\
                <row r="2"><c r="A2" t="inlineStr"><is><t>CONDITION</t></is></c></row>\
                <row r="6"><c r="A6"><v>6</v></c><c r="B6"><f>A6*2</f><v>12</v></c></row>\
                <row r="7"><c r="A7"><v>7</v></c><c r="B7"><f t="shared" ref="B7:B8" si="0">A7*2</f><v>14</v></c></row>\
                <row r="8"><c r="A8"><v>8</v></c><c r="B8"><f t="shared" si="0"/><v>16</v></c></row>\
                <row r="9"><c r="B9"><f>SUM(Offers!B6:B8,Other!B7)</f><v>42</v></c></row>""";
        String sheet = """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:D9"/><sheetViews>\
                <sheetView><selection activeCell="A7" sqref="A7"/></sheetView></sheetViews><sheetData>%s</sheetData>\
                <mergeCells count="2"><mergeCell ref="B3:C3"/><mergeCell ref="C8:D8"/></mergeCells>\
                <conditionalFormatting sqref="B6:B7 D6"><cfRule><formula>$B6&gt;A$7</formula></cfRule></conditionalFormatting>\
                <dataValidations count="1"><dataValidation sqref="C6:C7"/></dataValidations></worksheet>""".formatted(rows);
        RuleFile file = offers("sheet Offers\nsheet Other\nA1 formula 'Offers'!$B$8+LOG10(100)&\"A8\" = 18\npart "
                + "xl/worksheets/sheet1.xml " + sheet);

        RuleFile inserted = edited(file, new InsertRows("Offers", 8, 1));
        assertThat(parts(inserted).get("xl/worksheets/sheet1.xml"))
                .contains("<f>A6*2</f><v>12</v>", "<f>A7*2</f><v>14</v>", "<f>A9*2</f><v>16</v>")
                .contains("<f>SUM(Offers!B6:B9,Other!B7)</f></c>") // its value is to be computed again
                .contains("ref=\"B3:C3\"", "ref=\"C9:D9\"", "sqref=\"B6:B8 D6\"", "sqref=\"C6:C8\"", "ref=\"A1:D10\"")
                .contains("<formula>$B6&gt;A$7</formula>", "activeCell=\"A7\"");
        assertThat(parts(inserted).get("xl/worksheets/sheet2.xml"))
                .contains("'Offers'!$B$9+LOG10(100)&amp;\"A8\"", "<v>18</v>");

        RuleFile deleted = edited(file, new DeleteRows("Offers", 8, 1));
        assertThat(parts(deleted).get("xl/worksheets/sheet1.xml"))
                .contains("SUM(Offers!B6:B7,Other!B7)", "<mergeCells count=\"1\">")
                .doesNotContain("C8:D8");
        assertThat(parts(deleted).get("xl/worksheets/sheet2.xml"))
                .contains("#REF!")
                .doesNotContain("<v>");

        RuleFile moved = edited(file, new MoveRow("Offers", 8, 6));
        assertThat(parts(moved).get("xl/worksheets/sheet1.xml"))
                .contains("<row r=\"6\"><c r=\"A6\"><v>8</v></c><c r=\"B6\"><f>A6*2</f><v>16</v></c></row>")
                .contains("<row r=\"7\"><c r=\"A7\"><v>6</v>");

        RuleFile twice = edited(file, new DuplicateRow("Offers", 8));
        assertThat(parts(twice).get("xl/worksheets/sheet1.xml"))
                .contains("<c r=\"B9\"><f>A9*2</f></c>", "ref=\"C8:D8\"", "ref=\"C9:D9\"");
    }

    @Test
    void aFormulaThatMayComeToSomethingElseHasNoValueUntilASpreadsheetComputesItAgain() {
        String formulas = OFFERS.replace("B6 number 500", "B6 formula E6*2 = 500")
                + "E6 number 250\nF6 formula G6+1 = 2\nH6 formula Rate*2 = 4\nI6 formula F6 = 2\nJ6 formula B6 = 500\n";

        RuleFile edited = edited(offers(formulas), write("E6", "300"));

        assertThat(cells(edited))
                .containsEntry("B6", "ERROR a formula without a value")
                .containsEntry("F6", "NUMBER 2")
                .containsEntry("H6", "ERROR a formula without a value")
                .containsEntry("I6", "NUMBER 2")
                .containsEntry("J6", "ERROR a formula without a value");
        assertThat(problems(edited)).anyMatch(problem -> problem.contains("[Offers!B6]"));
        assertThat(cells(edited(offers(formulas), write("B6", "500")))).containsEntry("B6", "NUMBER 500");
    }

    @Test
    void commentsAndTheirBoxesGoWithTheirRows() {
        String parts = """
                part xl/worksheets/_rels/sheet1.xml.rels <Relationships><Relationship Id="a" Type="x/comments" Target="../comments1.xml"/>\
                <Relationship Id="b" Type="x/vmlDrawing" Target="../drawings/vml1.vml"/></Relationships>
                part xl/comments1.xml <comments><commentList><comment ref="B6"><text/></comment><comment ref="B7"><text/></comment></commentList></comments>
                part xl/drawings/vml1.vml <xml xmlns:x="x"><shape id="s6"><x:ClientData><x:Anchor>2, 15, 4, 2, 4, 15, 8, 4</x:Anchor><x:Row>5</x:Row></x:ClientData></shape>\
                <shape id="s7"><x:ClientData><x:Row>6</x:Row></x:ClientData></shape></xml>
                """;

        Map<String, String> after =
                parts(edited(offers(OFFERS + parts), new InsertRows("Offers", 6, 3), new DeleteRows("Offers", 10, 1)));

        assertThat(after.get("xl/comments1.xml")).contains("ref=\"B9\"").doesNotContain("B7", "B10");
        assertThat(after.get("xl/drawings/vml1.vml"))
                .contains("<x:Row>8</x:Row>", "2, 15, 7, 2, 4, 15, 11, 4")
                .doesNotContain("s7");
    }

    @Test
    void whatCannotBeDoneSaysWhyAndWhatToDoInstead() {
        RuleFile two = offers(OFFERS + "A10 text RuleTable More\nA11 text ACTION\nA15 text more\n");

        assertThat(refused(offers(OFFERS), new InsertRows("Offers", 3, 1)))
                .isEqualTo(
                        "0: Row 3 is in the head of a table, whose five rows stay together. Choose a row below its titles.");
        assertThat(refused(offers(OFFERS), write("B6", "1"), new DeleteRows("Offers", 5, 1)))
                .startsWith("1: Row 5 is in");
        assertThat(refused(offers(OFFERS), new MoveRow("Offers", 7, 9))).contains("below the last row, 7");
        assertThat(refused(two, new MoveRow("Offers", 7, 15))).contains("of another table than row 7");
        assertThat(refused(offers(OFFERS), new Write("Ofers", 6, 1, "x"))).contains("no sheet 'Ofers'", "Offers");
        assertThat(refused(offers(OFFERS), new Write("Offers", 60_000, 1, "x"))).contains("far below the last row");
        assertThat(refused(new RuleFile("tables/old.xls", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0})))
                .contains("old .xls form", "Save it as .xlsx");
        RuleFile array = offers(OFFERS + "part xl/worksheets/_rels/sheet1.xml.rels <Relationships>"
                + "<Relationship Id=\"a\" Type=\"x/pivotTable\" Target=\"../p.xml\"/></Relationships>\n");
        assertThat(refused(array, new InsertRows("Offers", 6, 1))).contains("pivotTable", "upload the file");
        assertThat(cells(edited(array, write("B6", "1")))).containsEntry("B6", "NUMBER 1");
    }

    @Test
    void theTableOfTheDefaultRulesStaysTheSameRulesWhenARowIsTakenAndPutBack() throws IOException {
        var file = new RuleFile("tables/offers.xlsx", Files.readAllBytes(Path.of("rules", "tables", "offers.xlsx")));
        TableSheet sheet = EditTables.sheets(file).getFirst();
        int first = sheet.tables().getFirst().firstRule();

        RuleFile edited = edited(
                file,
                new DuplicateRow(sheet.name(), first),
                new MoveRow(sheet.name(), first + 1, first + 2),
                new DeleteRows(sheet.name(), first + 2, 1));

        assertThat(cells(edited)).isEqualTo(cells(file));
        assertThat(problems(edited)).isEqualTo(problems(file));
        assertThat(rules(edited)).extracting(Rule::name).isEqualTo(names(file));
    }

    @Test
    void aCsvKeepsItsQuotesSeparatorAndLineEndsWhereNobodyWrites() {
        String csv = CSV.replace("\n", "\r\n");

        RuleFile edited = edited(
                new RuleFile("care.csv", "\uFEFF" + csv),
                new Write(null, 7, 2, "2"),
                new Write(null, 6, 3, "Riga, \"old\" town"),
                new DuplicateRow(null, 7),
                new InsertRows(null, 6, 1));

        assertThat(new String(edited.bytes(), UTF_8))
                .isEqualTo("\uFEFF"
                        + csv.replace("often,\"3\",Riga,often", ",,,\r\noften,\"3\",\"Riga, \"\"old\"\" town\",often")
                                .replace(
                                        "seldom,1,\"Riga, centre\",seldom\r\n",
                                        "seldom,2,\"Riga, centre\",seldom\r\nseldom,2,\"Riga, centre\",seldom\r\n"));
        RuleFile wide = new RuleFile("care.csv", ("\uFEFF" + csv).getBytes(UTF_16LE));
        assertThat(edited(wide, new DeleteRows(null, 6, 1)).content()).isEqualTo(csv.replaceFirst("often,.*\r\n", ""));
        assertThat(edited(wide, new MoveRow(null, 7, 6)).content()).containsSubsequence("seldom", "often");
    }

    private static RuleFile offers(String description) {
        return new RuleFile("tables/offers.xlsx", Workbooks.described(description));
    }

    private static Write write(String cell, String typed) {
        return new Write("Offers", Integer.parseInt(cell.substring(1)), cell.charAt(0) - 'A' + 1, typed);
    }

    private static RuleFile edited(RuleFile file, TableEdit... edits) {
        return switch (EditTables.edit(file, List.of(edits))) {
            case EditTables.Edited(RuleFile edited) -> edited;
            case EditTables.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private static String refused(RuleFile file, TableEdit... edits) {
        return switch (EditTables.edit(file, List.of(edits))) {
            case EditTables.Edited edited -> throw new AssertionError("was edited");
            case EditTables.Refused(int edit, String message, String hint) -> edit + ": " + message + " " + hint;
        };
    }

    private static Map<String, String> cells(RuleFile file) {
        return EditTables.sheets(file).getFirst().cells().stream()
                .collect(Collectors.toMap(
                        TableSheet.Filled::cell,
                        cell -> cell.kind() + " " + cell.shown(),
                        (one, other) -> other,
                        LinkedHashMap::new));
    }

    private static List<Rule> rules(RuleFile file) {
        return new ReadRules(new DiagnosticCollector()).read(file);
    }

    private static List<String> names(RuleFile file) {
        return rules(file).stream().map(Rule::name).toList();
    }

    private static List<String> problems(RuleFile file) {
        var problems = new DiagnosticCollector();
        new ReadRules(problems).read(file);
        return problems.errors().stream().map(one -> one.print()).toList();
    }

    private static Map<String, String> parts(RuleFile file) {
        var parts = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return parts;
    }
}
