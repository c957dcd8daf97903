package io.regulars.evaluation;

import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one reference to the release that runs here; swapped whole. */
@ApplicationScoped
public class ActiveRelease {
    private final AtomicReference<@Nullable RunningRelease> running = new AtomicReference<>();

    /** Lets evaluations that begin from now on run on this release. */
    public void swap(RunningRelease release) {
        running.set(release);
    }

    /** The release that runs, if one was ever activated. */
    public Optional<RunningRelease> current() {
        return Optional.ofNullable(running.get());
    }

    /**
     * The release that runs.
     *
     * @throws Refusal UNAVAILABLE before the first release is active: evaluating without rules would end memberships
     */
    public RunningRelease running() {
        return current()
                .orElseThrow(
                        () -> new Refusal(ErrorCode.UNAVAILABLE, "No rule release is active yet; try again soon."));
    }
}
