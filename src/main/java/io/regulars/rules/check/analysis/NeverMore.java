package io.regulars.rules.check.analysis;

import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Unit;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Expression.ArithmeticOperator;
import io.regulars.rules.tree.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of two values of one client is never more than the other, whatever the client did.
 * <pre>
 *   visitsInLast(30)      is never more than visitsInLast(90), and that never more than visits
 *   daysSinceLastVisit    is never more than daysSinceFirstVisit
 * </pre>
 */
public final class NeverMore {
    /** Of these a longer span may have less: money is paid back, and what was booked since is no longer viewed in vain. */
    private static final Set<String> FALLING = Set.of("categoriesViewedNotBookedInLast");

    /** What counts days, of which a span has no more than it is long. */
    private static final Set<String> DAYS = Set.of(
            "visitsInLast", "noShowsInLast", "returnDaysInLast", "visitsToServiceInLast", "visitsToCategoryInLast");

    /** What has everything that another has, asked about the same. */
    private static final Map<String, List<String>> WIDER = Map.ofEntries(
            Map.entry("visitsInLast", List.of("visits", "completedBookings")),
            Map.entry("visitsBetween", List.of("visits", "completedBookings")),
            Map.entry("visitsToServiceInLast", List.of("visitsTo", "visits", "visitsInLast")),
            Map.entry("visitsToCategoryInLast", List.of("visitsToCategory", "visits", "visitsInLast")),
            Map.entry("visitsTo", List.of("visits", "completedBookings")),
            Map.entry("visitsToCategory", List.of("visits", "completedBookings")),
            Map.entry("visits", List.of("completedBookings")),
            Map.entry("bookingsInLast", List.of("bookings")),
            Map.entry("noShowsInLast", List.of("noShows")),
            Map.entry("lateCancellations", List.of("cancellations")),
            Map.entry("daysSinceLastVisit", List.of("daysSinceFirstVisit")),
            Map.entry("firstVisitOn", List.of("lastVisitOn")));

    private NeverMore() {}

    /** Whether the one is never more than the other. */
    public static boolean is(Expression small, Expression large) {
        if (large instanceof Expression.Arithmetic sum && isCount(sum.left())) {
            boolean more = sum.operator() == ArithmeticOperator.PLUS && isNotNegative(sum.right())
                    || sum.operator() == ArithmeticOperator.TIMES
                            && sum.right() instanceof Expression.NumberLiteral number
                            && number.value() >= 1;
            return more && is(small, sum.left());
        }
        if (small instanceof Expression.Arithmetic sum && isCount(sum.left())) {
            boolean less = sum.operator() == ArithmeticOperator.MINUS && isNotNegative(sum.right());
            return less && is(sum.left(), large);
        }
        return small instanceof Expression.Read one
                && large instanceof Expression.Read other
                && one.factType() == Vocabulary.CLIENT
                && other.factType() == Vocabulary.CLIENT
                && (isLonger(one, other) || isWider(one, other));
    }

    /** Whether a comparison holds of everybody of whom both sides are known, or of nobody; empty: it depends. */
    public static Optional<Boolean> truth(Condition.Comparison comparison) {
        Operator operator = is(comparison.left(), comparison.right())
                ? comparison.operator()
                : is(comparison.right(), comparison.left())
                        ? comparison.operator().flipped()
                        : Operator.EQUAL;
        return switch (operator) {
            case AT_MOST -> Optional.of(true);
            case GREATER -> Optional.of(false);
            case EQUAL, NOT_EQUAL, LESS, AT_LEAST -> Optional.empty();
        };
    }

    /** Why, in a sentence; empty if neither side is never more than the other. */
    public static String reason(Expression left, Expression right) {
        if (is(left, right)) {
            return sentence(left, right);
        }
        return is(right, left) ? sentence(right, left) : "";
    }

    /** Whether a longer span may have less of it than a shorter one, but only by what is paid back. */
    public static boolean exceptPaidBack(Expression small, Expression large) {
        return small instanceof Expression.Read one
                && large instanceof Expression.Read other
                && isMoney(one)
                && one.factType() == Vocabulary.CLIENT
                && (one.property().name().equals(other.property().name()) && hasLongerSpan(one, other)
                        || one.property().name().equals("spendInLast")
                                && other.property().name().equals("spend"));
    }

    /** The most that a count of days in a span can be; infinity for what is no such count. */
    public static double most(Expression.Read read) {
        boolean counts =
                DAYS.contains(read.property().name()) && !read.arguments().isEmpty();
        return counts && read.arguments().getLast() instanceof Expression.NumberLiteral days && days.value() > 0
                ? days.value()
                : Double.POSITIVE_INFINITY;
    }

    private static String sentence(Expression small, Expression large) {
        return Quantity.of(small).label() + " is never " + (small.type() == ValueType.DAY ? "after " : "more than ")
                + Quantity.of(large).label() + ".";
    }

    private static boolean isLonger(Expression.Read one, Expression.Read other) {
        String name = one.property().name();
        if (!name.equals(other.property().name()) || FALLING.contains(name) || !isCount(one)) {
            return false;
        }
        return name.endsWith("InLast")
                ? hasLongerSpan(one, other)
                : name.equals("visitsBetween")
                        && one.arguments().getFirst() instanceof Expression.DayLiteral from
                        && one.arguments().getLast() instanceof Expression.DayLiteral to
                        && other.arguments().getFirst() instanceof Expression.DayLiteral earlier
                        && other.arguments().getLast() instanceof Expression.DayLiteral later
                        && !from.value().isBefore(earlier.value())
                        && !to.value().isAfter(later.value());
    }

    private static boolean hasLongerSpan(Expression.Read one, Expression.Read other) {
        int last = one.arguments().size() - 1;
        return last >= 0
                && one.arguments().getLast() instanceof Expression.NumberLiteral shorter
                && other.arguments().getLast() instanceof Expression.NumberLiteral longer
                && shorter.value() < longer.value()
                && isSame(one.arguments().subList(0, last), other.arguments().subList(0, last));
    }

    private static boolean isWider(Expression.Read one, Expression.Read other) {
        String name = other.property().name();
        if (!WIDER.getOrDefault(one.property().name(), List.of()).contains(name)) {
            return false;
        }
        if (name.equals("visitsInLast")) {
            return one.arguments().getLast() instanceof Expression.NumberLiteral days
                    && other.arguments().getLast() instanceof Expression.NumberLiteral longer
                    && days.value() <= longer.value();
        }
        return isSame(one.arguments().subList(0, other.arguments().size()), other.arguments());
    }

    private static boolean isSame(List<Expression> some, List<Expression> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!Quantity.key(some.get(i)).equals(Quantity.key(others.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMoney(Expression.Read read) {
        return read.property() instanceof Property.Numeric<?> numeric && numeric.unit() == Unit.MONEY;
    }

    private static boolean isCount(Expression expression) {
        return expression instanceof Expression.Read read
                && read.property() instanceof Property.Numeric<?> numeric
                && (numeric.unit() == Unit.COUNT || numeric.unit() == Unit.SECONDS);
    }

    private static boolean isNotNegative(Expression expression) {
        return isCount(expression) || expression instanceof Expression.NumberLiteral number && number.value() >= 0;
    }
}
