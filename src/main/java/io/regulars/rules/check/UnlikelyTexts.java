package io.regulars.rules.check;

import io.regulars.rules.check.ComparedText.Form;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Printing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts that are written out in conditions and that hardly anybody has: a list in one text, a word that stands for nothing, a
 * regular expression where a plain text is compared.
 * <pre>
 *   city == "Riga,Vilnius"               city in ("Riga", "Vilnius")
 *   city == "null"                       city == null
 *   postcode str[startsWith] "LV-[0-9]"  postcode matches "LV-[0-9].*"
 * </pre>
 */
final class UnlikelyTexts {
    /** Of these nobody knows what values they have. */
    private static final Set<String> OF_ONES_OWN = Set.of("text", "gender", "source", "occupation", "tags");

    private static final Set<String> NAMES = Set.of("firstName", "lastName", "id");
    private static final Set<String> NULL =
            Set.of("null", "nil", "undefined", "nan", "(null)", "<null>", "(none)", "(empty)");
    private static final Set<String> ABSENT = Set.of(
            "none",
            "n/a",
            "#n/a",
            "n.a.",
            "not applicable",
            "unknown",
            "empty",
            "blank",
            "missing",
            "unset",
            "(blank)",
            "not set",
            "not known",
            "no value");
    private static final Set<String> ANYTHING = Set.of(
            "any",
            "all",
            "anything",
            "everything",
            "anyone",
            "everyone",
            "everybody",
            "(any)",
            "(all)",
            "<any>",
            "<all>");
    private static final Pattern SIGNS = Pattern.compile("[-\\u2010-\\u2015\\u2212*%?._~#…]+");

    private static final Pattern SEPARATOR = Pattern.compile(
            "\\s*[;\\n]\\s*|\\s*,\\s*(?:(?:and|or)\\s+)?|\\s+(?:or|oder|vai|või|ou|lub|или)\\s+|\\s*&&\\s*|\\s+/\\s+");
    /** What stands behind a comma where a place is told more exactly: {@code New York, NY}. */
    private static final Pattern STATE = Pattern.compile("\\p{Lu}{2,3}|(?:\\p{Lu}\\.){2,}");

    private static final Pattern REGULAR = Pattern.compile(
            "\\[[^\\]]*-[^\\]]*\\]|\\[[^\\]]+\\](?=[\\w*+?{])|(?<=\\w)\\[[^\\]]+\\]|\\\\[dwsDWSb.]|\\.[*+]|\\(\\?|\\{\\d+(,\\d*)?\\}|\\(.*\\|.*\\)");

    private UnlikelyTexts() {}

    /** A warning. */
    record Told(String code, String message, String hint) {}

    /** What is to be said of a text, if anything is; of what a cell holds the table has said it. */
    static Optional<Told> told(ComparedText compared) {
        if (compared.literal().position().cell() != null || compared.form() == Form.ORDER) {
            return Optional.empty();
        }
        return place(compared)
                .or(() -> nothing(compared))
                .or(() -> regular(compared))
                .or(() -> list(compared));
    }

    /** {@code city == "$param"}, which only tables fill. */
    private static Optional<Told> place(ComparedText compared) {
        return UnfilledPlaces.in(compared.text()).map(told -> new Told("place-in-text", told.message(), told.hint()));
    }

    private static Optional<Told> nothing(ComparedText compared) {
        String text = compared.text();
        String small = text.strip().toLowerCase(Locale.ROOT);
        String property = compared.read().property().name();
        boolean isName = NAMES.contains(property) || compared.isOf("segment") || compared.isOf("name");
        boolean open = OF_ONES_OWN.contains(property);
        boolean whole = compared.form() == Form.WHOLE || compared.form() == Form.ARGUMENT;
        if (!whole || isName && !text.equals("null") && !text.equals("NULL")) {
            return Optional.empty();
        }
        boolean absent = NULL.contains(small) || !open && ABSENT.contains(small);
        boolean anything =
                !open && ANYTHING.contains(small) || SIGNS.matcher(small).matches();
        if (!absent && !anything) {
            return Optional.empty();
        }
        return Optional.of(new Told(
                "placeholder",
                "'" + text + "' is a text like any other; hardly anybody has it.",
                instead(compared, anything)));
    }

    private static String instead(ComparedText compared, boolean anything) {
        if (compared.form() == Form.ARGUMENT) {
            return "Write the name that is meant.";
        }
        if (compared.condition() instanceof Condition.Contains) {
            return "A set of texts is never unknown; leave the condition out if it does not matter.";
        }
        if (anything) {
            return "If it does not matter, leave the condition out; any value at all is " + compared.property()
                    + " != null.";
        }
        boolean negated = !not(compared.condition()).isEmpty();
        return "What is not known is null: write " + compared.property() + (negated ? " != null." : " == null.");
    }

