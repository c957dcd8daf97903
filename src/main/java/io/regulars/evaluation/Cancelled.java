package io.regulars.evaluation;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Ends long work that nobody wants any more. */
final class Cancelled {
    private Cancelled() {}

    /** Goes on unless it is cancelled. */
    static void check(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    /** Goes on unless its thread is to stop, since the service stops or its time is up. */
    static void checkThread() {
        check(Thread.currentThread()::isInterrupted);
    }
}
