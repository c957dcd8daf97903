package io.regulars.rules.drl;

import io.regulars.platform.text.NearestName;
import io.regulars.rules.drl.meant.Days;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.drl.words.TextScanner;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Position;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a rule's name and its {@code when}.
 *
 * @param conditions what {@code date-effective} and {@code date-expires} ask of the day
 */
record Attributes(int salience, boolean enabled, @Nullable String activationGroup, List<Condition> conditions) {
    static final Set<String> KNOWN =
            Set.of("salience", "enabled", "activation-group", "date-effective", "date-expires");
    private static final Set<String> NEEDLESS = Set.of("no-loop", "lock-on-active");
    private static final String BY_TIME =
            "Rules follow time by themselves: write daysSinceLastVisit >= 30, or Member( segment == \"first-timer\", days >= 3 ).";
    private static final String BY_FINDING =
            "A rule that others wait for concludes a finding: insertLogical( new Finding($c, \"big\") ); others match Finding( name == \"big\" ).";
    /** What takes the place of an attribute that Drools has. */
    static final Map<String, String> INSTEAD = Map.of(
            "timer", BY_TIME,
            "duration", BY_TIME,
            "calendars", "Days are told by date-effective \"2026-12-01\" and date-expires \"2026-12-24\".",
            "agenda-group", BY_FINDING,
            "ruleflow-group", BY_FINDING,
            "auto-focus", BY_FINDING,
            "dialect", "Leave it out: rules have one language.",
            "priority", "Write salience 10.");

    /** Reads them; what cannot be read is reported. */
    static Attributes read(RuleDescr rule, SourceText source, io.regulars.rules.model.DiagnosticCollector problems) {
        int salience = 0;
        boolean enabled = true;
        String group = null;
        LocalDate from = null;
        LocalDate until = null;
        Position dates = source.position(0, 0);
        for (AttributeDescr attribute : rule.getAttributes().values()) {
            int start = source.offset(attribute.getLine(), attribute.getColumn());
            Position name = source.position(start, start + attribute.getName().length());
            Position at = value(source, start + attribute.getName().length());
            String value = unquoted(attribute.getValue());
            try {
                switch (attribute.getName()) {
                    case "salience" -> salience = salience(value, at);
                    case "enabled" -> enabled = flag(value, at);
                    case "activation-group" -> group = group(value, at);
                    case "date-effective" -> {
                        from = day(value, at);
                        dates = name;
                    }
                    case "date-expires" -> {
                        until = day(value, at);
                        dates = name;
                    }
                    default -> throw unsupported(attribute.getName(), name);
                }
            } catch (Unreadable e) {
                e.report(problems);
            }
        }
        List<Condition> conditions =
                from == null && until == null ? List.of() : List.of(new Condition.Effective(from, until, dates));
        return new Attributes(salience, enabled, group, conditions);
    }

    /** The place of the value that stands after an offset. */
    private static Position value(SourceText source, int after) {
        String text = source.text();
        int start = after;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int end = start < text.length() ? TextScanner.skip(text, start) : start;
        while (end < text.length()
                && end >= start
                && !Character.isWhitespace(text.charAt(end))
                && text.charAt(start) != '"') {
            end++;
        }
        return source.position(start, Math.max(start + 1, end));
    }

    private static int salience(String value, Position at) throws Unreadable {
        if (!value.matches("-?\\d{1,9}")) {
            throw new Unreadable(at, "salience", "A salience is a whole number.", "For example: salience 10");
        }
        return Integer.parseInt(value);
    }

    private static boolean flag(String value, Position at) throws Unreadable {
        if (!value.equals("true") && !value.equals("false")) {
            throw new Unreadable(at, "enabled", "'enabled' is true or false.", "For example: enabled false");
        }
        return value.equals("true");
    }

    private static String group(String value, Position at) throws Unreadable {
        if (value.isBlank()) {
            throw new Unreadable(
                    at,
                    "activation-group",
                    "An activation-group has a name.",
                    "For example: activation-group \"offer\"");
        }
        return value;
    }

    private static LocalDate day(String value, Position at) throws Unreadable {
        return Days.of(value)
                .orElseThrow(
                        () -> new Unreadable(at, "not-a-date", "'" + value + "' is not a date.", Days.hint(value)));
    }

    private static Unreadable unsupported(String name, Position at) {
        if (NEEDLESS.contains(name)) {
            return new Unreadable(
                    at,
                    "unsupported-attribute",
                    "The attribute '" + name + "' is not needed.",
                    "Facts never change while rules run, so no rule fires twice for the same; leave it out.");
        }
        String instead = INSTEAD.get(name);
        if (instead != null) {
            return new Unreadable(
                    at, "unsupported-attribute", "The attribute '" + name + "' is not supported.", instead);
        }
        String hint = NearestName.hint(name, KNOWN);
        return new Unreadable(
                at,
                "unsupported-attribute",
                "The attribute '" + name + "' is not supported.",
                hint.isEmpty()
                        ? "A rule may have salience, enabled, activation-group, date-effective and date-expires."
                        : hint);
    }

    private static String unquoted(String value) {
        String stripped = value.strip();
        boolean quoted = stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }
}
