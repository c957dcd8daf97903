package io.regulars.broadcasts;

import org.jspecify.annotations.Nullable;

/**
 * What is to be started for whom.
 *
 * @param perDay how many starts a day; null: as many as the campaign's limit allows
 */
record BroadcastWish(
        String campaign, String segment, @Nullable Integer perDay) {}
