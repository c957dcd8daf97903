package io.regulars.releases.store;

import io.regulars.rules.model.RuleFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release as callers see it.
 *
 * @param scope {@code own} or {@code shared}
 * @param state DRAFT, CHECKED (a draft that may be activated), ACTIVE or RETIRED
 * @param parent the release it was copied from
 * @param activatedAt the last time it was activated
 * @param files their paths; null in a list
 */
record ShownRelease(
        String id,
        String scope,
        Release.State state,
        String hash,
        String author,
        String message,
        @Nullable String parent,
        Instant createdAt,
        String editedBy,
        Instant editedAt,
        @Nullable Instant activatedAt,
        @Nullable List<String> files) {

    static ShownRelease of(Release release) {
        return of(release, null);
    }

    static ShownRelease with(Release release, List<RuleFile> files) {
        return of(release, files.stream().map(RuleFile::path).toList());
    }

    private static ShownRelease of(Release release, @Nullable List<String> files) {
        Integer parent = release.parent();
        return new ShownRelease(
                release.label(),
                release.scope().label(),
                release.state(),
                release.hash(),
                release.author(),
                release.message(),
                parent == null ? null : Release.label(parent),
                release.createdAt(),
                release.editedBy(),
                release.editedAt(),
                release.activatedAt(),
                files);
    }
}
