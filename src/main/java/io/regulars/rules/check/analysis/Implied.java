package io.regulars.rules.check.analysis;

import io.regulars.facts.Trigger;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is true of every fact of a kind, by the meaning of the vocabulary's words: conditions that nobody writes, with which those
 * that are written may not go together.
 * <pre>
 *   Trigger: score is known only where kind is SURVEY
 *   Booking: upcoming only where status is BOOKED
 *   Client: morningShare is unknown where visits is 0
 * </pre>
 */
public final class Implied {
    private static final Set<Trigger.Kind> OF_BOOKING = EnumSet.of(
            Trigger.Kind.BOOKED,
            Trigger.Kind.RESCHEDULED,
            Trigger.Kind.COMPLETED,
            Trigger.Kind.CANCELLED,
            Trigger.Kind.NO_SHOW);
    private static final Set<Trigger.Kind> OF_ACTIVITY = EnumSet.of(Trigger.Kind.ACTIVITY);
    private static final Set<Trigger.Kind> OF_SURVEY = EnumSet.of(Trigger.Kind.SURVEY);
    private static final Set<Trigger.Kind> OF_CHANNEL = EnumSet.of(
            Trigger.Kind.BOOKED,
            Trigger.Kind.RESCHEDULED,
            Trigger.Kind.COMPLETED,
            Trigger.Kind.CANCELLED,
            Trigger.Kind.NO_SHOW,
            Trigger.Kind.ACTIVITY);
    /** What is late has been cancelled, or moved. */
    private static final Set<Trigger.Kind> MAY_BE_LATE = EnumSet.of(Trigger.Kind.CANCELLED, Trigger.Kind.RESCHEDULED);

    private static final Map<String, Set<Trigger.Kind>> KNOWN_OF = Map.ofEntries(
            Map.entry("service", OF_BOOKING),
            Map.entry("category", OF_BOOKING),
            Map.entry("status", OF_BOOKING),
            Map.entry("startHour", OF_BOOKING),
            Map.entry("hoursUntilStart", OF_BOOKING),
            Map.entry("late", OF_BOOKING),
            Map.entry("activityType", OF_ACTIVITY),
            Map.entry("activityName", OF_ACTIVITY),
            Map.entry("activityCategory", OF_ACTIVITY),
            Map.entry("campaign", OF_ACTIVITY),
            Map.entry("stars", OF_ACTIVITY),
            Map.entry("channel", OF_CHANNEL),
            Map.entry("surveyKind", OF_SURVEY),
            Map.entry("score", OF_SURVEY));
    private static final Set<String> KNOWN_FROM_THE_FIRST_VISIT = Set.of(
            "firstVisitOn",
            "lastVisitOn",
            "daysSinceFirstVisit",
            "daysSinceLastVisit",
            "averageOrderValue",
            "morningShare",
            "weekendShare",
            "favouriteWeekday",
            "usualDayOfMonth");
    private static final Set<String> KNOWN_FROM_THE_THIRD_VISIT = Set.of("usualIntervalDays", "overdueFactor");

    /** More would take longer to try than they tell. */
    private static final int MOST_OF_NUMBERS = 24;

    private final Pattern pattern;
    private final Set<String> read;
    private final List<Condition> all = new ArrayList<>();

    private Implied(Pattern pattern) {
        this.pattern = pattern;
        this.read = new TreeSet<>();
        pattern.conditions()
                .forEach(condition -> References.reads(condition, each -> {
                    if (each.pattern() == pattern.index() && each.arguments().isEmpty()) {
                        read.add(each.property().name());
                    }
                }));
    }

    /** Of the properties that the pattern's own conditions read. */
    static List<Condition> of(Pattern pattern) {
        var implied = new Implied(pattern);
        FactType<?> type = pattern.type();
        if (type == Vocabulary.TRIGGER) {
            implied.trigger();
        } else if (type == Vocabulary.BOOKING) {
            implied.booking();
        } else if (type == Vocabulary.CLIENT) {
            implied.client();
        }
        return implied.all;
    }

