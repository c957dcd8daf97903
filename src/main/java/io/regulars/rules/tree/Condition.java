package io.regulars.rules.tree;

import io.regulars.facts.Cutoffs;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is true, false or unknown of the facts matched so far. */
public sealed interface Condition {
    /** Where it stands. */
    Position position();

    /** {@code a && b}; also the conditions of a pattern, separated by commas. */
    record All(List<Condition> conditions, Position position) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** {@code a || b}. */
    record Any(List<Condition> conditions, Position position) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** {@code !a}. */
    record Not(Condition condition, Position position) implements Condition {}

    /** {@code visits >= 3}; both sides are of one type. */
    record Comparison(Expression left, Operator operator, Expression right, Position position) implements Condition {}

    /** {@code city != null}, and with {@code known} false {@code city == null}: the only ones that see absence. */
    record Known(Expression expression, boolean known, Position position) implements Condition {}

    /** {@code country in ("LV", "LT")}; a negated one is of the same unknown. */
    record OneOf(Expression expression, List<Expression> options, boolean negated, Position position)
            implements Condition {
        public OneOf {
            options = List.copyOf(options);
        }
    }

    /** {@code tags contains "student"}. */
    record Contains(Expression texts, Expression element, boolean negated, Position position) implements Condition {}

    /** {@code city str[startsWith] "R"}, {@code city contains "ig"}. */
    record TextTest(Expression text, TextOperator operator, Expression operand, boolean negated, Position position)
            implements Condition {}

    /** {@code booked("massage")}: a flag that stands by itself. */
    record Holds(Expression flag, Position position) implements Condition {}

    /** {@code spendPercentile > 80}: above a cut of the population, or not above. */
    record Ranked(Expression.Read rank, Cutoffs.Cut cut, boolean above, Position position) implements Condition {}

    /** {@code exists Booking(…)} and {@code not Booking(…)} over the client's own bookings or surveys. */
    record Quantified(Pattern pattern, boolean exists, Position position) implements Condition {}

    /**
     * {@code forall( $b : Booking( status == COMPLETED ) Booking( this == $b, price > 10 ) )} over the client's own bookings
     * or surveys: of each that matches the pattern all other conditions hold, surely.
     */
    record ForAll(Pattern pattern, List<Condition> conditions, Position position) implements Condition {
        public ForAll {
            conditions = List.copyOf(conditions);
        }
    }

    /** {@code city matches "R.*"}: the whole text is of the regular expression, which is RE2's: linear in time. */
    record Matches(Expression text, String regularExpression, boolean negated, Position position)
            implements Condition {}

    /** {@code this == $b}, and negated {@code this != $b}: whether two patterns matched one fact. */
    record SameFact(int left, int right, boolean negated, Position position) implements Condition {}

    /**
     * {@code date-effective} and {@code date-expires} of a rule: from the start of a local day of the business, and before the
     * start of another.
     */
    record Effective(@Nullable LocalDate from, @Nullable LocalDate until, Position position) implements Condition {}

    /** How two values compare. */
    enum Operator {
        EQUAL("==", "be"),
        NOT_EQUAL("!=", "not be"),
        LESS("<", "be less than"),
        AT_MOST("<=", "be at most"),
        GREATER(">", "be more than"),
        AT_LEAST(">=", "be at least");

        private final String symbol;
        private final String words;

        Operator(String symbol, String words) {
            this.symbol = symbol;
            this.words = words;
        }

        /** As a sentence asks it: {@code be at least}. */
        public String words() {
            return words;
        }

        /** The operator that holds where this does not. */
        public Operator negated() {
            return switch (this) {
                case EQUAL -> NOT_EQUAL;
                case NOT_EQUAL -> EQUAL;
                case LESS -> AT_LEAST;
                case AT_MOST -> GREATER;
                case GREATER -> AT_MOST;
                case AT_LEAST -> LESS;
            };
        }

        /** As written. */
        public String symbol() {
            return symbol;
        }

        /** The operator that says the same with the sides exchanged. */
        public Operator flipped() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case AT_MOST -> AT_LEAST;
                case GREATER -> LESS;
                case AT_LEAST -> AT_MOST;
            };
        }

        /** Whether it holds for a comparison's result as {@link Comparable#compareTo} gives it. */
        public boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case NOT_EQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case AT_MOST -> comparison <= 0;
                case GREATER -> comparison > 0;
                case AT_LEAST -> comparison >= 0;
            };
        }
    }

    /** What is asked of a part of a text, letter by letter. */
    enum TextOperator {
        STARTS_WITH("str[startsWith]"),
        ENDS_WITH("str[endsWith]"),
        CONTAINS("contains");

        private final String symbol;

        TextOperator(String symbol) {
            this.symbol = symbol;
        }

        /** As written. */
        public String symbol() {
            return symbol;
        }

        /** Whether it holds of a text. */
        public boolean holds(String text, String part) {
            return switch (this) {
                case STARTS_WITH -> text.startsWith(part);
                case ENDS_WITH -> text.endsWith(part);
                case CONTAINS -> text.contains(part);
            };
        }
    }
}
