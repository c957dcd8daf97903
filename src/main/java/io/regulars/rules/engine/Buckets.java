package io.regulars.rules.engine;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The numbers of a property, cut at the bounds of all closed intervals that the rules of a release ask of it.
 * <pre>
 *   visits == 1; visits >= 2 &amp;&amp; visits < 5   → …1 | 1 | 1…2 | 2…5 | 5…
 * </pre>
 * An interval that is one of the buckets is found by equality.
 */
final class Buckets {
    private final double[] bounds;
    private final Integer[] numbers;

    Buckets(Set<Interval> intervals) {
        bounds = intervals.stream()
                .flatMapToDouble(interval -> java.util.stream.DoubleStream.of(interval.from(), interval.before()))
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
        numbers = new Integer[bounds.length + 1];
        Arrays.setAll(numbers, number -> number);
    }

    /** How many there are. */
    int count() {
        return numbers.length;
    }

    /** The bucket of a number that is known; the same object for the same bucket. */
    Integer of(double value) {
        return numbers[index(value)];
    }

    /** The one bucket that an interval is, if it is one. */
    OptionalInt only(Interval interval) {
        int first = interval.from() == Interval.ALL.from() ? 0 : bound(interval.from()) + 1;
        int last = interval.before() == Interval.ALL.before() ? bounds.length : bound(interval.before());
        return first >= 0 && first == last && !interval.isEmpty() ? OptionalInt.of(first) : OptionalInt.empty();
    }

    int index(double value) {
        int found = Arrays.binarySearch(bounds, value + 0.0);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Far below 0 where there is no such bound. */
    private int bound(double value) {
        int found = Arrays.binarySearch(bounds, value + 0.0);
        return found >= 0 ? found : Integer.MIN_VALUE;
    }
}
