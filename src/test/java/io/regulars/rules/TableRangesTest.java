package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges in one cell of a column that names a property alone. */
class TableRangesTest {
    private static RuleFile table(String snippet, String value) {
        return new RuleFile("tables/t.csv", """
                RuleTable T,
                CONDITION,ACTION
                $c : Client,
                "%s","segments.assign($c, ""$param"");"
                Title,Segment
                "%s",s
                """.formatted(snippet.replace("\"", "\"\""), value));
    }

    private static Compilation.Compiled compiled(RuleFile file) {
        return (Compilation.Compiled) CompileRules.compile(List.of(file));
    }

    private static Client visits(int count) {
        Clients client = client();
        for (int i = 1; i <= count; i++) {
            client = client.visit("2026-01-%02dT10:00".formatted(i), "cut", "10.50");
        }
        return client.at("2026-03-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "3 ~ 3",
                ">= 3 ~ 3 4 5",
                "≥3 ~ 3 4 5",
                "> 3 ~ 4 5",
                "< 2 ~ 0 1",
                "<=2 ~ 0 1 2",
                "!= 2 ~ 0 1 3 4 5",
                "<> 2 ~ 0 1 3 4 5",
                "= 2 ~ 2",
                "2..4 ~ 2 3 4",
                "2 .. 4 ~ 2 3 4",
                "[2..4] ~ 2 3 4",
                "[2..4) ~ 2 3",
                "(2..4] ~ 3 4",
                "(2..4) ~ 3",
                "]2..4[ ~ 3",
                "3.. ~ 3 4 5",
                "..3 ~ 0 1 2 3",
                "(3..) ~ 4 5",
                "3+ ~ 3 4 5",
                "4..4 ~ 4",
                "0..2 ~ 0 1 2",
            })
    void aCountLiesInARange(String range, String members) {
        for (String snippet : List.of("visits", "visits $param", "noShows + visits")) {
            RuleSet rules = compiled(table(snippet, range)).rules();
            var found = new StringBuilder();
            for (int count = 0; count <= 5; count++) {
                found.append(rules.segments(visits(count)).isEmpty() ? "" : " " + count);
            }
            assertThat(found.toString().strip()).as(snippet + " " + range).isEqualTo(members);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "spend ~ 31..31.5 ~ true",
                "spend ~ 31,25..31,75 ~ true",
                "spend ~ € 30..€ 32 ~ true",
                "spend ~ 0..31.49 ~ false",
                "spend ~ [31.5..40) ~ true",
                "spendInLast(90) ~ > 31 ~ true",
                "spendInLast(90) ~ 31.5 ~ true",
                "number(\"height\") ~ 1.5..2 ~ true",
                "number(\"weight\") ~ 0..500 ~ false",
                "number(\"weight\") ~ != 3 ~ false",
                "morningShare ~ 50%..100% ~ true",
                "firstVisitOn ~ 2026-01-01..2026-01-31 ~ true",
                "firstVisitOn ~ 1.1.2026..31.1.2026 ~ true",
                "firstVisitOn ~ (2026-01-01..2026-01-31] ~ false",
                "firstVisitOn ~ >= 2026-01-01 ~ true",
                "firstVisitOn ~ ..31.12.2025 ~ false",
                "bornOn ~ 1900-01-01..2026-01-01 ~ false",
                "age ~ 0..150 ~ false",
                "age ~ >= 0 ~ false",
            })
    void decimalsDatesAndWhatIsNotKnown(String snippet, String range, boolean holds) {
        Client client = client().attribute("height", 1.8)
                .visit("2026-01-01T10:00", "cut", "10.50")
                .visit("2026-01-02T10:00", "cut", "10.50")
                .visit("2026-01-03T10:00", "cut", "10.50")
                .at("2026-03-01");
        assertThat(compiled(table(snippet, range)).rules().segments(client).isEmpty())
                .isEqualTo(!holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "visits ~ 60..2 ~ Nothing lies in '60..2'",
                "visits ~ [2..2) ~ Nothing lies",
                "firstVisitOn ~ 2026-02-01..2026-01-01 ~ Nothing lies",
                "visits ~ >= ~ a value is missing",
                "visits ~ 2...60 ~ two points",
                "visits ~ 2…60 ~ two points",
                "visits ~ .. ~ leave the cell empty",
                "visits ~ [2..60 ~ is no range",
                "visits ~ 2..60..70 ~ is no range",
                "visits ~ 2-60 ~ Write 2..60",
                "visits ~ 2 – 60 ~ Write 2..60",
                "visits ~ 2 to 60 ~ Write 2..60",
                "visits ~ 2 bis 60 ~ Write 2..60",
                "firstVisitOn ~ 2026-01-01 - 2026-02-01 ~ Write 2026-01-01..2026-02-01",
                "visits ~ >= 3 and < 5 ~ holds several comparisons",
                "visits ~ '>= 3, < 5' ~ holds several comparisons",
                "visits ~ '1, 2, 5' ~ visits in ($param)",
                "visits ~ a..b ~ is no number",
                "visits ~ >= many ~ is no number",
                "visits ~ −2..5 ~ Write a plain one",
                "spend ~ 1.000..2.000 ~ Write 1000 or 1",
                "spendPercentile ~ 80%..100% ~ without %",
                "firstVisitOn ~ 03/04/2026.. ~ one of two dates",
            })
    void aRangeThatIsNoneIsToldAtItsCell(String snippet, String range, String told) {
        assertThat(CompileRules.compile(List.of(table(snippet, range))))
                .isInstanceOfSatisfying(
                        Compilation.Rejected.class,
                        rejected -> assertThat(rejected.diagnostics())
                                .extracting(Diagnostic::print)
                                .singleElement()
                                .asString()
                                .startsWith("tables/t.csv [A6]: error: ")
                                .contains(told));
    }

    @Test
    void aRankLiesInARange() {
        assertThat(compiled(table("spendPercentile", "> 80")).rules().size()).isEqualTo(1);
        assertThat(compiled(table("spendPercentile", "50..80")).rules().cuts()).hasSize(2);
    }

    @Test
    void aRangeIsExplainedLintedAndComparedAsItsBounds() {
        RuleSet rules = compiled(table("visits", "2..4")).rules();
        List<RuleChange> difference =
                RuleDiff.between(List.of(table("visits", "2..4")), List.of(table("visits", "2..5")));

        assertThat(rules.explain(visits(1), "s").sentence()).isEqualTo("visits is 1; it must be at least 2: 1 more.");
        assertThat(rules.explain(visits(3), "s").sentence()).isEqualTo("visits is 3. visits is 3.");
        assertThat(compiled(table("visits", "0..4")).lint().get()).isEmpty();
        assertThat(compiled(table("visits", "-3..-1")).lint().get())
                .extracting(Diagnostic::print)
                .singleElement()
                .asString()
                .startsWith("tables/t.csv [A6]: warning: The rule 'T row 6' can never be true: 'visits <= -1'");
        assertThat(difference).singleElement().satisfies(change -> {
            assertThat(change.cell()).isEqualTo("A6");
            assertThat(change.before() + " → " + change.after()).isEqualTo("4 → 5");
        });
    }
}
