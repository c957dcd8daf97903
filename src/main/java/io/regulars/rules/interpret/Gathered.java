package io.regulars.rules.interpret;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The client's bookings or surveys that Drools joined for a pattern within {@code accumulate}, alternatives or another
 * {@code exists}.
 */
public final class Gathered implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Object> facts = new ArrayList<>();
    private final boolean matching;

    /** Of those that match the pattern; or of all, where the pattern speaks of what is not matched yet. */
    public Gathered(boolean matching) {
        this.matching = matching;
    }

    /** In the order in which they were joined. */
    public List<Object> facts() {
        return facts;
    }

    /** Whether the pattern's conditions have been asked. */
    boolean areMatching() {
        return matching;
    }
}
