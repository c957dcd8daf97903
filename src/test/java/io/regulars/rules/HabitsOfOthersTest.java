package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever writes as in Java, SQL, a spreadsheet or plain English is told how it is written in rules, and what is told is taken.
 * {@code src/test/resources/rules/habits.txt} has them.
 */
class HabitsOfOthersTest {
    private static final Path HABITS = Path.of("src/test/resources/rules/habits.txt");

    /**
     * One habit.
     *
     * @param where conditions of a client, patterns or calls
     * @param line whether what is told is the whole line as it should be written
     */
    record Habit(String where, String written, String told, boolean line) {
        /** A rule that holds the text where the habit stands. */
        String rule(String text) {
            boolean movement = text.contains("Entered") || text.contains("Member") || text.contains("Trigger");
            String then = movement ? "campaigns.start($c, \"s\");" : "segments.assign($c, \"s\");";
            return switch (where) {
                case "conditions" -> rule("$c : Client( " + text + " )", then);
                case "patterns" -> rule("$c : Client()\n" + text, then);
                default -> rule("$c : Client( visits >= 3 )", text);
            };
        }

        private static String rule(String when, String then) {
            return "rule \"r\"\nwhen\n" + when + "\nthen\n" + then + "\nend\n";
        }

        @Override
        public String toString() {
            return written;
        }
    }

    static List<Habit> habits() throws IOException {
        var habits = new ArrayList<Habit>();
        String where = "";
        for (String line : Files.readAllLines(HABITS)) {
            if (line.startsWith("[")) {
                where = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" {2}⇒ {2}", 2);
                boolean whole = parts[1].startsWith("= ");
                habits.add(new Habit(where, parts[0], whole ? parts[1].substring(2) : parts[1], whole));
            }
        }
        return habits;
    }

    @ParameterizedTest
    @MethodSource("habits")
    void isToldAsItShouldBeWritten(Habit habit) {
        Diagnostic first = RulesTester.problems(habit.rule(habit.written())).getFirst();

        assertThat(first.hint()).contains(habit.told());
        if (habit.line()) {
            assertThat(RulesTester.problems(habit.rule(habit.told()))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "When ~ then ~ end ~ 2:1 'When' is written in small letters.",
                "WHEN ~ THEN ~ END ~ 2:1 'WHEN' is written in small letters.",
                "when ~ Then ~ end ~ 4:1 'Then' is written in small letters.",
                "when ~ then ~ End ~ 6:1 'End' is written in small letters.",
            })
    void aWordOfARuleInCapitalsIsTheOnlyThingTold(String when, String then, String end, String first) {
        var problems = RulesTester.problems("rule \"r\"\n" + when + "\n$c : Client( visits >= 3 )\n" + then
                + "\nsegments.assign($c, \"s\");\n" + end + "\n");

        assertThat(problems).allSatisfy(problem -> assertThat(problem.code()).isEqualTo("capitals"));
        assertThat(problems.getFirst().line() + ":" + problems.getFirst().column() + " "
                        + problems.getFirst().message())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "enabled ~ 'enabled' has no value. Write enabled false.",
                "salience = 10 ~ Write salience 10.",
                "priority 10 ~ Write salience 10.",
                "timer( 30d ) ~ daysSinceLastVisit >= 30",
                "agenda-group \"a\" ~ insertLogical( new Finding($c, \"big\") )",
                "auto-focus true ~ insertLogical( new Finding($c, \"big\") )",
                "date-effective 2026-06-01 ~ Write \"2026-06-01\".",
                "date-effective \"01.06.2026\" ~ Write \"2026-06-01\".",
            })
    void anAttributeOfDroolsIsToldAsWhatTakesItsPlace(String attribute, String told) {
        Diagnostic first = RulesTester.problems(
                        "rule \"r\"\n" + attribute + "\nwhen\n$c : Client()\nthen\nsegments.assign($c, \"s\");\nend\n")
                .getFirst();

        assertThat(first.line()).isEqualTo(2);
        assertThat(first.message() + " " + first.hint()).contains(told);
    }

    @Test
    void aDayIsWrittenTheSameWayInAttributesAndInConditions() {
        assertThat(RulesTester.problems("""
                rule "r"
                    date-effective "1-Jan-2026"
                when
                    $c : Client( lastVisitOn >= "1-Jan-2026", firstVisitOn < "2026-02-01" )
                then
                    segments.assign($c, "s");
                end
                """)).isEmpty();
    }

    @Test
    void anImportWithoutASemicolonDoesNotSwallowTheNextLine() {
        assertThat(RulesTester.problems("import java.util.List\ndialect \"mvel\"\n"))
                .extracting(Diagnostic::line)
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"exists", "not"})
    void whatIsBoundInsideIsNotKnownOutside(String quantifier) {
        Diagnostic first = RulesTester.problems("rule \"r\" when $c : Client()\n" + quantifier
                        + " Booking( $s : service )\nthen segments.assign($c, \"service:\" + $s); end")
                .getFirst();

        assertThat(first.message()).isEqualTo("'$s' is not known here.");
        assertThat(first.hint()).contains("inside exists, not");
    }
}
