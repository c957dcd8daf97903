package io.regulars.releases.store;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;

/** The number of a release as callers name it: {@code r-17}. */
public final class ReleaseId {
    private ReleaseId() {}

    /**
     * Of a path.
     *
     * @throws ProblemException NOT_FOUND if no release can be called that
     */
    public static int ofPath(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND, "There is no release '" + text + "'; GET /api/rules/releases lists them.");
        }
    }

    /** Of a field; throws IllegalArgumentException with a sentence. */
    public static int read(String text) {
        if (!text.matches("r-\\d{1,9}")) {
            throw new IllegalArgumentException("is a release's name such as r-17");
        }
        return Integer.parseInt(text.substring(2));
    }
}