    /** Why a condition may go with few others, in a sentence; empty: nothing is known of that. */
    public static String reason(Condition condition) {
        var reasons = new TreeSet<String>();
        References.reads(condition, each -> {
            String name = each.property().name();
            if (each.factType() == Vocabulary.TRIGGER && KNOWN_OF.containsKey(name)) {
                Set<Trigger.Kind> kinds = name.equals("late") ? MAY_BE_LATE : KNOWN_OF.get(name);
                reasons.add("Trigger." + name + " tells of " + names(kinds) + ".");
            } else if (each.factType() == Vocabulary.BOOKING && name.equals("upcoming")) {
                reasons.add("A booking is upcoming while its status is BOOKED.");
            } else if (each.factType() == Vocabulary.CLIENT && KNOWN_FROM_THE_FIRST_VISIT.contains(name)) {
                reasons.add(name + " is unknown without a visit.");
            } else if (each.factType() == Vocabulary.CLIENT && KNOWN_FROM_THE_THIRD_VISIT.contains(name)) {
                reasons.add(name + " is unknown under 3 visits.");
            }
        });
        return String.join(" ", reasons);
    }

    private static String names(Set<Trigger.Kind> kinds) {
        return String.join(", ", kinds.stream().map(Enum::name).toList());
    }

    private void trigger() {
        if (!read.contains("kind") && read.size() < 2) {
            return;
        }
        all.add(any(Arrays.stream(Trigger.Kind.values()).map(this::ofKind).toList()));
    }

    private Condition ofKind(Trigger.Kind kind) {
        var conditions = new ArrayList<>(List.of(is("kind", kind.name())));
        for (String name : read) {
            Set<Trigger.Kind> known = KNOWN_OF.get(name);
            if (known != null && !known.contains(kind)) {
                conditions.add(known(name, false));
            } else if (name.equals("late") && !MAY_BE_LATE.contains(kind)) {
                conditions.add(isFlag("late", false));
            }
        }
        return all(conditions);
    }

    private void booking() {
        if (read.contains("upcoming") && read.contains("status")) {
            all.add(any(List.of(isFlag("upcoming", false), is("status", "BOOKED"))));
        }
        if (read.contains("upcoming") && read.contains("daysAgo")) {
            all.add(any(List.of(isFlag("upcoming", false), number("daysAgo", Operator.AT_MOST, 0))));
        }
    }

    private void client() {
        if (read.contains("visits")) {
            for (String name : read) {
                int least = KNOWN_FROM_THE_FIRST_VISIT.contains(name)
                        ? 1
                        : KNOWN_FROM_THE_THIRD_VISIT.contains(name) ? 3 : 0;
                if (least > 0) {
                    all.add(any(List.of(number("visits", Operator.AT_LEAST, least), known(name, false))));
                }
            }
        }
        if (read.contains("visits") && read.contains("stage")) {
            all.add(any(List.of(
                    all(List.of(is("stage", "LEAD"), number("visits", Operator.EQUAL, 0))),
                    all(List.of(not(is("stage", "LEAD")), number("visits", Operator.AT_LEAST, 1))))));
        }
        numbers();
        if (read.contains("csatGroup") && read.contains("lastCsat")) {
            all.add(any(List.of(
                    all(List.of(is("csatGroup", "SATISFIED"), number("lastCsat", Operator.AT_LEAST, 9))),
                    all(List.of(
                            is("csatGroup", "NEUTRAL"),
                            number("lastCsat", Operator.AT_LEAST, 7),
                            number("lastCsat", Operator.AT_MOST, 8))),
                    all(List.of(is("csatGroup", "DETRACTOR"), number("lastCsat", Operator.AT_MOST, 6))),
                    all(List.of(known("csatGroup", false), known("lastCsat", false))))));
        }
    }

