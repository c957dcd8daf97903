package io.regulars.releases;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.regulars.rules.Concern;
import io.regulars.rules.Diagnostic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A segment that was to be saved was not, since the release with it could not run. */
final class NotSaved extends RuntimeException {
    /** Where a request says what a warning about a segment's description misses, beside those that are called so. */
    private static final Map<String, String> DESCRIBED =
            Map.of("unknown-campaign", "/campaign", "review-overdue", "/review");

    private final List<Placed> problems;

    /**
     * One thing wrong.
     *
     * @param pointer JSON pointer into the request; null: it is about something else in the release
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Placed(
            @JsonUnwrapped Diagnostic diagnostic, @Nullable String pointer) {}

    /** Because of these problems. */
    NotSaved(SegmentFiles.Wanted wanted, List<Diagnostic> problems) {
        super("With this segment the release cannot run; nothing was saved. 'diagnostics' names each problem.");
        this.problems = problems.stream()
                .map(problem -> new Placed(problem, pointer(wanted, problem)))
                .toList();
    }

    List<Placed> problems() {
        return problems;
    }

    private static @Nullable String pointer(SegmentFiles.Wanted wanted, Diagnostic problem) {
        String code = problem.code();
        if (code.equals("duplicate-rule")) {
            return "/rule"; // the other, wherever it is told, answers already
        }
        if (problem.file().equals(SegmentFiles.path(wanted.segment()))) {
            return "/definition" + wanted.definition().pointer(wanted.file(), problem);
        }
        boolean described = new Concern.OfSegment(wanted.segment()).equals(problem.concern());
        return described && code.startsWith("missing-")
                ? "/" + code.substring("missing-".length())
                : described ? DESCRIBED.get(code) : null;
    }
}
