package io.regulars.releases.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits in this process for something to happen to an activation, on whatever replica it happened. */
@ApplicationScoped
public class ActivationSignal {
    /** The channel of PostgreSQL that replicas tell each other by. */
    public static final String CHANNEL = "regulars_releases";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private long count;

    /** How much was told so far. */
    public long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Something happened. */
    public void tell() {
        lock.lock();
        try {
            count++;
            told.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until more was told than that, or a time has passed. */
    public void await(long seen, long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (count == seen && left > 0) {
                left = told.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for other replicas", e);
        } finally {
            lock.unlock();
        }
    }
}
