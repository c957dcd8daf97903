package io.regulars.bench.compilers;

import java.util.List;

/** A way from a rule text to live rules. One is loaded by a class loader of its own, with its jars only. */
public interface Contender {
    /** The rules in the contender's own words. */
    String text(int rules);

    /** Compiles a text and keeps the live rules for what follows. */
    void build(String text);

    /** Judges so many clients, so many to a session, and forgets what came out. */
    int evaluate(int clients, int batch);

    /** What came out, as {@code <client> <segment>}, sorted. */
    List<String> result(int clients, int batch);
}
