package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layouts in which decision tables are written for Drools load, with this vocabulary in them. */
class TableLayoutsTest {
    private static final Client CLIENT = client().visit("2026-01-01T10:00", "massage", "200.00")
            .says("city", "Riga")
            .at("2026-01-10");

    private static List<String> segments(RuleFile file) {
        return rules(file).segments(CLIENT).stream().map(Assignment::segment).toList();
    }

    private static List<String> csv(String text) {
        return segments(new RuleFile("tables/t.csv", text));
    }

    private static List<String> xlsx(String description) {
        return segments(new RuleFile("tables/t.xlsx", Workbooks.described(description)));
    }

    private static RuleSet rules(RuleFile file) {
        return switch (CompileRules.compile(List.of(file))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                fail(String.join(
                        "\n",
                        rejected.diagnostics().stream().map(Diagnostic::print).toList()));
        };
    }

    @Test
    void aWorkbookWithARuleSetAreaNotesAndEmptyRowsAndColumnsBefore() {
        assertThat(xlsx("""
                        sheet Tables
                        C2 text RuleSet
                        D2 text com.example.offers
                        C3 text Import
                        D3 text io.regulars.facts.Client, io.regulars.facts.Segments
                        C4 text Variables
                        D4 text io.regulars.facts.Segments segments
                        C5 text Notes
                        D5 text Which clients are looked after by whom
                        C6 text SEQUENTIAL
                        D6 flag true
                        C7 text EscapeQuotes
                        D7 text TRUE
                        C9 text RuleTable Care
                        F9 text a note beside it
                        A10 text not ours
                        C10 text CONDITION
                        D10 text CONDITION
                        E10 text ACTION
                        C11 text $c : Client
                        merge C11:D11
                        E11 text segments
                        C12 text spend >= $1, spend < $2
                        D12 text city
                        E12 text assign($c, "$param");
                        C13 text Spent from and below
                        D13 text Town
                        E13 text Group
                        A14 text the best
                        C14 text 100, 500
                        D14 text Riga
                        E14 text gold
                        H14 text an extra column
                        C15 text 0, 100
                        E15 text silver
                        C16 text 100, 500
                        D16 text Oslo
                        E16 text north
                        """)).containsExactly("gold");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONDITION,ACTION,NAME,PRIORITY,DESCRIPTION",
                "condition,action,name,priority,description",
                "Condition,Action,Name,Salience,Description",
                "C,A,N,P,I",
                "c,a,n,p,i"
            })
    void theWordsOfTheHeadStandInAnyCaseOrAsLetters(String head) {
        assertThat(csv("ruletable Care,,,,\n" + head + """

                        $c : Client,,,,
                        visits >=,"segments.assign($c, ""$param"");",,,
                        Visits,Group,Name,Weight,Why
                        1,seen,seen once,5,everybody who came
                        """)).containsExactly("seen");
    }

    @Test
    void whatChangesNothingHereIsTakenAndAColumnThatNoRowUsesToo() {
        assertThat(csv("""
                        RuleSet,offers,,,,,
                        No-Loop,true,,,,,
                        ,,,,,,
                        RuleTable Care,,,,,,
                        CONDITION,ACTION,NO-LOOP,Lock-On-Active,DURATION,Timer,Agenda-Group
                        $c : Client,,,,,,
                        visits >=,"segments.assign($c, ""$param"");",,,,,
                        Visits,Group,,,,,
                        1,seen,true,Y,,,
                        """)).containsExactly("seen");
    }

    @Test
    void tablesBelowEachOtherMayBeginInDifferentColumns() {
        assertThat(csv("""
                        ,"RuleSet","ruleSetName",,
                        ,,,,
                        ,"RuleTable - Mine",,,
                        ,"C","C","A",
                        ,"$c : Client...","$c : Client...",,
                        ,"visits >= $param","visits <= $param","segments.assign($c, ""$param"")",
                        ,"At least","At most","Group",
                        "some stuff",1,3,"few",
                        "more to ignore",4,9,"many",
                        ,,,,
                        "RuleTable - other",,,,
                        "C","A",,,
                        $c : Client,,,,
                        "spend > $param","segments.assign($c, ""$param"")",,,
                        "Spent","Group",,,
                        10,"paid",,,
                        1000,"rich",,,
                        """)).containsExactly("few", "paid");
    }

    @Test
    void tablesMayStandBesideEachOtherAndOneGoesOnWhereAnotherBeginsBelowItsNeighbour() {
        assertThat(csv("""
                        RuleTable A,,,RuleTable B,
                        C,A,,C,A
                        $c : Client,,,$c : Client,
                        visits >=,"segments.assign($c, ""$param"");",,spend >=,"segments.assign($c, ""$param"");"
                        Visits,Group,,Spent,Group
                        1,a1,,1,b1
                        9,a9,,2,b2
                        RuleTable C,,,3,b3
                        C,A,,4,b4
                        $c : Client,,,5,b5
                        daysSinceLastVisit >=,"segments.assign($c, ""$param"");",,999,b6
                        Days,Group,,,
                        9,c9,,8,b8
                        99,c99,,,
                        """)).containsExactly("a1", "b1", "b2", "b3", "b4", "b5", "b8", "c9");
    }

    @Test
    void allSheetsAreRead() {
        assertThat(xlsx("""
                        sheet Notes
                        A1 text This workbook groups clients
                        sheet First
                        A1 text RuleTable Visits
                        A2 text C
                        B2 text A
                        A3 text $c : Client
                        A4 text visits >=
                        B4 text segments.assign($c, "$param");
                        A6 number 1
                        B6 text seen
                        sheet Second
                        hide sheet
                        A1 text RuleTable Spend
                        A2 text C
                        B2 text A
                        A3 text $c : Client
                        A4 text spend >=
                        B4 text segments.assign($c, "$param");
                        A6 number 1
                        B6 text paid
                        hide row 6
                        """)).containsExactly("paid", "seen");
    }

    @Test
    void aValueOfTheRuleSetAreaHoldsWhereARowHasNone() {
        RuleFile file = new RuleFile("tables/t.csv", """
                        RuleSet,offers,,
                        ACTIVATION-GROUP,best,,
                        PRIORITY,5,,
                        ,,,
                        RuleTable Best,,,
                        CONDITION,ACTION,PRIORITY,ACTIVATION-GROUP
                        $c : Client,,,
                        visits >=,"segments.assign($c, ""$param"");",,
                        Visits,Group,Weight,One of
                        1,four,4,
                        1,default,,
                        1,six,6,
                        1,own,9,another
                        """);
        assertThat(segments(file)).containsExactly("own", "six");
    }

    @Test
    void sequentialRowsGoBeforeEachOtherFromTheTopWhateverTheirPriority() {
        String table = """
                        Sequential,true,,
                        ,,,
                        RuleTable Best,,,
                        CONDITION,ACTION,PRIORITY,ACTIVATION-GROUP
                        $c : Client,,,
                        visits >=,"segments.assign($c, ""$param"");",,
                        Visits,Group,Weight,One of
                        1,first,1,best
                        1,second,2,best
                        """;
        assertThat(csv(table)).containsExactly("first");
        assertThat(csv(table.replace("true", "false"))).containsExactly("second");
    }

    @Test
    void theRuleSetAreaMayGoOnBelowATable() {
        assertThat(csv("""
                        RuleTable Care,
                        CONDITION,ACTION
                        $c : Client,
                        visits >=,"segments.assign($c, ""$param"");"
                        Visits,Group
                        1,seen
                        ,
                        Variables,io.regulars.facts.Segments segments
                        ,
                        Import,io.regulars.facts.Client
                        """)).containsExactly("seen");
    }

    @Test
    void factsWithConditionsOfTheirOwnAndMergedActions() {
        RuleSet rules = rules(new RuleFile("tables/t.xlsx", Workbooks.described("""
                        sheet Offers
                        B3 text RuleTable Offers
                        B4 text NAME
                        C4 text CONDITION
                        D4 text CONDITION
                        E4 text CONDITION
                        F4 text ACTION
                        G4 text ACTION
                        C5 text Entered
                        D5 text $c : Client( visits > 0 )
                        E5 text exists Booking( status == COMPLETED )
                        F5 text tags
                        merge F5:G5
                        C6 text segment
                        D6 text city
                        E6 text service
                        F6 text add($c, "$param")
                        G6 text remove($c, "$param")
                        B8 text massage in Riga
                        C8 text lapsed
                        D8 text Riga
                        E8 text massage
                        F8 text back
                        G8 text away
                        """)));
        var entered = List.of(new Entered(CLIENT, "lapsed", CLIENT.now()));

        assertThat(rules.effects(CLIENT, List.of(), entered, List.of(), List.of()))
                .containsExactly(
                        new Effect.AddTag("back", "massage in Riga"), new Effect.RemoveTag("away", "massage in Riga"));
        assertThat(rules.effects(CLIENT, List.of(), List.of(), List.of(), List.of()))
                .isEmpty();
    }

    private static final String OF_RIGA = """
            RuleTable Towns,,
            NAME,CONDITION,ACTION
            ,$c : Client,
            ,city,"segments.assign($c, ""$param"");"
            Name,City,Segment
            r,Rīga,riga
            """;

    @Test
    void aTableInUtf16IsReadAsTheSame() {
        Client client = client().says("city", "Rīga").at("2026-01-10");
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_8)) {
            var file = new RuleFile("tables/t.csv", OF_RIGA.getBytes(charset));
            assertThat(rules(file).segments(client))
                    .extracting(Assignment::segment)
                    .containsExactly("riga");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1257", "UTF-16LE"})
    void aTableInAnotherCharacterSetIsToldOnceAndWithWhatToSaveItAs(String charset) {
        assertThat(problems(new RuleFile("tables/t.csv", OF_RIGA.getBytes(Charset.forName(charset)))))
                .containsExactly(
                        "tables/t.csv [A1]: error: The file is not written in UTF-8, so that its letters cannot be"
                                + " told. Save it as CSV UTF-8, or as .xlsx.");
    }

    @Test
    void cellsWithBarsBetweenThemAreTold() {
        assertThat(problems(new RuleFile(
                        "tables/t.csv", OF_RIGA.replace(",city,", "|city|").replace(",CONDITION,", "|CONDITION|"))))
                .containsExactly("tables/t.csv [A1]: error: The cells are separated by '|'. "
                        + "Put commas, semicolons or tabs between them.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Hit Policy ~ FIRST ~ That the first row that fits decides is said by Sequential with true, and ACTIVATION-GROUP with a name.",
                "ACTIVATION GROUP ~ g ~ Did you mean ACTIVATION-GROUP?",
                "Activation_Group: ~ g ~ Did you mean ACTIVATION-GROUP?",
                "Sequental ~ true ~ Did you mean SEQUENTIAL?",
            })
    void aNoteThatIsNearlyAWordIsWarnedOf(String word, String value, String hint) {
        assertThat(problems(new RuleFile("tables/t.csv", word + "," + value + ",\n,,\n" + OF_RIGA)))
                .containsExactly("tables/t.csv [A1]: warning: '" + word
                        + "' is taken for a note, which changes nothing. " + hint);
    }

    @Test
    void otherNotesAreNotes() {
        assertThat(problems(new RuleFile("tables/t.csv", "Author,Ana,\nChecked by,Eva,\nVersion,2,\n,,\n" + OF_RIGA)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, ENABLED",
        "Weight, PRIORITY",
        "valid from, DATE-EFFECTIVE",
        "IF, CONDITION",
        "Comment, DESCRIPTION",
        "CONDITON, CONDITION"
    })
    void aColumnByAnotherWordIsToldByOurs(String word, String meant) {
        assertThat(problems(new RuleFile("tables/t.csv", OF_RIGA.replace("NAME,", word + ","))))
                .first()
                .asString()
                .contains("There is no kind of column '" + word + "'.")
                .contains(meant);
    }

    private static List<String> problems(RuleFile file) {
        List<Diagnostic> found = switch (CompileRules.compile(List.of(file))) {
            case Compilation.Compiled compiled -> compiled.warnings();
            case Compilation.Rejected rejected -> rejected.diagnostics();
        };
        return found.stream().map(Diagnostic::print).toList();
    }
}
