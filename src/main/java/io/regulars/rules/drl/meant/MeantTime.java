package io.regulars.rules.drl.meant;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was probably meant by a comparison with the present moment, which rules do not have: how many days ago something was.
 * <pre>
 *   lastVisitOn &lt; TODAY() - 30                   →  daysSinceLastVisit &gt; 30
 *   DATEDIFF(day, lastVisitOn, NOW()) &gt; 30        →  daysSinceLastVisit &gt; 30
 *   lastVisitOn &gt; NOW() - INTERVAL 2 WEEK         →  daysSinceLastVisit &lt; 14
 *   YEAR(TODAY()) - YEAR(bornOn) &gt;= 18            →  age &gt;= 18
 * </pre>
 */
public final class MeantTime {
    private static final Map<String, String> SINCE = Map.ofEntries(
            Map.entry("lastVisitOn", "daysSinceLastVisit"),
            Map.entry("lastVisit", "daysSinceLastVisit"),
            Map.entry("firstVisitOn", "daysSinceFirstVisit"),
            Map.entry("firstVisit", "daysSinceFirstVisit"),
            Map.entry("registeredOn", "daysSinceRegistration"),
            Map.entry("registrationDate", "daysSinceRegistration"),
            Map.entry("createdAt", "daysSinceRegistration"),
            Map.entry("bornOn", "age"),
            Map.entry("birthday", "age"),
            Map.entry("birthDate", "age"),
            Map.entry("dateOfBirth", "age"),
            Map.entry("startsAt", "daysAgo"),
            Map.entry("since", "days"),
            Map.entry("answeredOn", "daysAgo"));
    private static final Map<String, String> OPPOSITE =
            Map.of("==", "==", "!=", "!=", "<", ">", "<=", ">=", ">", "<", ">=", "<=");
    private static final Pattern COMPARISON = Pattern.compile("(.*?)\\s*(==|!=|<=|>=|<|>)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern ABOUT = Pattern.compile(
            "(?i)\\b(today|now|getdate|sysdate|curdate|current_?date|current_?timestamp|localdate(time)?|instant|yesterday|datediff"
                    + "|date_?diff|date_?sub|date_?add|subdate|adddate|timestampdiff|interval|days_?between|chronounit|period"
                    + "|duration|minus(days|weeks|months|years)|new date)\\b");
    private static final Pattern YEAR_MONTH_DAY = Pattern.compile("(\\d{4}), (\\d{1,2}), (\\d{1,2})");
    private static final Pattern CALL =
            Pattern.compile("([\\w.$]+)\\.(isBefore|isAfter|before|after)\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern ADDED = Pattern.compile("([\\w$.]+?)(?:\\.plus(\\w+)\\(|\\s*\\+()\\s*)(\\d{1,5})\\)?");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])(\\d{1,5})(?![\\w.])");
    private static final Pattern PAST = Pattern.compile(
            "(?is).*(date_?sub|minus|subtract|-\\s*(interval\\b)?\\s*'?\\d|add\\w*\\s*\\(.*-\\s*\\d|datediff|date_?diff|between|age\\s*\\().*");
    private static final Pattern FUTURE = Pattern.compile("(?is).*(\\+|plus|date_?add|add\\w*\\s*\\().*");

    private MeantTime() {}

    /** Of a whole comparison, as it is written. */
    public static Optional<String> hint(String comparison) {
        Matcher call = CALL.matcher(comparison.strip());
        Matcher sides = COMPARISON.matcher(
                call.matches()
                        ? call.group(1)
                                + (call.group(2).toLowerCase(Locale.ROOT).endsWith("before") ? " < " : " > ")
                                + call.group(3)
                        : comparison.strip());
        if (!sides.matches()) {
            return Optional.empty();
        }
        String left = sides.group(1).strip();
        String operator = sides.group(2);
        String right = sides.group(3).strip();
        Matcher added = ADDED.matcher(left);
        if (added.matches()) {
            left = added.group(1); // lastVisitOn + 30 < today is lastVisitOn < today - 30
            right = right + " - " + added.group(4) + " " + added.group(2);
        }
        Optional<String> property = property(comparison);
        if (property.isEmpty()) {
            return Optional.empty();
        }
        String since = SINCE.getOrDefault(property.get(), "");
        boolean leftAlone = isAlone(left, property.get());
        boolean rightAlone = isAlone(right, property.get());
        String other = leftAlone ? right : left;
        if (leftAlone || rightAlone) {
            List<String> numbers = numbers(other);
            boolean future =
                    FUTURE.matcher(other).matches() && !PAST.matcher(other).matches();
            if (numbers.size() > 1 || future) {
                return Optional.empty();
            }
            String number = numbers.isEmpty()
                    ? other.toLowerCase(Locale.ROOT).contains("yesterday") ? "1" : "0"
                    : numbers.getFirst();
            String ago = leftAlone ? OPPOSITE.getOrDefault(operator, operator) : operator;
            return Optional.of(written(since, ago, number, other));
        }
        boolean isLeft = left.contains(property.get());
        String value = isLeft ? right : left;
        return value.matches("\\d{1,5}")
                ? Optional.of(written(
                        since,
                        isLeft ? operator : OPPOSITE.getOrDefault(operator, operator),
                        value,
                        isLeft ? left : right))
                : Optional.empty();
    }

