package io.regulars.rules.tree;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value in a rule: read from a matched fact, written in the text, or computed of others. */
public sealed interface Expression {
    /** Where it stands. */
    Position position();

    /** What kind of value it has. */
    ValueType type();

    /** A number as written; prices and shares are exact as decimals. */
    record NumberLiteral(double value, Position position) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }
    }

    /** A text as written, or the name of an enumerated value. */
    record TextLiteral(String value, Position position) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }
    }

    /** A date: a text typed by the property it is compared with. */
    record DayLiteral(LocalDate value, Position position) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.DAY;
        }
    }

    /** {@code true} or {@code false}. */
    record FlagLiteral(boolean value, Position position) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /**
     * A property of a matched fact: {@code visits}, {@code $c.city}, {@code spendInLast(30)}.
     *
     * @param pattern index of the rule's pattern whose fact is read; 0 is the client
     * @param arguments in the order of the property's parameters, already of their types
     */
    record Read(int pattern, FactType<?> factType, Property<?> property, List<Expression> arguments, Position position)
            implements Expression {
        public Read {
            arguments = List.copyOf(arguments);
        }

        @Override
        public ValueType type() {
            return ValueType.of(property);
        }
    }

    /** {@code noShows + lateCancellations}, in decimals; unknown if a part is, or a divisor is 0. */
    record Arithmetic(Expression left, ArithmeticOperator operator, Expression right, Position position)
            implements Expression {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }
    }

    /** {@code "service:" + $code}; unknown if a part is. */
    record Concatenation(Expression left, Expression right, Position position) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }
    }

    /**
     * {@code accumulate( Booking( $p : price ); sum($p) )} over the client's own bookings or surveys that match. Of nothing
     * the count and the sum are 0, the set is empty, and the others are unknown; what is unknown of a match is passed over.
     *
     * @param of what is taken of each match; of a count, what must be known to count
     */
    record Aggregate(
            Function function, Pattern pattern, @Nullable Expression of, Position position) implements Expression {
        @Override
        public ValueType type() {
            return switch (function) {
                case COUNT, SUM, AVERAGE -> ValueType.NUMBER;
                case MIN, MAX -> of == null ? ValueType.NUMBER : of.type();
                case COLLECT_SET -> ValueType.TEXTS;
            };
        }
    }

    /** What {@code accumulate} makes of many values. */
    enum Function {
        COUNT("count"),
        SUM("sum"),
        AVERAGE("average"),
        MIN("min"),
        MAX("max"),
        COLLECT_SET("collectSet");

        private final String symbol;

        Function(String symbol) {
            this.symbol = symbol;
        }

        /** As written. */
        public String symbol() {
            return symbol;
        }
    }

    /** Arithmetic's operators. */
    enum ArithmeticOperator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDED_BY("/"),
        MODULO("%");

        private final String symbol;

        ArithmeticOperator(String symbol) {
            this.symbol = symbol;
        }

        /** As written. */
        public String symbol() {
            return symbol;
        }
    }
}
