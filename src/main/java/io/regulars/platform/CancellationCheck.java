package io.regulars.platform;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Ends long work that nobody wants any more. */
public final class CancellationCheck {
    private CancellationCheck() {}

    /** Goes on unless it is cancelled. */
    public static void check(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    /** Goes on unless its thread is to stop, since the service stops or its time is up. */
    public static void checkThread() {
        check(Thread.currentThread()::isInterrupted);
    }
}
