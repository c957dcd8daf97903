package io.regulars.releases.store;

import io.regulars.running.ReleaseRef;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The row of one release: a set of files with a content hash and a story.
 *
 * @param author who made it
 * @param editedBy who made the newest edit; the author until there is one
 * @param parent the release it was copied from
 * @param parentHash the content of the parent that it was copied from; null: that is not known
 * @param activatedAt the last time it was activated; null: never
 */
public record Release(
        int id,
        ReleaseScope scope,
        State state,
        String hash,
        String author,
        String message,
        @Nullable Integer parent,
        @Nullable String parentHash,
        Instant createdAt,
        String editedBy,
        Instant editedAt,
        @Nullable Instant activatedAt) {

    /** What was active once never changes. */
    @Schema(name = "ReleaseState")
    public enum State {
        DRAFT,
        CHECKED,
        ACTIVE,
        RETIRED;

        boolean editable() {
            return this == DRAFT || this == CHECKED;
        }
    }

    /** As callers see it. */
    public String label() {
        return label(id);
    }

    /** What a release of a number is called: {@code r-7}. */
    public static String label(int id) {
        return "r-" + id;
    }

    /** Its number and content, for whoever runs it. */
    public ReleaseRef ref() {
        return new ReleaseRef(id, hash);
    }
}
