package io.regulars.rules.merge;

import io.regulars.rules.model.MergedRules.Conflict;
import io.regulars.rules.model.MergedRules.Part;
import org.jspecify.annotations.Nullable;

/** Puts into words what two have changed, each otherwise. */
final class Conflicts {
    private static final int MOST_CHARACTERS = 4_000;

    private Conflicts() {}

    static Conflict of(
            String path,
            int line,
            Part part,
            String of,
            @Nullable String base,
            @Nullable String active,
            @Nullable String draft) {
        return of(path, line, part, of, base, active, draft, sentence(part, of, base, active, draft));
    }

    static Conflict of(
            String path,
            int line,
            Part part,
            String of,
            @Nullable String base,
            @Nullable String active,
            @Nullable String draft,
            String sentence) {
        return new Conflict(path, line, part, of, shortened(base), shortened(active), shortened(draft), sentence);
    }

    private static String named(Part part, String of) {
        return switch (part) {
            case RULE -> "the rule '" + of + "'";
            case SEGMENT -> "what is said about the segment '" + of + "'";
            case SCENARIO -> "the scenario '" + of + "'";
            case ROWS -> "these rows";
            case CAMPAIGN -> "the campaign '" + of + "'";
            case FILE -> "the file " + of;
        };
    }

    /** Says of a part, each of whose states is null where there is none, what both have done to it. */
    static String sentence(
            Part part, String of, @Nullable Object base, @Nullable Object active, @Nullable Object draft) {
        String what = named(part, of);
        if (active == null) {
            return "The active release has " + what + " no more, and the draft has changed it.";
        }
        if (draft == null) {
            return "The draft has " + what + " no more, and the active release has changed it.";
        }
        return base == null
                ? "Both the active release and the draft have " + what + " newly, each otherwise."
                : "Both the active release and the draft have changed " + what + ", each otherwise.";
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
