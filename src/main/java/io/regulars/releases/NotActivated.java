package io.regulars.releases;

import io.regulars.rules.Diagnostic;
import java.util.List;

/** A release that was to be activated was not; what answered before goes on. */
final class NotActivated extends RuntimeException {
    private final List<Diagnostic> problems;

    /** Because of these problems. */
    NotActivated(String release, List<Diagnostic> problems) {
        super(release + " cannot be activated; what answered before goes on. 'diagnostics' names each problem.");
        this.problems = List.copyOf(problems);
    }

    /** Because of something outside its files. */
    NotActivated(String release, String reason) {
        super(release + " was not activated; what answered before goes on. " + reason);
        this.problems = List.of();
    }

    List<Diagnostic> problems() {
        return problems;
    }
}
