package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of tables that are lost, that stand alone, and that are switched off. */
class TableRowsTest {
    private static List<String> warnings(String table) {
        return compiled(table).warnings().stream().map(Diagnostic::print).toList();
    }

    private static Compilation.Compiled compiled(String table) {
        return (Compilation.Compiled) CompileRules.compile(List.of(new RuleFile("t.csv", table)));
    }

    private static List<String> segments(String table) {
        var visited = client().visit("2026-01-01T10:00", "cut", "20.00").at("2026-01-10");
        return compiled(table).rules().segments(visited).stream()
                .map(Assignment::segment)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "visits >= ~ 3,gold ~ [A5]",
                "visits >= $1, visits < $2 ~ 0, 4,gold ~ [A5]",
                "visits ~ >= 3,gold ~ [A5]",
                "spend >= ~ € 100,gold ~ [A5]",
                "firstVisitOn >= ~ 2026-01-01,gold ~ [A5]",
                "stage == ~ NEW,gold ~ [A5]",
                "hasEmail == ~ true,gold ~ [A5]",
            })
    void aRowOfTitlesThatReadsLikeValuesIsWarnedOf(String snippet, String row, String cell) {
        String table = """
                RuleTable Tiers,
                CONDITION,ACTION
                $c : Client,
                "%s","segments.assign($c, ""$param"");"
                %s
                """.formatted(snippet, row.replaceFirst("^(.*),", "\"$1\","));
        assertThat(warnings(table))
                .singleElement()
                .asString()
                .startsWith("t.csv " + cell + ": warning: The row 5 is the row of titles, and so no rule, but ")
                .endsWith("Put a row of titles above it; it may be empty.");
        assertThat(warnings(table.replaceFirst("\n(?=[^\n]*\n$)", "\nVisits at least,Segment\n")))
                .isEmpty();
    }

    @Test
    void aTitleThatIsAlsoAValueIsWarnedOf() {
        assertThat(warnings("""
                        RuleTable Tiers,
                        CONDITION,ACTION
                        $c : Client,
                        city ==,"segments.assign($c, ""$param"");"
                        Riga,gold
                        Riga,silver
                        """))
                .singleElement()
                .asString()
                .startsWith("t.csv [A5]: warning: The row 5 is the row of titles");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "city == ~ r1,Riga,riga-fans ~ r2,Vilnius,vilnius-fans ~ [A5]",
                "city == ~ Riga people,Riga,gold ~ Vilnius people,Vilnius,silver ~ [A5]",
                "city == ~ One,Riga,VIP ~ Two,Vilnius,Gold ~ [C5]",
                "city == ~ North,Riga,Riga fans ~ South,Vilnius,Vilnius fans ~ [C5]",
                "country == ~ Latvians,LV,Baltic people ~ Lithuanians,LT,Baltic people too ~ [B5]",
                "tags contains ~ Students,student,young ~ Seniors,senior,old ~ [C5]",
                "booked(\"$param\") ~ massage fans,massage,massage-fan ~ colour fans,color,color-fan ~ [C5]",
            })
    void aFirstRuleInPlaceOfTitlesIsWarnedOfThoughItHoldsTextsOnly(
            String snippet, String first, String second, String cell) {
        String table = """
                RuleTable Fans,,
                NAME,CONDITION,ACTION
                ,$c : Client,
                ,"%s","segments.assign($c, ""$param"");"
                %s
                %s
                """.formatted(snippet.replace("\"", "\"\""), first, second);
        assertThat(warnings(table))
                .singleElement()
                .asString()
                .startsWith("t.csv " + cell + ": warning: The row 5 is the row of titles, and so no rule, but ");
        for (String titles : List.of(
                "Name,City,Segment",
                "Who,Comes from,Becomes",
                "rule,town,segment",
                "Nosaukums,Pilsēta,Segments",
                ",,")) {
            assertThat(warnings(table.replace("\n" + first, "\n" + titles + "\n" + first)))
                    .isEmpty();
        }
    }

    @Test
    void aTableWithoutRowsIsWarnedOf() {
        assertThat(warnings("""
                        RuleTable Tiers,
                        CONDITION,ACTION
                        $c : Client,
                        visits >=,"segments.assign($c, ""$param"");"
                        Visits,Segment
                        """))
                .containsExactly("t.csv [A1]: warning: The table 'Tiers' has no rows. "
                        + "Its rules begin in row 6, below the row of titles.");
    }

    @Test
    void aGroupOfOneRowAmongOthersWithoutAndOneInTwoSpellingsAreWarnedOf() {
        String table = """
                RuleTable Tiers,,
                CONDITION,ACTION,ACTIVATION-GROUP
                $c : Client,,
                visits >=,"segments.assign($c, ""$param"");",
                Visits,Segment,One of
                9,gold,%s
                5,silver,%s
                1,bronze,%s
                """;
        assertThat(warnings(table.formatted("tier", "", "")))
                .containsExactly(
                        "t.csv [C6]: warning: Only this row is in the group 'tier'; rows with an empty cell are in "
                                + "none. Fill the cell in each row, or write ACTIVATION-GROUP and the name above the table.");
        assertThat(warnings(table.formatted("Tier", "tier", "Tier")))
                .containsExactly("t.csv [C7]: warning: The group 'tier' is another than 'Tier' in C6. "
                        + "Write one name everywhere if they are to be one group.");
        assertThat(warnings(table.formatted("tier", "tier", "tier"))).isEmpty();
        assertThat(warnings(table.formatted("a", "b", "c"))).isEmpty();
        assertThat(warnings(table.formatted("tier", "tiers", "tier")))
                .containsExactly(
                        "t.csv [C7]: warning: Only this row is in the group 'tiers', and several are in 'tier'. "
                                + "Did you mean 'tier'?");
        assertThat(warnings(table.formatted("tier 1", "tier 2", "tier 1"))).isEmpty();
        assertThat(warnings("ACTIVATION-GROUP,tier,\n,,\n" + table.formatted("own", "", "")))
                .isEmpty();
    }

    @Test
    void aRowThatIsNotEnabledIsCheckedAndDoesNotRun() {
        String table = """
                RuleTable Tiers,,
                CONDITION,ACTION,ENABLED
                $c : Client,,
                %s,"segments.assign($c, ""$param"");",
                Visits,Segment,Runs
                1,cell-empty,
                1,yes-it-does,yes
                1,flag,TRUE
                1,no-it-does-not,no
                1,is-off,0
                """;
        assertThat(segments(table.formatted("visits >="))).containsExactly("cell-empty", "flag", "yes-it-does");
        assertThat(segments("ENABLED,no,\n,,\n" + table.formatted("visits >="))).containsExactly("flag", "yes-it-does");
        assertThat(CompileRules.compile(List.of(new RuleFile(
                        "t.csv",
                        table.replaceAll("1,(cell-empty|yes.*|flag).*\n", "").formatted("visitz >=")))))
                .isInstanceOf(Compilation.Rejected.class);
    }
}
