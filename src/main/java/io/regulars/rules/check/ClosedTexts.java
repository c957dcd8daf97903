package io.regulars.rules.check;

import com.google.re2j.Pattern;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.check.analysis.Quantity;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Texts of which all values are known, asked for by a part of them that none has: {@code country matches "lv|lt"},
 * {@code stage str[startsWith] "at"}.
 *
 * @param what as "no … is" goes on
 * @param values those that it has
 */
record ClosedTexts(String code, String what, List<String> values) {
    private static final List<String> DAYS = IntStream.rangeClosed(1, 12)
            .boxed()
            .flatMap(month -> IntStream.rangeClosed(1, java.time.Month.of(month).maxLength())
                    .mapToObj(day -> "%02d-%02d".formatted(month, day)))
            .toList();

    /** A warning. */
    record Told(String code, String message, String hint) {}

    /** Of a property with a closed list of values. */
    static Optional<ClosedTexts> of(Expression.Read read) {
        String name = read.property().name();
        if (read.property() instanceof Property.Text<?> text && !text.values().isEmpty()) {
            return Optional.of(new ClosedTexts("unknown-value", name, text.values()));
        }
        if (read.factType() == Vocabulary.CLIENT && name.equals("country")) {
            return Optional.of(new ClosedTexts(
                    "country-code",
                    "country (a code of two capitals)",
                    KnownCodes.COUNTRIES.stream().sorted().toList()));
        }
        if (read.factType() == Vocabulary.CLIENT && name.equals("birthday")) {
            return Optional.of(new ClosedTexts("birthday-form", "birthday (month and day, such as 05-17)", DAYS));
        }
        return name.equals("activityType")
                ? Optional.of(new ClosedTexts("unknown-activity", "type of activity", KnownCodes.ACTIVITIES))
                : Optional.empty();
    }

    /** Of a regular expression, or of one of its alternatives, that fits none. */
    Optional<Told> told(Condition.Matches matches) {
        String pattern = matches.regularExpression();
        boolean simple = pattern.matches("[\\p{L}\\d_ |-]+");
        List<String> asked = simple ? Arrays.asList(pattern.split("\\|")) : List.of(pattern);
        return asked.stream()
                .filter(part -> !part.isBlank() && none(Pattern.compile(part)::matches))
                .findFirst()
                .map(part -> new Told(
                        code,
                        "No " + what + " matches '" + part + "'.",
                        simple ? list(asked, matches) : capitals(pattern)));
    }

    /** Of a beginning or an end that none has; of countries and birthdays that is told with the text. */
    Optional<Told> told(Condition.TextTest test) {
        if (!code.equals("unknown-value") || !(test.operand() instanceof Expression.TextLiteral literal)) {
            return Optional.empty();
        }
        String asked = switch (test.operator()) {
            case STARTS_WITH -> "begins with";
            case ENDS_WITH -> "ends with";
            case CONTAINS -> "has in it";
        };
        Predicate<String> fits = value -> test.operator().holds(value, literal.value());
        return none(fits)
                ? Optional.of(new Told(code, "No " + what + " " + asked + " '" + literal.value() + "'.", all()))
                : Optional.empty();
    }

    private boolean none(Predicate<String> fits) {
        return values.stream().noneMatch(fits);
    }

    /** The texts themselves, as far as it can be told what is meant. */
    private String list(List<String> asked, Condition.Matches matches) {
        var meant = new ArrayList<String>();
        for (String part : asked) {
            Optional<String> value = meant(part.strip());
            if (value.isEmpty()) {
                return all();
            }
            meant.add(Printing.quoted(value.get()));
        }
        String property = Quantity.of(matches.text()).label();
        boolean one = meant.size() == 1;
        return "Write " + property
                + (one
                        ? (matches.negated() ? " != " : " == ") + meant.getFirst()
                        : (matches.negated() ? " not" : "") + " in (" + String.join(", ", meant) + ")")
                + ".";
    }

    private Optional<String> meant(String part) {
        Optional<String> same = values.stream()
                .filter(value -> value.equalsIgnoreCase(part.replace(' ', '_')))
                .findFirst();
        return same.isEmpty() && code.equals("country-code") ? KnownCodes.countryMeant(part) : same;
    }

    private String capitals(String pattern) {
        Pattern anyCase = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        return values.stream().anyMatch(anyCase::matches)
                ? "Write it in capitals: " + Printing.quoted(upper(pattern)) + "."
                : all();
    }

    /** In capitals but for what stands behind a backslash. */
    private static String upper(String pattern) {
        var written = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            written.append(c);
            if (c == '\\' && i + 1 < pattern.length()) {
                written.append(pattern.charAt(++i));
            } else {
                written.setLength(written.length() - 1);
                written.append(String.valueOf(c).toUpperCase(Locale.ROOT));
            }
        }
        return written.toString();
    }

    private String all() {
        return switch (code) {
            case "country-code" -> "Write codes such as LV: country in (\"LV\", \"LT\").";
            case "birthday-form" -> "Write \"05-.*\" for May, \".*-17\" for the 17th of any month.";
            default -> "It is one of " + String.join(", ", values) + ".";
        };
    }
}