    private static Optional<Told> regular(ComparedText compared) {
        String text = compared.text();
        boolean anchored = text.matches("(?s)\\^.+|.*[\\p{L}*+)\\]]\\$");
        boolean strokes = text.matches("/.+/[a-z]?")
                && !OF_ONES_OWN.contains(compared.read().property().name());
        if (compared.form() == Form.ARGUMENT
                || !anchored && !strokes && !REGULAR.matcher(text).find()) {
            return Optional.empty();
        }
        String bare = strokes ? text.replaceFirst("^/", "").replaceFirst("/[a-z]?$", "") : text;
        String inner = bare.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
        String pattern = switch (compared.form()) {
            case BEGINNING -> inner.endsWith(".*") ? inner : inner + ".*";
            case END -> inner.startsWith(".*") ? inner : ".*" + inner;
            case PART -> ".*" + inner + ".*";
            case WHOLE, ORDER, ARGUMENT -> inner;
        };
        boolean set = compared.condition() instanceof Condition.Contains;
        boolean plain = !REGULAR.matcher(inner).find();
        return Optional.of(new Told(
                "regular-expression-as-text",
                "In '" + text + "' every sign stands for itself; only 'matches' takes a regular expression.",
                plain
                        ? "Write " + Printing.quoted(inner) + "."
                        : set
                                ? "Tags are compared as a whole; write one condition for each, joined by ||."
                                : "Write " + compared.property() + not(compared.condition()) + " matches "
                                        + Printing.quoted(pattern) + "."));
    }

    private static Optional<Told> list(ComparedText compared) {
        String text = compared.text();
        boolean argument = compared.form() == Form.ARGUMENT;
        if (compared.form() == Form.BEGINNING
                || compared.form() == Form.END
                || compared.form() == Form.PART
                || !SEPARATOR.matcher(text).find()) {
            return Optional.empty();
        }
        List<String> parts =
                Arrays.stream(SEPARATOR.split(text)).map(String::strip).toList();
        boolean named = parts.size() == 2
                && text.contains(", ")
                && (STATE.matcher(parts.getLast()).matches() || isCountry(parts.getLast()));
        boolean sentence = parts.stream().anyMatch(part -> part.isEmpty() || part.split("\\s+").length > 3);
        if (parts.size() < 2 || named || sentence || argument && !surelyMany(text)) {
            return Optional.empty();
        }
        List<String> quoted = parts.stream()
                .map(part -> Printing.quoted(part.replaceAll("^['\"]|['\"]$", "")))
                .toList();
        return Optional.of(new Told(
                "one-text",
                "'" + text + "' is one text, with " + sign(text) + " in it.",
                "Several are: " + several(compared, quoted) + "."));
    }

    private static boolean surelyMany(String text) {
        return text.contains(";") || text.matches(".*\\S,\\S.*") || text.matches("[\\w-]+(, [\\w-]+)+");
    }

    private static String sign(String text) {
        Matcher found = SEPARATOR.matcher(text);
        String sign = found.find() ? found.group().strip() : "";
        return sign.startsWith(",") ? "the comma" : sign.isEmpty() ? "the line break" : "the '" + sign + "'";
    }

    private static String several(ComparedText compared, List<String> quoted) {
        String property = compared.property();
        String not = not(compared.condition());
        if (compared.form() == Form.ARGUMENT) {
            String rest = property.replace(Printing.quoted(compared.text()), "%s");
            return quoted.stream().map(rest::formatted).collect(Collectors.joining(" || "));
        }
        if (compared.condition() instanceof Condition.Contains) {
            return quoted.stream()
                            .map(text -> property + not + " contains " + text)
                            .collect(Collectors.joining(not.isEmpty() ? " || " : " && "))
                    + (not.isEmpty() ? ", or && where all are meant" : "");
        }
        return property + not + " in (" + String.join(", ", quoted) + ")";
    }

    private static String not(Condition condition) {
        boolean negated = switch (condition) {
            case Condition.Comparison c -> c.operator() == Condition.Operator.NOT_EQUAL;
            case Condition.OneOf c -> c.negated();
            case Condition.Contains c -> c.negated();
            case Condition.TextTest c -> c.negated();
            default -> false;
        };
        return negated ? " not" : "";
    }

    private static boolean isCountry(String text) {
        return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                .anyMatch(code ->
                        Locale.of("", code).getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(text));
    }
}
