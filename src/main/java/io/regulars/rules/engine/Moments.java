package io.regulars.rules.engine;

import io.regulars.facts.Activity;
import io.regulars.facts.BookingState;
import io.regulars.facts.Client;
import io.regulars.facts.FactType;
import io.regulars.facts.Member;
import io.regulars.facts.Property;
import io.regulars.facts.Snapshot;
import io.regulars.facts.Timing;
import io.regulars.facts.Vocabulary;
import io.regulars.rules.tree.Action;
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
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** When time alone may change what the rules say of a client: asked of each property they read, with its thresholds. */
final class Moments {
    private static final double[] NO_THRESHOLDS = {};
    private static final double[] ONE = {1};
    private static final int FURTHEST_YEARS = 20;

    private final List<Watched> watched;

    Moments(List<Rule> rules) {
        Map<String, Watch> watches = new LinkedHashMap<>();
        rules.forEach(rule -> watch(rule, watches));
        this.watched = watches.values().stream().map(Watch::done).toList();
    }

    void of(Client client, List<Member> members, Consumer<Instant> moments) {
        for (Watched property : watched) {
            if (property.type() == Vocabulary.CLIENT) {
                property.moments(client, client, moments);
            } else if (property.type() == Vocabulary.BOOKING) {
                client.bookingFacts().forEach(fact -> property.moments(client, fact, moments));
            } else if (property.type() == Vocabulary.SURVEY) {
                client.surveyFacts().forEach(fact -> property.moments(client, fact, moments));
            } else if (property.type() == Vocabulary.MEMBER) {
                members.forEach(fact -> property.moments(client, fact, moments));
            }
        }
    }

    private static void watch(Rule rule, Map<String, Watch> watches) {
        rule.when().forEach(element -> element.pattern().conditions().forEach(condition -> watch(condition, watches)));
        rule.then().forEach(action -> {
            Expression name = switch (action) {
                case Action.AssignSegment assign -> assign.segment();
                case Action.StartCampaign start -> start.campaign();
                case Action.AddTag add -> add.tag();
                case Action.RemoveTag remove -> remove.tag();
            };
            References.reads(name, read -> of(read, watches).everyChange = true);
        });
    }

    private static void watch(Condition condition, Map<String, Watch> watches) {
        References.conditions(condition, part -> {
            if (part instanceof Condition.Comparison comparison
                    && comparison.left() instanceof Expression.Read read
                    && comparison.right() instanceof Expression.NumberLiteral literal) {
                of(read, watches).thresholds.add(literal.value());
                read.arguments().forEach(argument -> everyChange(argument, watches));
            } else if (part instanceof Condition.Comparison comparison
                    && comparison.right() instanceof Expression.Read read
                    && comparison.left() instanceof Expression.NumberLiteral literal) {
                of(read, watches).thresholds.add(literal.value());
                read.arguments().forEach(argument -> everyChange(argument, watches));
            } else if (!(part instanceof Condition.All
                    || part instanceof Condition.Any
                    || part instanceof Condition.Not
                    || part instanceof Condition.Quantified)) {
                References.reads(part, read -> of(read, watches).everyChange = true);
            }
        });
    }

    private static void everyChange(Expression expression, Map<String, Watch> watches) {
        References.reads(expression, read -> of(read, watches).everyChange = true);
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
            return new Watched(read.factType(), read.property(), Literals.of(read), numbers, everyChange);
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
        @SuppressWarnings("unchecked") // the caller passes facts of the type
        void moments(Client client, Object fact, Consumer<Instant> moments) {
            Timing<Object> timing = (Timing<Object>) property.timing();
            if (arguments == null) {
                midnights(client, moments);
                return;
            }
            timing.moments(fact, arguments, thresholds, moments);
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
