package io.regulars.releases.scenarios;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An expectation that the rules do not meet, as a question to whoever changed them: is what comes out now what is wanted?
 *
 * @param id of the expectation, as long as its file stays as it is
 * @param at the moment, by the clock of the scenario's business
 * @param says what is expected, as it would be written on one line
 * @param would what would be expected, were the answer yes
 */
public record ExpectationQuestion(
        String id,
        String file,
        int line,
        String scenario,
        String at,
        List<Difference> differences,
        String says,
        String would) {
    public ExpectationQuestion {
        differences = List.copyOf(differences);
    }

    /** What was expected, what is so, and why; empty where there is no more to say. */
    @Schema(name = "ExpectationDifference")
    public record Difference(String expected, String found, String why) {}
}
