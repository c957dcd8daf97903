package io.regulars.rules.tables.literal;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Unit;
import io.regulars.facts.vocabulary.Vocabulary;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value from a cell is for, as far as its snippet tells.
 * <pre>
 *   city in ($param)                  one of several values for the text city
 *   postcode == "LV-$param"           a part of a text
 *   segments.assign($c, "$param");    a name
 * </pre>
 *
 * @param use what it is put into
 * @param asked the property as written: {@code spendInLast(90)}; of an action what is called
 * @param property what it is compared with; null: not known
 * @param operator as written; empty if there is none
 * @param inQuotes whether the snippet has opened quotes around it
 */
public record Place(Use use, String asked, @Nullable Property<?> property, String operator, boolean inQuotes) {
    private static final String OPERATORS =
            "==|!=|<=|>=|<|>|(?:not\\s+)?in\\b\\s*\\(?[^()]*|(?:not\\s+)?(?:contains|matches|memberOf)\\b"
                    + "|(?:not\\s+)?str\\s*\\[\\s*\\w+\\s*\\]";
    private static final Pattern COMPARED = Pattern.compile(
            "(?:(\\$\\w+)\\s*\\.\\s*)?\\b([A-Za-z_]\\w*)\\s*(\\([^()]*\\))?\\s*(" + OPERATORS + ")\\s*(\"[^\"]*)?$");
    private static final Pattern TURNED =
            Pattern.compile("^\\s*(==|!=|<=|>=|<|>)\\s*(?:(\\$\\w+)\\s*\\.\\s*)?([A-Za-z_]\\w*)\\s*(\\([^()]*\\))?");
    private static final Pattern CALLED =
            Pattern.compile("(segments|campaigns|tags)\\s*\\.\\s*\\w+|\\b(assign|start|add|remove)\\b|\\bFinding\\b");
    private static final Pattern TYPE = Pattern.compile("([A-Z]\\w*)\\s*$");

    /** So many characters before and after a place say what it is for. */
    private static final int NEAR = 300;

    /** What a value in that place is used as. */
    public enum Use {
        CONDITION,
        ACTION,
        METADATA
    }

    /** That between two parts of a snippet. */
    public static Place of(Use use, String object, String before, String after) {
        return near(
                use,
                object,
                before.substring(Math.max(0, before.length() - NEAR)),
                after.substring(0, Math.min(after.length(), NEAR)),
                quoteIsOpen(before));
    }

    private static Place near(Use use, String object, String before, String after, boolean inQuotes) {
        if (use != Use.CONDITION) {
            Matcher called = CALLED.matcher(object + "." + before);
            String verb = "";
            while (called.find()) {
                verb = called.group();
            }
            return new Place(use, verb, null, "", inQuotes);
        }
        Matcher compared = COMPARED.matcher(before);
        if (compared.find()) {
            String operator = compared.group(4).replaceFirst("\\s*\\(.*", "").strip();
            return asked(
                    object,
                    before,
                    compared.start(),
                    compared.group(1),
                    compared.group(2),
                    compared.group(3),
                    operator,
                    inQuotes);
        }
        Matcher turned = TURNED.matcher(after);
        if (turned.find()) {
            return asked(
                    object,
                    before,
                    before.length(),
                    turned.group(2),
                    turned.group(3),
                    turned.group(4),
                    turned.group(1),
                    inQuotes);
        }
        return new Place(use, "", null, "", inQuotes);
    }

    private static Place asked(
            String object,
            String before,
            int at,
            @Nullable String variable,
            String name,
            @Nullable String arguments,
            String operator,
            boolean inQuotes) {
        String written = (variable == null ? "" : variable + ".") + name + (arguments == null ? "" : arguments);
        boolean alone = before.substring(0, at).matches("(?s)(.*[(,&|!])?\\s*");
        Optional<? extends Property<?>> property = alone
                ? type(object, before.substring(0, at), variable).flatMap(type -> type.property(name))
                : Optional.empty();
        return new Place(Use.CONDITION, written, property.orElse(null), operator, inQuotes);
    }

    /** The fact in whose brackets a place stands, or that above the column. */
    private static Optional<FactType<?>> type(String object, String before, @Nullable String variable) {
        if (variable != null) {
            return variable.equals("$c") ? Optional.of(Vocabulary.CLIENT) : Optional.empty();
        }
        int depth = 0;
        for (int i = before.length() - 1; i >= 0; i--) {
            char c = before.charAt(i);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            Matcher type = TYPE.matcher(before.substring(0, i));
            if (depth < 0 && type.find()) {
                return Optional.ofNullable(Vocabulary.types().get(type.group(1)));
            }
            depth = Math.max(depth, -1);
        }
        Matcher above = Pattern.compile("(?:\\$\\w+\\s*:\\s*)?([A-Z]\\w*).*", Pattern.DOTALL)
                .matcher(object);
        return above.matches() ? Optional.ofNullable(Vocabulary.types().get(above.group(1))) : Optional.empty();
    }

    /** Whether a text ends inside a text of DRL. */
    public static boolean quoteIsOpen(String text) {
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                open = !open;
            }
        }
        return open;
    }

    /** The same for one of several values. */
    public boolean isList() {
        return operator.endsWith("in");
    }

    boolean isPattern() {
        return operator.endsWith("matches");
    }

    /** Whether what stands there is compared with a text. */
    public boolean isText() {
        return property instanceof Property.Text<?> || property instanceof Property.Texts<?>;
    }

    boolean isTexts() {
        return property instanceof Property.Texts<?>;
    }

    boolean isNumber() {
        return property instanceof Property.Numeric<?> || property instanceof Property.Rank<?>;
    }

    boolean isDay() {
        return property instanceof Property.Day<?>;
    }

    /** Whether what stands there is true or false. */
    public boolean isFlag() {
        return property instanceof Property.Flag<?>;
    }

    /** Whether the texts are of a closed list. */
    public boolean isClosed() {
        return property instanceof Property.Text<?> text && !text.values().isEmpty();
    }

    Optional<Unit> unit() {
        return Optional.ofNullable(property).flatMap(Unit::of);
    }

    /** What it is, for a message: {@code 'visits' is a number}. */
    String isWhat() {
        String kind = isNumber() ? "a number" : isDay() ? "a date" : isFlag() ? "true or false" : "a text";
        return "'" + asked + "' is " + kind;
    }
}
