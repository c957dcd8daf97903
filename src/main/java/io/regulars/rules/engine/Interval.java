package io.regulars.rules.engine;

/**
 * The numbers from one to before another: {@code visits > 2 && visits <= 5} is from the next number after 2 to before the next
 * after 5.
 */
public record Interval(double from, double before) {
    static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** The numbers for which a comparison holds. */
    public static Interval of(SimpleComparison comparison) {
        double number = comparison.number();
        return switch (comparison.operator()) {
            case EQUAL -> new Interval(number, Math.nextUp(number));
            case LESS -> new Interval(ALL.from, number);
            case AT_MOST -> new Interval(ALL.from, Math.nextUp(number));
            case GREATER -> new Interval(Math.nextUp(number), ALL.before);
            case AT_LEAST -> new Interval(number, ALL.before);
            case NOT_EQUAL -> throw new IllegalArgumentException("all numbers but one are no interval");
        };
    }

    Interval and(Interval other) {
        return new Interval(Math.max(from, other.from), Math.min(before, other.before));
    }

    boolean isEmpty() {
        return from >= before;
    }

    boolean isClosed() {
        return from > ALL.from && before < ALL.before;
    }
}
