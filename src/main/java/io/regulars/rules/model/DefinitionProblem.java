package io.regulars.rules.model;

import io.regulars.platform.problem.ProblemException;

/**
 * One thing wrong in a definition of the visual builder.
 *
 * @param pointer JSON pointer into the definition: {@code /all/0/field}; empty: the whole
 * @param code stable, for tools, as in {@link Diagnostic}
 * @param message what is wrong, naming the thing
 * @param hint what to write instead; empty if there is no advice
 */
public record DefinitionProblem(String pointer, String code, String message, String hint) {
    /** As a refused request tells it, the definition standing at a place of the request. */
    public ProblemException.FieldError at(String place) {
        return new ProblemException.FieldError(place + pointer, hint.isEmpty() ? message : message + " " + hint);
    }
}
