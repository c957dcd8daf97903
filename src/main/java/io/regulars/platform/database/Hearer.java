package io.regulars.platform.database;

/** Who is told when something is told on a channel of PostgreSQL; called on one thread that all share, so it is quick. */
public interface Hearer {
    /** The channel, a name of SQL. */
    String channel();

    /** Something was told on the channel. */
    void told();

    /** From now on all is heard; what was told before was not. */
    default void hears() {}

    /** From now on nothing is heard. */
    default void isDeaf() {}
}
