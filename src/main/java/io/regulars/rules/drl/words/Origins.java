package io.regulars.rules.drl.words;

import io.regulars.rules.tree.Position;
import java.util.Optional;

/** Where the parts of a text come from, if it was written out of something else. */
@FunctionalInterface
public interface Origins {
    /** Of a text that somebody wrote. */
    Origins NONE = (start, end) -> Optional.empty();

    /** The place of what stands between two offsets; empty if it is that in the text. */
    Optional<Position> at(int start, int end);
}
