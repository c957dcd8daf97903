package io.regulars.rules.engine;

import io.regulars.rules.model.EndlessRules;
import java.util.List;
import java.util.function.Consumer;

/** Runs many clients, a hundred to a session. A session that fires too often is run again by halves, so one client's loop harms no other. */
final class Batches {
    private static final int BATCH = 100;

    private Batches() {}

    /**
     * Calls for each batch, in order; a call that throws must have left nothing behind.
     *
     * @throws EndlessRules if the rules of one client alone fire too often
     */
    static <T> void each(List<T> all, Consumer<List<T>> run) {
        for (int from = 0; from < all.size(); from += BATCH) {
            halved(all.subList(from, Math.min(all.size(), from + BATCH)), run);
        }
    }

    private static <T> void halved(List<T> batch, Consumer<List<T>> run) {
        try {
            run.accept(batch);
        } catch (EndlessRules e) {
            if (batch.size() == 1) {
                throw e;
            }
            int middle = batch.size() / 2;
            halved(batch.subList(0, middle), run);
            halved(batch.subList(middle, batch.size()), run);
        }
    }
}
