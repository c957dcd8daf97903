package io.regulars.releases.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.Diagnostic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the check found of a release with a segment to be saved, and where the request says that.
 *
 * @param pointer JSON pointer into the request; null: it is about something else in the release
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlacedDiagnostic(
        @JsonUnwrapped Diagnostic diagnostic, @Nullable String pointer) {
    /** Where a request says what a warning about a segment's description misses, beside those that are called so. */
    private static final Map<String, String> DESCRIBED =
            Map.of("unknown-campaign", "/campaign", "review-overdue", "/review");

    /** Of a request that says nothing they could be about. */
    static List<PlacedDiagnostic> nowhere(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(diagnostic -> new PlacedDiagnostic(diagnostic, null))
                .toList();
    }

    /** Each at its place in a request for that segment. */
    static List<PlacedDiagnostic> of(SegmentFiles.Wanted wanted, SegmentFiles.Put put, List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(diagnostic -> new PlacedDiagnostic(diagnostic, place(wanted, put, diagnostic)))
                .toList();
    }

    private static @Nullable String place(SegmentFiles.Wanted wanted, SegmentFiles.Put put, Diagnostic problem) {
        String code = problem.code();
        if (code.equals("duplicate-rule")) {
            return "/rule"; // the other, wherever it is told, answers already
        }
        if (put.holds(problem)) {
            return "/definition" + wanted.definition().pointer(put.alone(), put.inTheRuleAlone(problem));
        }
        boolean described = new Concern.OfSegment(wanted.segment()).equals(problem.concern());
        return described && code.startsWith("missing-")
                ? "/" + code.substring("missing-".length())
                : described ? DESCRIBED.get(code) : null;
    }
}
