package io.regulars.broadcasts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.ledger.LedgerRows;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that somebody started for all who are in a segment, and how far it is.
 *
 * @param release the one that its preview was made by
 * @param perDay how many starts a day; null: as many as the campaign's limit allows
 * @param clients how many were in the segment when it was confirmed
 * @param started for how many of them the campaign has started
 * @param heldOut how many get nothing, so that the effect can be told
 * @param skipped for how many it may not start
 * @param cancelled how many actions were queued, and are not carried out since it was stopped
 * @param startedBy the name of the key
 * @param stoppedBy the name of the key; null: nobody has
 * @param finishedAt null while it is at work
 */
@Schema(name = "Broadcast")
record Broadcast(
        UUID job,
        @JsonIgnore BusinessId business,
        String campaign,
        String segment,
        String release,
        @Nullable Integer perDay,
        State state,
        int clients,
        int started,
        int heldOut,
        int skipped,
        int cancelled,
        String startedBy,
        Instant startedAt,
        @Nullable String stoppedBy,
        @Nullable Instant finishedAt) {
    /** How far it is: all are started, or what waits of it is cancelled. */
    @Schema(name = "BroadcastState")
    enum State {
        RUNNING,
        DONE,
        STOPPING,
        STOPPED
    }

    /** What the ledger says its starts come from. */
    String origin() {
        return LedgerRows.broadcast(job, segment);
    }
}
