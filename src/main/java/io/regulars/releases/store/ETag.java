package io.regulars.releases.store;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The content hash of a release as HTTP carries it; an edit names the one it was made from, so that none is lost. */
public final class ETag {
    private ETag() {}

    /** The tag of what a release holds now, quoted. */
    public static String of(Release release) {
        return '"' + release.hash() + '"';
    }

    /**
     * Refuses an edit that was made from another state than the present.
     *
     * @param ifMatch the header: one or more tags, or {@code *} for whatever there is
     * @throws ProblemException PRECONDITION_REQUIRED without it, PRECONDITION_FAILED if the release was changed since
     */
    public static void check(@Nullable String ifMatch, Release present) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of the release as you saw it, so that no edit of somebody else is lost.");
        }
        boolean same = Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(of(present)));
        if (!same) {
            throw new ProblemException(
                    ErrorCode.PRECONDITION_FAILED,
                    "%s is not in the state that If-Match names: it was changed last by %s at %s. Read it again and make your edit from that."
                            .formatted(present.label(), present.editedBy(), present.editedAt()));
        }
    }
}
