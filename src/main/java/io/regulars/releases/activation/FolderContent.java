package io.regulars.releases.activation;

import org.jspecify.annotations.Nullable;

/** What the rules folder of this replica holds, for whoever lets releases answer. */
public interface FolderContent {
    /** The hash of its rule files as a release's content has it; null: they could not be read. */
    @Nullable
    String hash();
}