    private static String written(String since, String operator, String number, String around) {
        long value = Long.parseLong(number);
        int days = days(around);
        if (since.equals("age")) {
            return "Write age " + operator + " " + (days == 1 && value > 130 ? value / 365 : value) + ".";
        }
        return "Write " + since + " " + operator + " " + value * days + ".";
    }

    /** Of the unit that is named. */
    private static int days(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return Pattern.compile("year|\\byy\\b").matcher(small).find()
                ? 365
                : small.contains("month") ? 30 : small.contains("week") ? 7 : 1;
    }

    private static Optional<String> property(String comparison) {
        Matcher name = Pattern.compile("(?<![\\w\"])([A-Za-z]\\w*)").matcher(comparison);
        while (name.find()) {
            if (SINCE.containsKey(name.group(1))) {
                return Optional.of(name.group(1));
            }
        }
        return Optional.empty();
    }

    private static boolean isAlone(String side, String property) {
        return side.equals(property) || side.matches("\\$?\\w+\\." + Pattern.quote(property));
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** Whether it speaks of the present moment, or of what lies between two. */
    public static boolean isAbout(String comparison) {
        return ABOUT.matcher(comparison).find();
    }

    /** A part of a day that it is asked for: {@code YEAR(lastVisitOn) == 2026}. */
    public static Optional<String> part(String called, String of, String comparison) {
        Matcher sides = COMPARISON.matcher(comparison.strip());
        String function =
                called.toLowerCase(Locale.ROOT).replaceFirst("^get", "").replaceFirst("value$", "");
        if (function.matches("weekday|dayofweek|dayname")) {
            return Optional.of(
                    "Write favouriteWeekday == \"MONDAY\", or below the client exists Booking( weekday == \"MONDAY\" ).");
        }
        if (function.matches("hour|hourofday")) {
            return Optional.of("Write below the client exists Booking( startHour >= 9 ).");
        }
        if (function.equals("age") || function.equals("datetoage")) {
            return sides.matches()
                    ? Optional.of("Write age " + sides.group(2) + " " + sides.group(3) + ".")
                    : Optional.empty();
        }
        Matcher numbers = YEAR_MONTH_DAY.matcher(of);
        if (function.matches("date|datefromparts|makedate|of") && numbers.matches()) {
            return Optional.of(
                    Days.hint("%s-%s-%s".formatted(numbers.group(1), two(numbers.group(2)), two(numbers.group(3)))));
        }
        if (function.matches("date|datevalue|todate|strtodate|parse|parsedate|localdate|timestamp")
                && of.startsWith("\"")) {
            return Optional.of(Days.hint(of.substring(1, of.length() - 1)));
        }
        if (!sides.matches() || !sides.group(3).matches("\\d{1,4}")) {
            return Optional.empty();
        }
        String operator = sides.group(2);
        int number = Integer.parseInt(sides.group(3));
        boolean birth = of.matches("(.*\\.)?(bornOn|birthday|birthDate|dateOfBirth)");
        return switch (function) {
            case "year" ->
                number < 1000 ? Optional.empty() : Optional.of(year(birth ? "bornOn" : of, operator, number));
            case "month" ->
                number < 1 || number > 12 || !operator.equals("==")
                        ? Optional.empty()
                        : Optional.of(
                                birth
                                        ? "Write birthday str[startsWith] \"%02d-\".".formatted(number)
                                        : "Write its days, year by year: %1$s >= \"2026-%2$02d-01\" && %1$s < \"%3$s-01\"."
                                                .formatted(
                                                        of,
                                                        number,
                                                        YearMonth.of(2026, number)
                                                                .plusMonths(1)));
            case "day", "dayofmonth" ->
                number < 1 || number > 31 || !operator.equals("==") || !birth
                        ? Optional.empty()
                        : Optional.of("Write birthday str[endsWith] \"-%02d\".".formatted(number));
            default -> Optional.empty();
        };
    }

    private static String two(String number) {
        return number.length() == 1 ? "0" + number : number;
    }

    private static String year(String property, String operator, int year) {
        return switch (operator) {
            case "==" -> "Write %1$s >= \"%2$d-01-01\" && %1$s <= \"%2$d-12-31\".".formatted(property, year);
            case "!=" -> "Write %1$s < \"%2$d-01-01\" || %1$s > \"%2$d-12-31\".".formatted(property, year);
            case ">" -> "Write %s >= \"%d-01-01\".".formatted(property, year + 1);
            case ">=" -> "Write %s >= \"%d-01-01\".".formatted(property, year);
            case "<" -> "Write %s < \"%d-01-01\".".formatted(property, year);
            default -> "Write %s < \"%d-01-01\".".formatted(property, year + 1);
        };
    }
}
