package io.regulars.rules.drl;

import io.regulars.facts.vocabulary.Property;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.drl.meant.MeantTime;
import io.regulars.rules.tree.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was probably meant by a name or a call that the vocabulary does not have, written as it should be: texts without
 * quotes, methods of Java, names of SQL.
 * <pre>
 *   city == Riga          →  "Riga"
 *   city.equals("Riga")   →  city == "Riga"
 * </pre>
 */
final class MeantExpression {
    private static final Map<String, String> FLAGS = Map.ofEntries(
            Map.entry("yes", "true"),
            Map.entry("y", "true"),
            Map.entry("true", "true"),
            Map.entry("on", "true"),
            Map.entry("no", "false"),
            Map.entry("n", "false"),
            Map.entry("false", "false"),
            Map.entry("off", "false"));
    private static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    private static final Set<String> NOW = Set.of(
            "today", "now", "currentdate", "current_date", "sysdate", "date", "localdate", "yesterday", "tomorrow");
    private static final Set<String> NULL =
            Set.of("null", "none", "nil", "undefined", "empty", "missing", "blank", "unknown", "unset");
    private static final Set<String> OWNERS =
            Set.of("client", "clientid", "client_id", "customer", "customerid", "owner", "person", "user");
    private static final Map<String, String> COMPARING = Map.of(
            "equals", "==",
            "contains", "contains",
            "startsWith", "str[startsWith]",
            "endsWith", "str[endsWith]",
            "matches", "matches",
            "isBefore", "<",
            "before", "<",
            "isAfter", ">",
            "after", ">");

    /** What people call our properties, in small letters. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("Trigger.type", "kind"),
            Map.entry("Trigger.event", "kind"),
            Map.entry("Trigger.name", "kind"),
            Map.entry("Survey.type", "kind"),
            Map.entry("Survey.rating", "score"),
            Map.entry("Entered.name", "segment"),
            Map.entry("Left.name", "segment"),
            Map.entry("Member.name", "segment"),
            Map.entry("Member.since", "days"),
            Map.entry("Booking.date", "startsAt"),
            Map.entry("Booking.start", "startsAt"),
            Map.entry("Booking.amount", "price"),
            Map.entry("Booking.total", "price"),
            Map.entry("Booking.hour", "startHour"),
            Map.entry("Booking.time", "startHour"),
            Map.entry("Booking.day", "weekday"),
            Map.entry("Booking.employee", "staff"),
            Map.entry("Client.name", "firstName"),
            Map.entry("Client.surname", "lastName"),
            Map.entry("Client.email", "hasEmail"),
            Map.entry("Client.mail", "hasEmail"),
            Map.entry("Client.phone", "hasPhone"),
            Map.entry("Client.zip", "postcode"),
            Map.entry("Client.zipcode", "postcode"),
            Map.entry("Client.postalcode", "postcode"),
            Map.entry("Client.town", "city"),
            Map.entry("Client.sex", "gender"),
            Map.entry("Client.birthdate", "bornOn"),
            Map.entry("Client.dateofbirth", "bornOn"),
            Map.entry("Client.dob", "bornOn"),
            Map.entry("Client.lastvisit", "lastVisitOn"),
            Map.entry("Client.firstvisit", "firstVisitOn"),
            Map.entry("Client.createdat", "registeredOn"),
            Map.entry("Client.revenue", "spend"),
            Map.entry("Client.turnover", "spend"),
            Map.entry("Client.totalspend", "spend"),
            Map.entry("Client.totalspent", "spend"),
            Map.entry("Client.ltv", "spend"),
            Map.entry("Client.visitcount", "visits"),
            Map.entry("Client.recency", "daysSinceLastVisit"),
            Map.entry("Client.frequency", "visits"),
            Map.entry("Client.monetary", "spend"),
            Map.entry("Client.status", "stage"));

    private MeantExpression() {}

    /** A message and how to write it. */
    record Advice(String code, String message, String hint) {}

