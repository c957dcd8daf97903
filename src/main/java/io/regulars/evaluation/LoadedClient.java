package io.regulars.evaluation;

import io.regulars.facts.History;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client as it lies in the database.
 *
 * @param spendMinor as stored by the last evaluation
 * @param evaluateAgainAt when it was to be evaluated again; null: never
 */
record LoadedClient(
        long id,
        History history,
        Held held,
        long spendMinor,
        @Nullable Instant evaluateAgainAt) {}
