package io.regulars.releases;

import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;

/** The number of a release as callers name it: {@code r-17}. */
final class ReleaseId {
    private ReleaseId() {}

    /**
     * Of a path.
     *
     * @throws Refusal NOT_FOUND if no release can be called that
     */
    static int ofPath(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND, "There is no release '" + text + "'; GET /api/rules/releases lists them.");
        }
    }

    /** Of a field; throws IllegalArgumentException with a sentence. */
    static int read(String text) {
        if (!text.matches("r-\\d{1,9}")) {
            throw new IllegalArgumentException("is a release's name such as r-17");
        }
        return Integer.parseInt(text.substring(2));
    }
}