    /** Of a name that means nothing, where a value of that type is wanted. */
    static Advice unknownName(String name, ValueType wanted, VariableScope.Subject own) {
        Optional<String> near = NearestName.of(name, own.type().properties().keySet())
                .filter(property -> ValueType.of(own.type().property(property).orElseThrow()) == wanted);
        String meant = near.map(property -> "Did you mean '" + property + "'?").orElse("");
        String none = own.type().name() + " has no property '" + name + "'.";
        if (near.isEmpty() && NULL.contains(name.toLowerCase(Locale.ROOT))) {
            return new Advice("unknown-property", none, "What is not known is null: write null.");
        }
        return switch (wanted) {
            case TEXT, TEXTS ->
                new Advice(
                        "unquoted-text", none, (meant + " A text stands in double quotes: \"" + name + "\".").strip());
            case FLAG -> new Advice("unknown-property", none, near.isPresent() ? meant : "Write " + flag(name) + ".");
            case NUMBER, RANK ->
                new Advice(
                        "unknown-property",
                        none,
                        near.isPresent()
                                ? meant
                                : NOW.contains(name.toLowerCase(Locale.ROOT)) ? day(name) : number(name));
            case DAY -> new Advice("unknown-property", none, near.isPresent() ? meant : day(name));
        };
    }

    /** Of a property that a fact does not have. */
    static Optional<String> hint(String name, VariableScope.Subject own, boolean ownHistory) {
        String small = name.toLowerCase(Locale.ROOT);
        if (NOW.contains(small)) {
            return Optional.of(day(name));
        }
        if (ownHistory && OWNERS.contains(small)) {
            return Optional.of(own.type().name() + "s are always the client's own; leave it out.");
        }
        String alias = ALIASES.get(own.type().name() + "." + small.replace("_", ""));
        if (alias != null) {
            return Optional.of("Did you mean '" + alias + "'?");
        }
        String bare = name.replaceFirst("^(get|is)(?=[A-Z])", "");
        String property = bare.isEmpty() ? name : Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
        return !property.equals(name) && own.type().property(property).isPresent()
                ? Optional.of("Write " + property + ".")
                : Optional.empty();
    }

    /**
     * Of a call on a property: {@code city.equals("Riga")}.
     *
     * @param name the property as it is written
     * @param argument as it is written; empty if there is none
     * @param negated whether a {@code !} stands before it
     */
    static Optional<String> call(Property<?> property, String name, String method, String argument, boolean negated) {
        boolean text = ValueType.of(property) == ValueType.TEXT;
        String not = negated ? "not " : "";
        if (text && method.equals("contains")) {
            return Optional.of("Write " + name + " " + not + "matches " + around(argument) + ".");
        }
        if (negated && method.equals("equals")) {
            return Optional.of("Write " + name + " != " + argument + ", without the '!'.");
        }
        if (COMPARING.containsKey(method)) {
            return Optional.of("Write " + name + " " + not + COMPARING.get(method) + " " + argument
                    + (negated ? ", without the '!'." : "."));
        }
        return Optional.ofNullable(
                switch (method) {
                    case "equalsIgnoreCase" -> "Write " + name + " matches " + anyCase(argument) + ".";
                    case "toLowerCase", "toUpperCase", "trim", "strip" ->
                        "Texts are compared as they are; in whatever capitals: " + name + " matches \"(?i)riga\".";
                    case "isEmpty", "isBlank", "isNull" -> "Write " + name + " == null.";
                    case "size", "length" ->
                        ValueType.of(property) == ValueType.TEXTS
                                ? "A set is asked for one of its texts: " + name + " contains \"student\"."
                                : "Write a pattern: " + name + " matches \".{3,}\".";
                    default -> null;
                });
    }

    /** Whether it is known what a method of Java is meant for, without the comparison it stands in. */
    static boolean toldByItself(String method, String comparison) {
        return COMPARING.containsKey(method) && !MeantTime.isAbout(comparison)
                || Set.of("equalsIgnoreCase", "isEmpty", "isBlank", "isNull").contains(method)
                || method.equals("size") && comparison.contains("tags");
    }

    private static String around(String argument) {
        return argument.startsWith("\"") ? "\".*" + argument.substring(1, argument.length() - 1) + ".*\"" : argument;
    }

    private static String anyCase(String argument) {
        return argument.startsWith("\"") ? "\"(?i)" + argument.substring(1) : argument;
    }

    private static String flag(String name) {
        return FLAGS.getOrDefault(name.toLowerCase(Locale.ROOT), "true or false");
    }

    private static String number(String name) {
        int digits = DIGITS.indexOf(name.toLowerCase(Locale.ROOT));
        return digits >= 0 ? "Write " + digits + "." : "Write the number in digits: 200 or 12.50.";
    }

    private static String day(String name) {
        return NOW.contains(name.toLowerCase(Locale.ROOT))
                ? "Rules have no '" + name
                        + "'; how long ago something was is a number of days: daysSinceLastVisit >= 30."
                : "A date stands in quotes: \"2026-11-22\".";
    }
}
