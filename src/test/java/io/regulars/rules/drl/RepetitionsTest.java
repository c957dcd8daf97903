package io.regulars.rules.drl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a regular expression is once it is written out is known before it is. */
class RepetitionsTest {
    private static final long SEED = 20261126;
    private static final int EXPRESSIONS = 50_000;
    private static final List<String> PIECES = List.of(
            "a",
            ".",
            "(",
            "(?:",
            "(?i:",
            "(?P<n>",
            ")",
            "[",
            "]",
            "[^",
            "[[:digit:]",
            "[]a]",
            "-",
            "|",
            "^",
            "$",
            "*",
            "+",
            "?",
            ",",
            ":",
            "\\",
            "\\d",
            "\\Q",
            "\\E",
            "\\{",
            "\\]",
            "\\pL",
            "\\p{L}",
            "\\x{41}",
            "{",
            "}",
            "{2}",
            "{7}",
            "{30}",
            "{90}",
            "{0,40}",
            "{900}",
            "{1000}",
            "{3,}",
            "{,3}");

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "abc 3",
                ".{10}.{20}.{30} 60",
                "(a{30}){30} 900",
                "(ab{9}){20}c 201",
                "((a{10}){10}){10} 1000",
                "(a{1000}){1000} 1000000",
                "(?:ab){300} 600",
                "(?i:ab{2}){5} 15",
                "(?P<name>a{3}){4} 12",
                "a{2,5} 5",
                "a{3,} 3",
                "a{0} 1",
                "(a{0}b{9}){9} 90",
                "[a{9}]{9} 9",
                "[]{9}]{2} 2",
                "[^]{9}]{2} 2",
                "[[:alpha:]{9}]{2} 2",
                "[\\]{9}]{2} 2",
                "\\{9} 3",
                "\\p{L}{9} 9",
                "\\x{41}{9} 9",
                "\\Q{9}\\E 3",
                "\\Q[\\E(a{9}){9} 82",
                "a|b{4} 6",
                "(a 1",
                "a\\ 2",
            })
    void sideBySideAddsAndWithinMultiplies(String expression, double parts) {
        assertThat(Repetitions.writtenOut(expression)).isEqualTo(parts);
    }

    /** Each part is one step of RE2's program, and what repeats it or stands around it a few more. */
    @Test
    void whatRe2MakesOfAnExpressionIsNoLarger() {
        var random = new Random(SEED);
        int compiled = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            var expression = new StringBuilder();
            for (int pieces = 1 + random.nextInt(12); pieces > 0; pieces--) {
                expression.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            double parts = Repetitions.writtenOut(expression.toString());
            int size = parts > 1_000 ? 0 : size(expression.toString());
            compiled += size > 0 ? 1 : 0;
            assertThat((double) size).as("seed %d: %s", SEED, expression).isLessThan(4 * parts + 10);
        }
        assertThat(compiled).isGreaterThan(EXPRESSIONS / 50);
    }

    /** 0 of what cannot be read. */
    private static int size(String expression) {
        try {
            return Pattern.compile(expression).programSize();
        } catch (PatternSyntaxException e) {
            return 0;
        }
    }
}
