package io.regulars.rules.engine;

/** Hears which rules fire; of an activation-group what wins. */
public interface FiringListener {
    /** A rule fired. */
    void fired(Fired fired);
}
