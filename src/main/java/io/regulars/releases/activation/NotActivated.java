package io.regulars.releases.activation;

import io.regulars.rules.model.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A release that was to be activated was not; what answered before goes on. */
final class NotActivated extends RuntimeException {
    private final List<Diagnostic> problems;
    private final @Nullable TakesBack takesBack;

    /** Because of these problems. */
    NotActivated(String release, List<Diagnostic> problems) {
        super(release + " cannot be activated; what answered before goes on. 'diagnostics' names each problem.");
        this.problems = List.copyOf(problems);
        this.takesBack = null;
    }

    /**
     * Because of something outside its files.
     *
     * @param takesBack what it would take back; null: that is not why
     */
    NotActivated(String release, String reason, @Nullable TakesBack takesBack) {
        super(release + " was not activated; what answered before goes on. " + reason);
        this.problems = List.of();
        this.takesBack = takesBack;
    }

    /** What it would take back; null: that is not why. */
    @Nullable
    TakesBack takesBack() {
        return takesBack;
    }

    List<Diagnostic> problems() {
        return problems;
    }
}
