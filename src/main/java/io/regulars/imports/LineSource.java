package io.regulars.imports;

import java.io.IOException;
import java.util.Optional;

/** Lines one after the other, however many. */
@FunctionalInterface
interface LineSource {
    /**
     * The next line that is not blank; empty at the end.
     *
     * @throws IOException if the sender broke off
     */
    Optional<RawLine> next() throws IOException;
}
