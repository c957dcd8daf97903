package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an analyst is told about a file that cannot be taken: the place, the thing, and what to write instead. */
class DiagnosticsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                // condition ~ what is marked ~ code ~ part of message and hint
                "visit >= 3 ~ visit ~ unknown-property ~ Client has no property 'visit'. Did you mean 'visits'?",
                "city == \"Riga\", visist >= 3 ~ visist ~ unknown-property ~ Did you mean 'visits'?",
                "visits >= \"3\" ~ \"3\" ~ wrong-type ~ This is a text, but what it is compared with is a number.",
                "city == 3 ~ 3 ~ wrong-type ~ This is a number, but what it is compared with is a text.",
                "visitsInLast() >= 3 ~ visitsInLast ~ wrong-arguments ~ 'visitsInLast' takes one value in brackets: days.",
                "visitsInLast(\"30\") >= 3 ~ \"30\" ~ wrong-argument ~ 'days' of visitsInLast is a whole number",
                "visitsInLast(2.5) >= 3 ~ 2.5 ~ wrong-argument ~ 'days' of visitsInLast is a whole number",
                "visits(3) >= 3 ~ visits(3) ~ wrong-arguments ~ 'visits' takes nothing in brackets.",
                "spendPercentile == 80 ~ spendPercentile == 80 ~ rank-comparison ~ spendPercentile > 80",
                "spendPercentile != null ~ spendPercentile != null ~ rank-comparison ~ with a number of 0 to 100 only",
                "spendPercentile > visits ~ spendPercentile > visits ~ rank-comparison ~ with a number of 0 to 100 only",
                "stage == LAPSD ~ LAPSD ~ unknown-value ~ There is no value 'LAPSD' here. Did you mean 'LAPSED'?",
                "firstVisitOn > \"01.02.2026\" ~ \"01.02.2026\" ~ not-a-date ~ Write \"2026-02-01\"",
                "firstVisitOn > \"+999999999-12-31\" ~ \"+999999999-12-31\" ~ not-a-date ~ Write year, month and day",
                "visitsBetween(\"-999999999-01-01\", \"2026-01-01\") > 0 ~ \"-999999999-01-01\" ~ not-a-date ~ Write year, month and day",
                "visits ~ visits ~ not-a-condition ~ This is a number, not a condition.",
                "$x.visits > 3 ~ $x ~ not-a-fact ~ '$x' has no properties.",
                "visits > $y ~ $y ~ unknown-variable ~ '$y' is not bound in this rule.",
                "visits > $c ~ $c ~ fact-as-value ~ '$c' is a Client, not a value.",
                "tags == \"x\" ~ tags == \"x\" ~ wrong-type ~ ",
                "visits contains \"x\" ~ visits contains \"x\" ~ wrong-operator ~ 'contains' asks a set such as tags, or a text.",
                "city soundslike \"x\" ~ city soundslike \"x\" ~ unsupported-operator ~ The operator 'soundslike' is not supported.",
                "new java.io.File(\"x\").exists() ~ ~ not-a-fact ~ has no properties",
                "System.exit(1) == null ~ System ~ not-a-fact ~ has no properties",
                "getClass() != null ~ getClass ~ unknown-property ~ Client has no property 'getClass'.",
                "visits = 3 ~ ~ syntax ~ ",
                "visits > null ~ ~ null-order ~ null has no order.",
                "visits >= 0x10 ~ 0x10 ~ not-a-number ~ Write it in digits",
            })
    void aConditionThatCannotBeTaken(String condition, String marked, String code, String says) {
        String text = "rule \"r\"\nwhen\n    $c: Client(\n        " + condition
                + " )\nthen\n    segments.assign($c, \"s\");\nend\n";
        Diagnostic problem = RulesTester.problems(text).getFirst();

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message() + " " + problem.hint()).contains(says == null ? "" : says);
        if (marked != null && !code.equals("wrong-type")) {
            assertThat(text.lines()
                            .toList()
                            .get(problem.line() - 1)
                            .substring(problem.column() - 1, problem.endColumn()))
                    .isEqualTo(marked);
        }
        assertThat(problem.line()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "System.exit(0); ~ unknown-verb ~ There is no 'System.exit'.",
                "segments.asign($c, \"s\"); ~ unknown-verb ~ Did you mean 'segments.assign'?",
                "segments.assign(\"s\"); ~ wrong-arguments ~ takes a client and a name",
                "segments.assign($d, \"s\"); ~ not-the-client ~ The first argument is the rule's client.",
                "segments.assign($c, 3); ~ wrong-type ~ This is a number, where a text is needed.",
                "segments.assign($c, \"\"); ~ unfit-name ~ '' is no name that anybody could ask for.",
                "segments.assign($c, \"..\"); ~ unfit-name ~ '..' is no name",
                "tags.add($c, \" \"); ~ unfit-name ~ ' ' is no name",
                "int x = 3; ~ java-in-consequence ~ not other Java",
                "while (true) {} ~ java-in-consequence ~ not other Java",
                "segments.assign($c, $none); ~ unknown-variable ~ '$none' is not bound in this rule.",
                "segments.assign($c, \"s\") ~ unreadable-consequence ~ Each call ends with a semicolon.",
                "segments.assign($c, \"s\"); campaigns.start($c, \"x\"); ~ both-phases ~ assigns a segment and does something else",
                "campaigns.start($c, \"x\"); ~ no-origin ~ starts a campaign from nothing that happened",
            })
    void aConsequenceThatCannotBeTaken(String then, String code, String says) {
        Diagnostic problem = RulesTester.problems("rule \"r\"\nwhen\n    $c: Client()\nthen\n    " + then + "\nend\n")
                .getFirst();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message() + " " + problem.hint()).contains(says);
    }

    /** Brackets around the text are what the parser is needed for. */
    @ParameterizedTest
    @ValueSource(
            strings = {"segments.assign($d, §);", "segments.assign($b, §);", "tags.add($c, §); segments.assign($c, §);"
            })
    void aPlainConsequenceIsToldOfAsOneThatNeedsAParser(String then) {
        String rule = "rule \"r\"\nwhen\n    $c: Client()\n    $b: Booking()\nthen /* so */\n  " + then + "\nend\n";

        List<Diagnostic> plain = RulesTester.problems(rule.replace("§", "\"/* s */\""));
        List<Diagnostic> parsed = RulesTester.problems(rule.replace("§", "(\"/*s*/\")"));

        assertThat(plain).isNotEmpty().isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "function int f() { return 1; } ~ not-allowed",
                "declare Foo x : int end ~ not-allowed",
                "import java.io.File; ~ not-allowed",
                "import function java.lang.Math.max; ~ not-allowed",
                "global java.lang.Runtime rt; ~ not-allowed",
                "rule \"x\" when $c: Klient() then segments.assign($c, \"s\"); end ~ unknown-fact",
                "rule \"x\" when $c: Client() from $x then segments.assign($c, \"s\"); end ~ not-allowed",
                "rule \"x\" when $c: Client() eval(true) then segments.assign($c, \"s\"); end ~ not-allowed",
                "rule \"x\" timer (int: 30s) when $c: Client() then segments.assign($c, \"s\"); end ~ unsupported-attribute",
                "rule \"x\" salience $c when $c: Client() then segments.assign($c, \"s\"); end ~ salience",
                "rule \"x\" when $c: Client() Entered() then segments.assign($c, \"s\"); end ~ phase",
                "rule \"x\" when $c: Client( visits >= ) then segments.assign($c, \"s\"); end ~ syntax",
                "rule \"x\" when $c: Client() then end ~ no-consequence",
                "rle \"x\" when $c: Client() then segments.assign($c, \"s\"); end ~ syntax",
            })
    void aFileThatCannotBeTaken(String text, String code) {
        assertThat(RulesTester.problems(text)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(Diagnostic.Severity.ERROR);
            assertThat(problem.message()).isNotBlank();
        });
        assertThat(RulesTester.problems(text).getFirst().code()).isEqualTo(code);
    }

    @Test
    void allErrorsOfAFileAreToldAtOnce() {
        List<Diagnostic> problems = RulesTester.problems("""
                rule "a" when $c: Client( visit > 3, spent > 4 ) then segments.assign($c, "s"); end
                rule "b" when $c: Client( agee > 3 ) then segments.assgn($c, "s"); end
                """);
        assertThat(problems).extracting(Diagnostic::line).containsExactly(1, 1, 2, 2);
        assertThat(problems)
                .extracting(Diagnostic::hint)
                .containsExactly(
                        "Did you mean 'visits'?",
                        "Did you mean 'spend'?",
                        "Did you mean 'age'?",
                        "Did you mean 'segments.assign'?");
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        assertThat(RulesTester.problems("""
                        rule "a" when $c: Client() then segments.assign($c, "s"); end
                        rule "a" when $c: Client() then segments.assign($c, "t"); end
                        """))
                .singleElement()
                .extracting(Diagnostic::print)
                .isEqualTo(
                        "test.drl:2:1: error: There is another rule 'a', in test.drl line 1. Give one another name.");
    }
}
