package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cells of tables that mean something else than they look: refused where that cannot be meant, warned of where it can, each at its
 * cell with what to write. What is plainly meant is taken without a word.
 */
class TableCellsTest {
    private static final Client CLIENT = client().visit("2026-01-01T10:00", "massage", "200.00")
            .says("city", "Riga")
            .says("postcode", "01010")
            .born("1990-05-17")
            .tag("student")
            .at("2026-01-10");

    private static final String ASSIGN = "segments.assign($c, \"s\");";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                // lists, operators, quotes, brackets in a text
                "city == ~ Riga, Vilnius ~ warning list-as-text ~ city in ($param)",
                "city == ~ Riga; Vilnius ~ error unclear-value ~ city in ($param)",
                "city == ~ Riga\\nVilnius ~ error unclear-value ~ city in ($param)",
                "city == ~ Riga/Vilnius ~ ok ~",
                "city == ~ Riga / Vilnius ~ warning list-as-text ~ city in ($param)",
                "city == ~ Riga or Vilnius ~ warning list-as-text ~ city in ($param)",
                "city == ~ != Riga ~ error unclear-value ~ city != for one text",
                "city == ~ not Riga ~ error unclear-value ~ city not in ($param)",
                "city == ~ <> Riga ~ error unclear-value ~ operator",
                "city == ~ == Riga ~ error unclear-value ~ operator",
                "city == ~ \"Riga\" || \"Vilnius\" ~ error unclear-value ~ city in ($param)",
                "city == ~ Riga || Vilnius ~ error unclear-value ~ city in ($param)",
                "city == ~ \"Riga\", \"Vilnius\" ~ error unclear-value ~ city in ($param)",
                "city == ~ 'Riga' ~ error unclear-value ~ without quotes",
                "city == ~ “Riga” ~ error unclear-value ~ without quotes",
                "city == ~ „Riga“ ~ error unclear-value ~ without quotes",
                "city == ~ «Riga» ~ error unclear-value ~ without quotes",
                "city == ~ (Riga, Vilnius) ~ error unclear-value ~ city in ($param)",
                "city == ~ [Riga] ~ error unclear-value ~ brackets",
                "city == ~ 's-Hertogenbosch ~ ok ~",
                "city == ~ Saint-Denis (Réunion) ~ ok ~",
                "city == ~ Rock & Roll ~ ok ~",
                "city == ~ \"Riga, Vilnius\" ~ ok ~",
                "city == ~ \"-\" ~ ok ~",
                "city == ~ \"!= Riga\" ~ ok ~",
                "city ~ != Riga ~ error unclear-value ~ city != for one text",
                "city in ($param) ~ Riga, Vilnius ~ ok ~",
                "city in ~ Riga ~ ok ~",
                "city in ($param) ~ \"Riga\", \"Vilnius\" ~ ok ~",
                "city in ($param) ~ Riga; Vilnius ~ error unclear-value ~ commas",
                "city in ($param) ~ Riga\\nVilnius ~ error unclear-value ~ commas",
                "city in ($param) ~ Riga | Vilnius ~ error unclear-value ~ commas",
                "city in ($param) ~ Riga or Vilnius ~ warning list-as-text ~ commas",
                "city in ($param) ~ (Riga, Vilnius) ~ error unclear-value ~ Write the values alone",
                "city in ($param) ~ 'Riga', 'Vilnius' ~ error unclear-value ~ without quotes",
                "city in ($param) ~ “Riga”, “Vilnius” ~ error unclear-value ~ without quotes",
                "city in ($param) ~ “Riga” ~ error unclear-value ~ without quotes",
                "city in ($param) ~ Riga, ~ error unclear-value ~ missing",
                "city in ($param) ~ not in (Riga) ~ error unclear-value ~ not in ($param)",
                "city in (\"$param\") ~ Riga, Vilnius ~ error unclear-value ~ without quotes",
                "city in (\"$param\") ~ Riga ~ ok ~",
                "city in ($1) ~ Riga, Vilnius ~ error unclear-value ~ in ($param)",
                "stage == ~ NEW, LAPSED ~ error unclear-value ~ stage in ($param)",
                "stage == ~ != NEW ~ error unclear-value ~ operator",
                "tags contains ~ student, loyal ~ warning list-as-text ~ forall(&&){tags contains $}",
                "tags contains ~ student ~ ok ~",
                "city matches ~ Riga|(Vilnius, old) ~ ok ~",
                "postcode str[startsWith] ~ LV-10; LV-11 ~ error unclear-value ~ one text",
                "postcode == \"$param\" ~ \"1010\" ~ warning needless-quotes ~ without quotes",
                "postcode == \"$param\" ~ “1010” ~ error unclear-value ~ quotes",
                "postcode == \"LV-$param\" ~ 1010 ~ ok ~",
                // placeholders
                "city == ~ - ~ error placeholder ~ leave the cell empty",
                "city == ~ – ~ error placeholder ~ leave the cell empty",
                "city == ~ * ~ error placeholder ~ leave the cell empty",
                "city == ~ ? ~ error placeholder ~ leave the cell empty",
                "city == ~ n/a ~ error placeholder ~ leave the cell empty",
                "city == ~ None ~ error placeholder ~ leave the cell empty",
                "city == ~ any ~ warning placeholder ~ leave the cell empty",
                "city == ~ ALL ~ warning placeholder ~ leave the cell empty",
                "city == ~ egal ~ warning placeholder ~ leave the cell empty",
                "city == ~ null ~ warning null-value ~ leave the cell empty",
                "city in ($param) ~ Riga, - ~ error placeholder ~ leave the cell empty",
                "city == \"$param\" ~ - ~ error placeholder ~ leave the cell empty",
                "stage == ~ - ~ error placeholder ~ leave the cell empty",
                "stage == ~ any ~ error ~ ",
                "tags contains ~ n/a ~ error placeholder ~ leave the cell empty",
                "visits >= ~ - ~ error placeholder ~ leave the cell empty",
                "visits >= ~ any ~ error placeholder ~ leave the cell empty",
                "spend >= ~ n/a ~ error placeholder ~ leave the cell empty",
                "firstVisitOn >= ~ - ~ error placeholder ~ leave the cell empty",
                "hasEmail == ~ any ~ error placeholder ~ leave the cell empty",
                // marks
                "visits > 0 ~ X ~ ok ~",
                "visits > 0 ~ yes ~ ok ~",
                "visits > 0 ~ 1 ~ ok ~",
                "visits > 0 ~ ✓ ~ ok ~",
                "visits > 0 ~ ja ~ ok ~",
                "visits > 0 ~ no ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ N ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ FALSE ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ 0 ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ - ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ n/a ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ Nein ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ ✗ ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ nē ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ off ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ non ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ нет ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ 12 ~ warning unused-value ~ $param",
                "booked(\"massage\") ~ no ~ error no-mark ~ write X to ask it",
                "booked(\"massage\") == $param ~ true ~ ok ~",
                // more values than places
                "visits >= $1, visits < $2 ~ 3, 9 ~ ok ~",
                "visits >= $1, visits < $2 ~ 3,9 ~ ok ~",
                "visits >= $1, visits < $2 ~ 3,9,12 ~ error unclear-value ~ takes 2 values; there are 3",
                "spend >= $1, spend < $2 ~ 1,5, 2,5 ~ error unclear-value ~ decimal number has a point",
                "spend >= $1, spend < $2 ~ 1,000, 2,000 ~ error unclear-value ~ there are 4",
                "spend >= $1, spend < $2 ~ 1.5, 2.5 ~ ok ~",
                // numbers
                "spend >= ~ 1.200 ~ error unclear-value ~ Write 1200 or 1.2",
                "spend >= ~ € 1.200 ~ error unclear-value ~ Write 1200 or 1.2",
                "spend >= ~ 1.200 EUR ~ error unclear-value ~ Write 1200 or 1.2",
                "spend >= ~ 1.000 ~ error unclear-value ~ Write 1000 or 1",
                "visits >= ~ 1.000 ~ error unclear-value ~ Write 1000 or 1",
                "spend >= ~ € 1.200,50 ~ ok ~",
                "spend >= ~ 1.200.000 ~ ok ~",
                "spend >= ~ 1200.50 ~ ok ~",
                "spend >= ~ 1 200,50 ~ ok ~",
                "weekendShare >= ~ 0.125 ~ ok ~",
                "number(\"height\") >= ~ 1.755 ~ ok ~",
                "spend in ($param) ~ 240,5 ~ error unclear-value ~ point",
                "spend in ($param) ~ 1,240 ~ error unclear-value ~ point",
                "spend in ($param) ~ 240, 5 ~ ok ~",
                "spend in ($param) ~ 1,5, 2,5 ~ error unclear-value ~ point",
                "visits in ($param) ~ 1,2 ~ ok ~",
                "visits in ($param) ~ 1,2,5 ~ ok ~",
                "spend >= ~ $100 ~ warning currency ~ the business's own currency",
                "spend >= ~ £100 ~ warning currency ~ the business's own currency",
                "spend >= ~ 100 USD ~ warning currency ~ the business's own currency",
                "spend >= ~ € 100 ~ ok ~",
                "spend >= ~ 100 EUR ~ ok ~",
                "visits >= ~ € 5 ~ error unclear-value ~ is an amount of money",
                "visits >= ~ −2 ~ error unclear-value ~ Write a plain one: -2",
                "visits >= ~ –7 ~ error unclear-value ~ Write a plain one: -7",
                "visits >= ~ 60 days ~ error unclear-value ~ Write the number alone: 60",
                "visits >= ~ >= 3 ~ error unclear-value ~ the head has one already",
                "visits >= ~ 2..60 ~ error unclear-value ~ the head has one already",
                "visits >= ~ 3+ ~ error unclear-value ~ the head has one already",
                "visits >= ~ 2-60 ~ error unclear-value ~ the head has one already",
                "visits >= ~ 3, 4 ~ error unclear-value ~ visits in ($param)",
                "$param > 18 ~ age ~ error unclear-value ~ never a property",
                "age > $param ~ 18 ~ ok ~",
                "18 < $param ~ x ~ error ~",
                "visits >= ~ 09:30 ~ error unclear-value ~ is a time",
                // shares
                "spendPercentile > ~ 80% ~ error unclear-value ~ Write the number without %: 80",
                "spend >= ~ 20% ~ error unclear-value ~ without %",
                "visits >= ~ 50% ~ error unclear-value ~ without %",
                "weekendShare >= ~ 50% ~ ok ~",
                "visitsPerMonth <= ~ 50% ~ ok ~",
                "number(\"discount\") >= ~ 20% ~ ok ~",
                // days of a year
                "birthday == ~ 17.05.2026 ~ error unclear-value ~ Write month and day: 05-17",
                "birthday == ~ 05-17 ~ ok ~",
                // spans, thousands, and days that are none
                "daysSinceLastVisit >= ~ 2 weeks ~ error unclear-value ~ Write the number alone: 14.",
                "daysSinceLastVisit >= ~ 6 Monate ~ error unclear-value ~ Write the number alone: 180.",
                "age >= ~ 30 years ~ error unclear-value ~ Write the number alone: 30.",
                "spend >= ~ 1,5k ~ error unclear-value ~ Write the number alone: 1500.",
                "spend >= ~ 1’200.50 ~ ok ~",
                "spend >= ~ 0,500 ~ ok ~",
                "firstVisitOn >= ~ 2026-01 ~ error not-a-date ~ Write year, month and day",
                "firstVisitOn >= ~ 2026-01-02T10:00 ~ error not-a-date ~ Write \"2026-01-02\"",
                "firstVisitOn ~ 2026-01 ~ error not-a-date ~ Write year, month and day",
                // the quotes are the head's, what is wrong in them is the cell's
                "firstVisitOn >= \"$param\" ~ 01.13.2026 ~ error not-a-date ~ Write \"2026-01-13\"",
                "stage == \"$param\" ~ LAPSD ~ error unknown-value ~ LAPSED",
                "visitsBetween(\"$1\", \"$2\") >= 1 ~ 01.12.2026, 31.12.2026 ~ error not-a-date ~ \"2026-12-01\"",
                "spendPercentile >= ~ top 20 ~ error rank-comparison ~ > 80",
                // errors of formulas, signs in colour, other words for not
                "city == ~ #REF! ~ error unclear-value ~ Mend the formula",
                "visits > 0 ~ #NAME? ~ error unclear-value ~ Mend the formula",
                "spend >= ~ #DIV/0! ~ error unclear-value ~ Mend the formula",
                "city == ~ #BEZUG! ~ error unclear-value ~ Mend the formula",
                "city == ~ #1 Hair! ~ ok ~",
                "visits > 0 ~ ✔\uFE0F ~ ok ~",
                "visits > 0 ~ ❌\uFE0F ~ error no-mark ~ write X to ask it",
                "visits > 0 ~ 👎 ~ error no-mark ~ write X to ask it",
                "city == ~ NOT Riga ~ error unclear-value ~ city not in ($param)",
                "city == ~ nicht Riga ~ error unclear-value ~ city not in ($param)",
                "city == ~ except Riga ~ error unclear-value ~ city not in ($param)",
                "city == ~ Nottingham ~ ok ~",
                "city in ($param) ~ nicht Riga, Vilnius ~ error unclear-value ~ city not in ($param)",
                // in words, about, formulas, and what stands for all others
                "spend >= ~ ca. 100 ~ error unclear-value ~ Write the number alone: 100.",
                "spend >= ~ ≈ 100 ~ error unclear-value ~ Write the number alone: 100.",
                "spend >= ~ 12,- ~ error unclear-value ~ Write the number alone: 12.",
                "spend >= ~ at least 100 ~ error unclear-value ~ the head has one already",
                "spend ~ at least 100 ~ error unclear-value ~ Write >= 100.",
                "spend ~ max. 100 ~ error unclear-value ~ Write <= 100.",
                "spend ~ under 100 ~ error unclear-value ~ Write < 100.",
                "spend ~ mehr als 100 ~ error unclear-value ~ Write > 100.",
                "spend ~ vismaz 100 ~ error unclear-value ~ Write >= 100.",
                "spend ~ 100 or more ~ error unclear-value ~ Write >= 100.",
                "spend ~ between 100 and 200 ~ error unclear-value ~ Write 100..200.",
                "spend ~ [100;200) ~ error unclear-value ~ Write [100..200).",
                "spend ~ not 100 ~ error unclear-value ~ Write != 100.",
                "spend ~ 100; 200 ~ error unclear-value ~ Write spend in ($param) into the head",
                "spend in ($param) ~ 100; 200 ~ error unclear-value ~ Put commas between the values",
                "visits ~ 2 or 3 ~ error unclear-value ~ Write visits in ($param) into the head",
                "firstVisitOn ~ since 2026-01-01 ~ error unclear-value ~ Write >= 2026-01-01.",
                "firstVisitOn >= ~ 46054 ~ error wrong-type ~ As spreadsheets count days it is 2026-02-01",
                "firstVisitOn >= ~ 2026 ~ error wrong-type ~ Write a day: 2026-01-01.",
                "firstVisitOn >= ~ today ~ error unclear-value ~ how many days ago",
                "firstVisitOn >= ~ =TODAY() ~ error unclear-value ~ is a formula, which nothing computes here",
                "hasEmail == ~ yes ~ error wrong-type ~ Write true.",
                "hasEmail ~ nein ~ error wrong-type ~ Write false.",
                "postcode ~ 01010 ~ error wrong-type ~ write postcode == \"$param\" into the head",
                "postcode in ($param) ~ 1010 ~ error wrong-type ~ Put it in straight quotes: \"1010\".",
                "birthday == ~ 17.05 ~ error wrong-type ~ Write month and day: 05-17.",
                "visitsInLast($param) >= 3 ~ 3 months ~ error unclear-value ~ Write the number alone: 90.",
                "visitsInLast($1) >= $2 ~ 90 days, 3 ~ error unclear-value ~ Write the number alone: 90.",
                "city == ~ others ~ warning placeholder ~ let the rows above go first",
                "visits >= ~ else ~ error placeholder ~ let the rows above go first",
                "city == ~ 'Riga ~ error unclear-value ~ without quotes",
                "city in ($param) ~ Riga and Vilnius ~ warning list-as-text ~ commas",
                // several, where no list of texts can stand
                "consents(\"$param\") ~ email, sms ~ warning list-as-text ~ for another add a row",
                "postcode str[startsWith] ~ LV-10, LV-11 ~ warning list-as-text ~ forall(||){postcode str[startsWith] $}",
                "forall(||){postcode str[startsWith] $} ~ LV-10, LV-11 ~ ok ~",
            })
    void aCellOfACsvIsToldWhatItWouldBe(String snippet, String value, String told, String part) {
        String table = """
                RuleTable T,,
                NAME,CONDITION,ACTION
                ,$c : Client,
                ,%s,"segments.assign($c, ""$param"");"
                Name,Title,Segment
                r,%s,s
                """.formatted(csv(snippet), csv(value == null ? "" : value.replace("\\n", "\n")));
        verify(new RuleFile("tables/t.csv", table), "B6", told, part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "spend >= ~ time 09:30 ~ error wrong-type ~ is a time, 09:30",
                "city == ~ time 09:30 ~ error wrong-type ~ is a time",
                "spendPercentile > ~ percent 0.8 ~ error unclear-value ~ Write the number without %: 80",
                "spend >= ~ percent 0.2 ~ error unclear-value ~ 20",
                "weekendShare >= ~ percent 0.5 ~ ok ~",
                "birthday == ~ date 2026-05-17 ~ error wrong-type ~ write month and day: 05-17",
                "birthday == \"$param\" ~ date 2026-05-17 ~ error wrong-type ~ 05-17",
                "city == ~ date 2026-05-17 ~ error wrong-type ~ Format the cell as text",
                "visits >= ~ date 2026-05-17 ~ error wrong-type ~ is a date, 2026-05-17",
                "firstVisitOn >= ~ date 2026-01-01 ~ ok ~",
                "firstVisitOn >= ~ serial 46054.5 ~ warning time-of-a-date ~ 2026-02-01 12:00",
                "postcode == \"$param\" ~ padded 1010 ~ ok ~",
                "postcode == ~ padded 1010 ~ ok ~",
                "postcode == ~ text 01010 ~ ok ~",
                "postcode == \"$param\" ~ text 01010 ~ ok ~",
                "city == ~ text 1010 ~ ok ~",
                "city == ~ number 1010 ~ error wrong-type ~ Format the cell as text, or write city == \"$param\" into the head.",
                "city in ($param) ~ number 1010 ~ error wrong-type ~ Format the cell as text.",
                "visits >= ~ text 3 ~ ok ~",
                "spend >= ~ number 1.2 ~ ok ~",
                "visits > 0 ~ flag true ~ ok ~",
                "visits > 0 ~ flag false ~ error no-mark ~ write X",
                "visits > 0 ~ number 0 ~ error no-mark ~ write X",
                "hasEmail == ~ flag false ~ ok ~",
                "hasEmail == ~ text yes ~ error wrong-type ~ Write true.",
                "city == ~ flag true ~ error wrong-type ~ The cell is true or false, true, but 'city' is a text.",
            })
    void aCellOfAWorkbookIsToldWhatItIs(String snippet, String value, String told, String part) {
        String table = """
                sheet Rules
                A1 text RuleTable T
                A2 text CONDITION
                B2 text ACTION
                A3 text $c : Client
                A4 text %s
                B4 text segments.assign($c, "$param");
                A6 %s
                B6 text s
                """.formatted(snippet, value);
        verify(new RuleFile("tables/t.xlsx", Workbooks.described(table)), "A6", told, part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "segments.assign($c, \"s\"); ~ no ~ error no-mark ~ write X to do it",
                "segments.assign($c, \"s\"); ~ FALSE ~ error no-mark ~ write X to do it",
                "segments.assign($c, \"s\"); ~ 0 ~ error no-mark ~ write X to do it",
                "segments.assign($c, \"s\"); ~ - ~ error no-mark ~ write X to do it",
                "segments.assign($c, \"s\"); ~ nie ~ error no-mark ~ write X to do it",
                "segments.assign($c, \"s\"); ~ x ~ ok ~",
                "segments.assign($c, \"s\"); ~ gold ~ warning unused-value ~ $param",
                "segments.assign($c, \"$param\"); ~ - ~ error placeholder ~ leave the cell empty",
                "segments.assign($c, \"$param\"); ~ n/a ~ error placeholder ~ leave the cell empty",
                "segments.assign($c, \"$param\"); ~ none ~ error placeholder ~ leave the cell empty",
                "segments.assign($c, \"$param\"); ~ 0 ~ error placeholder ~ leave the cell empty",
                "segments.assign($c, \"$param\"); ~ FALSE ~ error placeholder ~ leave the cell empty",
                "segments.assign($c, \"$param\"); ~ any ~ warning placeholder ~ leave the cell empty",
                "segments.assign($c, \"$param\"); ~ X ~ warning placeholder ~ the name that is meant",
                "segments.assign($c, \"$param\"); ~ gold, silver ~ error unclear-value ~ another add an ACTION column",
                "segments.assign($c, \"$param\"); ~ gold; silver ~ error unclear-value ~ another add an ACTION column",
                "segments.assign($c, \"$param\"); ~ 'gold' ~ error unclear-value ~ without quotes",
                "segments.assign($c, \"$param\"); ~ “gold” ~ error unclear-value ~ without quotes",
                "segments.assign($c, \"$param\"); ~ \"gold\" ~ warning needless-quotes ~ without quotes",
                "segments.assign($c, \"t-$param\"); ~ gold ~ ok ~",
                "segments.assign($c, $param); ~ gold ~ ok ~",
                "segments.assign($c, $param); ~ - ~ error placeholder ~ leave the cell empty",
            })
    void aCellOfAnActionIsAName(String action, String value, String told, String part) {
        String table = """
                RuleTable T,,
                NAME,CONDITION,ACTION
                ,$c : Client,
                ,visits >=,%s
                Name,Title,Segment
                r,1,%s
                """.formatted(csv(action), csv(value));
        verify(new RuleFile("tables/t.csv", table), "C6", told, part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "PRIORITY ~ - ~ error priority ~ leave the cell empty",
                "PRIORITY ~ n/a ~ error priority ~ leave the cell empty",
                "ACTIVATION-GROUP ~ - ~ error placeholder ~ leave the cell empty",
                "ACTIVATION-GROUP ~ none ~ error placeholder ~ leave the cell empty",
                "DATE-EFFECTIVE ~ - ~ error not-a-date ~ leave the cell empty",
                "DATE-EXPIRES ~ any ~ error not-a-date ~ leave the cell empty",
                "DATE-EFFECTIVE ~ 45000 ~ error not-a-date ~ The cell holds 45000, a number",
                "ENABLED ~ maybe ~ error enabled ~ yes or no",
                "ENABLED ~ - ~ error enabled ~ yes or no",
                "NAME ~ # r2 ~ warning row-runs ~ ENABLED",
            })
    void aCellThatSaysHowARowRunsIsRead(String word, String value, String told, String part) {
        String table = """
                RuleTable T,,
                CONDITION,%s,ACTION
                $c : Client,,
                visits >=,,"segments.assign($c, ""$param"");"
                Title,Word,Segment
                1,%s,s
                """.formatted(word, csv(value));
        verify(new RuleFile("tables/t.csv", table), "B6", told, part);
    }

    private static void verify(RuleFile file, String cell, String told, String part) {
        List<Diagnostic> found = switch (CompileRules.compile(List.of(file))) {
            case Compilation.Compiled compiled -> compiled.warnings();
            case Compilation.Rejected rejected -> rejected.diagnostics();
        };
        if (told.equals("ok")) {
            assertThat(found).extracting(Diagnostic::print).isEmpty();
            return;
        }
        assertThat(found).singleElement().satisfies(problem -> {
            String severity = problem.severity().name().toLowerCase(java.util.Locale.ROOT);
            assertThat(problem.cell()).as(problem.print()).isEqualTo(cell);
            assertThat(severity + " " + problem.code()).as(problem.print()).startsWith(told);
            assertThat(problem.print()).contains(part == null ? "" : part);
        });
    }

    private static String csv(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Riga\u00A0", "\u00A0Riga", "Riga\u200B", "\uFEFFRiga", " Riga\u2009", "\u200ERiga", "Riga\n"})
    void blanksThatNobodySeesAreNoPartOfAText(String city) {
        assertThat(segments(condition("city ==", city))).containsExactly("s");
    }

    @Test
    void digitsThatAreATextKeepTheirZeros() {
        assertThat(segments(workbook("postcode == \"$param\"", "padded 1010"))).containsExactly("s");
        assertThat(segments(workbook("postcode ==", "padded 1010"))).containsExactly("s");
        assertThat(segments(workbook("postcode ==", "text 01010"))).containsExactly("s");
        assertThat(segments(workbook("postcode ==", "number 1010"))).isEmpty();
        assertThat(segments(condition("postcode == \"$param\"", "\"01010\""))).containsExactly("s");
    }

    @Test
    void aLonePointIsDecimalWhereNothingOfTheFileSaysOtherwise() {
        String table = """
                RuleTable T;;
                CONDITION;CONDITION;ACTION
                $c : Client...;$c : Client...;
                number("a") >=;number("b") >=;segments.assign($c, "$param");
                A;B;Segment
                1.200;;s
                %s;;t
                """;
        assertThat(told(new RuleFile("t.csv", table.formatted("200")))).isEmpty();
        assertThat(told(new RuleFile("t.csv", table.formatted("200,50"))))
                .containsExactly(
                        "t.csv [A6]: error: '1.200' may be a thousand or a decimal number. Write 1200 or 1.2.");
    }

    @Test
    void aTimeWhereAnHourIsAskedForIsTheHour() {
        String table = """
                sheet Rules
                A1 text RuleTable T
                A2 text CONDITION
                B2 text CONDITION
                C2 text ACTION
                A3 text $c : Client
                A4 text visits >=
                B4 text exists Booking( startHour == $param )
                C4 text %s
                A6 number 1
                B6 time 09:00
                C6 text x
                """.formatted(ASSIGN);
        assertThat(told(new RuleFile("tables/t.xlsx", Workbooks.described(table))))
                .containsExactly(
                        "tables/t.xlsx [Rules!B6]: error: The cell is a time, 09:00, but 'startHour' is a number. "
                                + "Write the hour as a number: 9.");
    }

    private static RuleFile condition(String snippet, String value) {
        return new RuleFile("tables/t.csv", """
                RuleTable T,
                CONDITION,ACTION
                $c : Client,
                %s,%s
                Title,Mark
                %s,x
                """.formatted(csv(snippet), csv(ASSIGN), csv(value)));
    }

    private static RuleFile workbook(String snippet, String value) {
        return new RuleFile("tables/t.xlsx", Workbooks.described("""
                sheet Rules
                A1 text RuleTable T
                A2 text CONDITION
                B2 text ACTION
                A3 text $c : Client
                A4 text %s
                B4 text %s
                A6 %s
                B6 text x
                """.formatted(snippet, ASSIGN, value)));
    }

    private static List<String> segments(RuleFile file) {
        return CompileRules.compile(List.of(file)) instanceof Compilation.Compiled compiled
                ? compiled.rules().segments(CLIENT).stream()
                        .map(Assignment::segment)
                        .toList()
                : List.of();
    }

    private static List<String> told(RuleFile file) {
        return switch (CompileRules.compile(List.of(file))) {
            case Compilation.Compiled compiled ->
                Stream.concat(compiled.warnings().stream(), compiled.lint().get().stream())
                        .map(Diagnostic::print)
                        .toList();
            case Compilation.Rejected rejected ->
                rejected.diagnostics().stream().map(Diagnostic::print).toList();
        };
    }
}
