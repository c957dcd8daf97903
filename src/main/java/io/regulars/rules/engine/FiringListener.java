package io.regulars.rules.engine;

/** Where a session reports what fired: the one global of every model. */
public interface FiringListener {
    /**
     * A rule fired.
     *
     * @param facts what matched, by pattern index; the client first
     */
    void fired(CompiledRule rule, Object[] facts);
}