    /** Where one number is never more than another: {@code visitsInLast(30) < 5 || visitsInLast(90) >= 5}. */
    private void numbers() {
        var compared = new ArrayList<Threshold>();
        pattern.conditions()
                .forEach(condition -> References.conditions(
                        condition, each -> Threshold.of(each).ifPresent(compared::add)));
        var found = new LinkedHashSet<Condition>();
        for (Threshold small : compared) {
            for (Threshold large : compared) {
                if (NeverMore.is(small.asked(), large.asked())) {
                    small.least().ifPresent(least -> found.add(both(small, large, least)));
                    large.most().ifPresent(most -> found.add(both(small, large, most)));
                }
            }
        }
        found.stream().limit(MOST_OF_NUMBERS).forEach(all::add);
    }

    /** Who has that much of the one has it of the other too. */
    private Condition both(Threshold small, Threshold large, Bound bound) {
        return any(List.of(
                not(new Condition.Comparison(small.asked(), bound.atLeast(), bound.literal(), pattern.position())),
                new Condition.Comparison(large.asked(), bound.atLeast(), bound.literal(), pattern.position()),
                new Condition.Known(small.asked(), false, pattern.position()),
                new Condition.Known(large.asked(), false, pattern.position())));
    }

    /** So much or more, or more than so much. */
    private record Bound(Operator atLeast, Expression literal) {}

    /** A number or a day that is compared with one that is written out. */
    private record Threshold(Expression.Read asked, Operator operator, Expression literal) {
        static Optional<Threshold> of(Condition condition) {
            if (!(condition instanceof Condition.Comparison written)) {
                return Optional.empty();
            }
            boolean turned = isLiteral(written.left());
            Expression asked = turned ? written.right() : written.left();
            Expression literal = turned ? written.left() : written.right();
            return asked instanceof Expression.Read read && isLiteral(literal)
                    ? Optional.of(
                            new Threshold(read, turned ? written.operator().flipped() : written.operator(), literal))
                    : Optional.empty();
        }

        private static boolean isLiteral(Expression expression) {
            return expression instanceof Expression.NumberLiteral || expression instanceof Expression.DayLiteral;
        }

        /** What is at least asked for, if anything is. */
        Optional<Bound> least() {
            return switch (operator) {
                case GREATER -> Optional.of(new Bound(Operator.GREATER, literal));
                case AT_LEAST, EQUAL -> Optional.of(new Bound(Operator.AT_LEAST, literal));
                case LESS, AT_MOST, NOT_EQUAL -> Optional.empty();
            };
        }

        /** From where on it is too much, if there is such. */
        Optional<Bound> most() {
            return switch (operator) {
                case LESS -> Optional.of(new Bound(Operator.AT_LEAST, literal));
                case AT_MOST, EQUAL -> Optional.of(new Bound(Operator.GREATER, literal));
                case GREATER, AT_LEAST, NOT_EQUAL -> Optional.empty();
            };
        }
    }

    private Expression.Read read(String name) {
        Property<?> property = pattern.type().property(name).orElseThrow();
        return new Expression.Read(pattern.index(), pattern.type(), property, List.of(), pattern.position());
    }

    private Condition is(String name, String value) {
        return compared(name, Operator.EQUAL, new Expression.TextLiteral(value, pattern.position()));
    }

    private Condition isFlag(String name, boolean value) {
        return compared(name, Operator.EQUAL, new Expression.FlagLiteral(value, pattern.position()));
    }

    private Condition number(String name, Operator operator, double value) {
        return compared(name, operator, new Expression.NumberLiteral(value, pattern.position()));
    }

    private Condition compared(String name, Operator operator, Expression literal) {
        return new Condition.Comparison(read(name), operator, literal, pattern.position());
    }

    private Condition known(String name, boolean known) {
        return new Condition.Known(read(name), known, pattern.position());
    }

    private Condition not(Condition condition) {
        return new Condition.Not(condition, pattern.position());
    }

    private Condition all(List<Condition> conditions) {
        return new Condition.All(conditions, pattern.position());
    }

    private Condition any(List<Condition> conditions) {
        return new Condition.Any(conditions, pattern.position());
    }
}
