package io.regulars.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An import as its progress is shown.
 *
 * @param lines read so far, blank ones left out
 * @param accepted lines kept; also those that changed nothing
 * @param rejected lines left out, each with its reason under {@code errors}
 * @param evaluated clients that were touched and evaluated since
 * @param rate lines a second while they were read; null before there is any
 * @param finishedAt when the last client was evaluated
 * @param failure why reading ended before the end; the lines until then were kept
 * @param errors where the reasons are
 */
record ImportJob(
        UUID id,
        State state,
        boolean startCampaigns,
        long lines,
        long accepted,
        long rejected,
        long evaluated,
        @Nullable Long rate,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure,
        String errors) {
    /** How far it is. DONE: every line was read and every client touched was evaluated. */
    @Schema(name = "ImportState")
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    static @Nullable Long rate(long lines, Instant startedAt, Instant until) {
        long millis = Duration.between(startedAt, until).toMillis();
        return millis <= 0 ? null : lines * 1_000 / millis;
    }
}
