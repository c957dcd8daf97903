package io.regulars.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.rules.builder.DefinitionReader;
import io.regulars.rules.model.DefinitionProblem;
import java.util.List;

/**
 * Reads what the visual builder says into a definition, with the types and the meaning that DRL has.
 * <pre>
 *   {"all": [{"field": "visits", "operator": ">=", "value": 3},
 *            {"any": [{"field": "spendInLast", "arguments": [30], "operator": ">", "value": 200},
 *                     {"not": {"field": "booked", "arguments": ["massage"]}}]},
 *            {"exists": {"fact": "Booking", "all": [{"field": "status", "operator": "==", "value": "NO_SHOW"}]}}]}
 * </pre>
 */
public final class ReadDefinition {
    private ReadDefinition() {}

    /** What became of it. */
    public sealed interface Reading permits Definition, Refused {}

    /** It means nothing; all that is wrong, in the order of the definition. */
    public record Refused(List<DefinitionProblem> problems) implements Reading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The definition, or all its problems. */
    public static Reading read(JsonNode definition) {
        return switch (DefinitionReader.read(definition)) {
            case DefinitionReader.Meant(var rule, var pointers) -> new Definition(rule, pointers::apply);
            case DefinitionReader.Refused(var problems) -> new Refused(problems);
        };
    }
}
