package io.regulars.rules.model;

import io.regulars.facts.Client;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When phase one may come to something else of a client to whom nothing happens, asked from early to late. */
@FunctionalInterface
public interface LookingAhead {
    /** The first such moment after the one that the client's facts are about; null: none is known. */
    @Nullable
    Instant next(Client client);
}
