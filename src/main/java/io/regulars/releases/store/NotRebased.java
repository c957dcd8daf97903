package io.regulars.releases.store;

import io.regulars.rules.model.MergedRules.Conflict;
import java.util.List;

/** A draft that was to be brought together with the release that answers was not, and nothing of it was changed. */
final class NotRebased extends RuntimeException {
    private final List<Conflict> conflicts;

    /** Because of these. */
    NotRebased(String draft, String onto, List<Conflict> conflicts) {
        super(
                ("%s and %s have both changed the same, each otherwise; nothing was changed. 'conflicts' names each place. Make the draft's"
                                + " part like that of %2$s or the other way round, or send {\"conflicts\": \"draft\"} to keep the draft's parts,"
                                + " {\"conflicts\": \"active\"} to take those of %2$s.")
                        .formatted(draft, onto));
        this.conflicts = List.copyOf(conflicts);
    }

    List<Conflict> conflicts() {
        return conflicts;
    }
}
