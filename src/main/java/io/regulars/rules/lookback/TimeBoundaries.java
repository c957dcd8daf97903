package io.regulars.rules.lookback;

import io.regulars.facts.Client;
import io.regulars.facts.Member;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.Snapshot;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Timing;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.interpret.LiteralArguments;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When time alone may change what the rules say of a client: asked of each property they read, with its thresholds. */
public final class TimeBoundaries {
    private static final double[] NO_THRESHOLDS = {};
    private static final double[] ONE = {1};
    private static final int FURTHEST_YEARS = 20;

    private final List<Watched> watched;
    /** On which rules become or cease to be effective. */
    private final List<LocalDate> days;

    public TimeBoundaries(List<Rule> rules) {
        this((watches, named) -> rules.forEach(rule -> watch(rule, watches, named)));
    }

    /** Of one condition by itself. */
    public TimeBoundaries(Condition condition) {
        this((watches, named) -> watchAll(condition, watches, named));
    }

    /** Of some conditions, and of names that are made. */
    TimeBoundaries(List<Condition> conditions, List<Expression> names) {
        this((watches, named) -> {
            conditions.forEach(condition -> watchAll(condition, watches, named));
            names.forEach(name -> everyChange(name, watches));
        });
    }

    private TimeBoundaries(BiConsumer<Map<String, Watch>, Set<LocalDate>> reading) {
        Map<String, Watch> watches = new LinkedHashMap<>();
        Set<LocalDate> named = new TreeSet<>();
        reading.accept(watches, named);
        this.days = List.copyOf(named);
        this.watched = watches.values().stream()
                .map(Watch::done)
                .filter(Watched::changes)
                .toList();
    }

    /** Gives every moment ahead at which time alone may change what the rules say of a client. */
    public void of(Client client, List<Member> members, Consumer<Instant> moments) {
        days.forEach(day -> moments.accept(day.atStartOfDay(client.zone()).toInstant()));
        for (Watched property : watched) {
            if (property.type() == Vocabulary.CLIENT) {
                property.moments(client, client, moments);
            } else if (property.type() == Vocabulary.BOOKING) {
                client.eachBooking(fact -> property.moments(client, fact, moments));
            } else if (property.type() == Vocabulary.SURVEY) {
                client.surveyFacts().forEach(fact -> property.moments(client, fact, moments));
            } else if (property.type() == Vocabulary.MEMBER) {
                members.forEach(fact -> property.moments(client, fact, moments));
            }
        }
    }

    private static void watch(Rule rule, Map<String, Watch> watches, Set<LocalDate> days) {
        rule.when()
                .forEach(element ->
                        element.pattern().conditions().forEach(condition -> watchAll(condition, watches, days)));
        rule.then().forEach(action -> everyChange(action.name(), watches));
    }

    private static void watchAll(Condition condition, Map<String, Watch> watches, Set<LocalDate> days) {
        References.conditions(condition, part -> watch(part, watches, days));
    }

    private static void watch(Condition part, Map<String, Watch> watches, Set<LocalDate> days) {
        switch (part) {
            case Condition.Comparison comparison
            when comparison.left() instanceof Expression.Read read
                    && comparison.right() instanceof Expression.NumberLiteral literal ->
                threshold(read, literal, watches);
            case Condition.Comparison comparison
            when comparison.right() instanceof Expression.Read read
                    && comparison.left() instanceof Expression.NumberLiteral literal ->
                threshold(read, literal, watches);
            case Condition.Effective effective ->
                Stream.of(effective.from(), effective.until())
                        .filter(Objects::nonNull)
                        .forEach(days::add);
            default -> References.expressions(part).forEach(expression -> everyChange(expression, watches));
        }
    }

    private static void threshold(Expression.Read read, Expression.NumberLiteral literal, Map<String, Watch> watches) {
        of(read, watches).thresholds.add(literal.value());
        read.arguments().forEach(argument -> everyChange(argument, watches));
    }

    private static void everyChange(Expression expression, Map<String, Watch> watches) {
        References.values(expression, read -> of(read, watches).everyChange = true);
    }

    private static Watch of(Expression.Read read, Map<String, Watch> watches) {
        String key = read.factType().name() + "." + Printing.property(read);
        return watches.computeIfAbsent(key, ignored -> new Watch(read));
    }

    /** What is gathered of one property and its arguments. */
    private static final class Watch {
        private final Expression.Read read;
        private final TreeSet<Double> thresholds = new TreeSet<>();
        private boolean everyChange;

        Watch(Expression.Read read) {
            this.read = read;
        }

        Watched done() {
            double[] numbers =
                    thresholds.stream().mapToDouble(Double::doubleValue).toArray();
            return new Watched(read.factType(), read.property(), LiteralArguments.of(read), numbers, everyChange);
        }
    }

    /**
     * One property as the rules read it.
     *
     * @param arguments null if they are not literals
     * @param everyChange whether any change of its value matters, not only the crossing of a threshold
     */
    private record Watched(
            FactType<?> type,
            Property<?> property,
            Object @Nullable [] arguments,
            double[] thresholds,
            boolean everyChange) {
        /** Whether time alone can change it. */
        boolean changes() {
            return arguments == null || property.timing().changesWithTime();
        }

        @SuppressWarnings("unchecked") // the caller passes facts of the type
        void moments(Client client, Object fact, Consumer<Instant> moments) {
            Timing<Object> timing = (Timing<Object>) property.timing();
            if (arguments == null) {
                midnights(client, moments);
                return;
            }
            timing.moments(fact, arguments, thresholds, moments);
            if (everyChange) {
                timing.moments(fact, arguments, NO_THRESHOLDS, moments);
            }
            if (everyChange && count(timing, fact, arguments, NO_THRESHOLDS) < count(timing, fact, arguments, ONE)) {
                midnights(client, moments);
            }
        }

        /** A property that names more moments for more thresholds may change at any midnight. */
        private static int count(Timing<Object> timing, Object fact, Object[] arguments, double[] thresholds) {
            int[] count = {0};
            timing.moments(fact, arguments, thresholds, moment -> count[0]++);
            return count[0];
        }

        /** Every local midnight from the first thing known of the client until tomorrow's. */
        private static void midnights(Client client, Consumer<Instant> moments) {
            ZoneId zone = client.business().zone();
            LocalDate tomorrow = client.now().atZone(zone).toLocalDate().plusDays(1);
            LocalDate day = LocalDate.ofInstant(earliest(client), zone);
            if (day.isBefore(tomorrow.minusYears(FURTHEST_YEARS))) {
                day = tomorrow.minusYears(FURTHEST_YEARS);
            }
            for (; !day.isAfter(tomorrow); day = day.plusDays(1)) {
                moments.accept(day.atStartOfDay(zone).toInstant());
            }
        }

        private static Instant earliest(Client client) {
            Snapshot snapshot = client.snapshot();
            Instant registered = snapshot.profile().registeredAt();
            Instant first = registered == null ? client.now() : registered;
            for (BookingState booking : snapshot.bookings()) {
                Instant made = booking.bookedAt() == null ? booking.startsAt() : booking.bookedAt();
                first = made.isBefore(first) ? made : first;
            }
            for (Activity activity : snapshot.activities()) {
                first = activity.occurredAt().isBefore(first) ? activity.occurredAt() : first;
            }
            return first;
        }
    }
}
