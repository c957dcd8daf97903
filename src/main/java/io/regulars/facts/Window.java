package io.regulars.facts;

import java.time.LocalDate;

/** A run of local days, both ends included; days as {@link LocalDate#toEpochDay()}. */
record Window(long first, long last) {
    static final Window EVER = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The last so many calendar days, today included. */
    static Window endingOn(int today, int days) {
        return new Window((long) today - days + 1, today);
    }

    static Window between(LocalDate from, LocalDate to) {
        return new Window(from.toEpochDay(), to.toEpochDay());
    }

    boolean has(int day) {
        return first <= day && day <= last;
    }

    int count(int[] days) {
        int count = 0;
        for (int day : days) {
            if (has(day)) {
                count++;
            }
        }
        return count;
    }
}
