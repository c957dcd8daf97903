package io.regulars.platform.rest;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import org.jspecify.annotations.Nullable;

/** A query parameter that is true or false; read as text, since a misspelt yes is not a no. */
public final class QueryFlag {
    private QueryFlag() {}

    /**
     * Whether it is true; false if not said.
     *
     * @throws ProblemException INVALID for anything but {@code true} and {@code false}
     */
    public static boolean isTrue(String name, @Nullable String given) {
        return switch (given) {
            case "true" -> true;
            case "false" -> false;
            case null -> false;
            default ->
                throw new ProblemException(
                        ErrorCode.INVALID,
                        "'%s' is true or false, not '%s'.".formatted(name, NearestName.shortened(given)));
        };
    }
}
