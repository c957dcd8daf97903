package io.regulars.evaluation;

import io.regulars.facts.BookingState;
import io.regulars.facts.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Of each booking the state from which it is known to have been made at its {@code bookedAt}: its first, or the first after
 * a removal. As it is now, and as it was when the client was last evaluated.
 */
final class FirstKnown {
    private final Map<String, Version<BookingState>> now = new HashMap<>();
    private final Map<String, Version<BookingState>> whenEvaluated = new HashMap<>();
    private boolean anyNews;

    /** Takes the next version in the order of the history. */
    void version(Version<BookingState> version, boolean news) {
        take(now, version);
        if (news) {
            anyNews = true;
        } else {
            take(whenEvaluated, version);
        }
    }

    /** Where another state than before is the first one, the past differs from when either booking was made. */
    void changes(Consumer<Instant> changedFrom) {
        if (!anyNews) {
            return;
        }
        var ids = new HashSet<>(now.keySet());
        ids.addAll(whenEvaluated.keySet());
        for (String id : ids) {
            Version<BookingState> first = now.get(id);
            Version<BookingState> before = whenEvaluated.get(id);
            if (first != before) {
                madeAt(first, changedFrom);
                madeAt(before, changedFrom);
            }
        }
    }

    private static void take(Map<String, Version<BookingState>> first, Version<BookingState> version) {
        if (version.state() == null) {
            first.remove(version.id());
        } else {
            first.putIfAbsent(version.id(), version);
        }
    }

    private static void madeAt(@Nullable Version<BookingState> version, Consumer<Instant> found) {
        BookingState state = version == null ? null : version.state();
        if (version != null && state != null) {
            Instant bookedAt = state.bookedAt();
            found.accept(bookedAt != null && bookedAt.isBefore(version.occurredAt()) ? bookedAt : version.occurredAt());
        }
    }
}
