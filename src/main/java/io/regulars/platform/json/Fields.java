package io.regulars.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.Codes;
import io.regulars.platform.text.NearestName;
import io.regulars.platform.text.SaneTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object and gathers everything that is wrong with them; {@link #finish} refuses them all at
 * once. A field that is absent, JSON null or wrong reads as null, so read all, finish, then use.
 */
public final class Fields {
    /** The detail of every refusal of fields. */
    public static final String INVALID = "The content is not valid; 'errors' names each bad field.";

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_TEXT = 1_000;
    private static final BigDecimal LARGEST_AMOUNT = new BigDecimal("1000000000000");

    private final ObjectNode node;
    private final String pointer;
    private final List<ProblemException.FieldError> errors;
    private final Set<String> known = new LinkedHashSet<>();
    private @Nullable ZoneId localZone;

    /** The fields of a whole request or record. */
    public Fields(ObjectNode node) {
        this(node, "", new ArrayList<>());
    }

    private Fields(ObjectNode node, String pointer, List<ProblemException.FieldError> errors) {
        this.node = node;
        this.pointer = pointer;
        this.errors = errors;
    }

    /** The field as it stands; null if absent or JSON null. */
    public @Nullable JsonNode any(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Whether the field has a value: it is there, and neither null nor a text of blanks alone. */
    public boolean says(String name) {
        JsonNode value = any(name);
        return value != null
                && !(value.isTextual() && trimmed(value.textValue()).isEmpty());
    }

    /** From now on a moment without offset is of the clock of this zone. */
    public void readLocalTimesIn(ZoneId zone) {
        localZone = zone;
    }

    /** Notes that a field is wrong. */
    public void wrong(String name, String detail) {
        errors.add(new ProblemException.FieldError(pointer + "/" + escaped(name), detail));
    }

    /** Notes the field as missing if the value is null, unless it was noted as wrong; gives the value back. */
    public <T> @Nullable T required(String name, @Nullable T value) {
        String field = pointer + "/" + escaped(name);
        if (value == null
                && errors.stream()
                        .noneMatch(error ->
                                error.pointer().equals(field) || error.pointer().startsWith(field + "/"))) {
            wrong(name, node.path(name).isTextual() ? "is required, and this is empty" : "is required");
        }
        return value;
    }

    /** A text of at most 1,000 characters, blanks at its ends left out; empty text counts as absent. */
    public @Nullable String text(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            wrong(name, "is a text");
            return null;
        }
        String text = trimmed(value.textValue());
        if (text.length() > LONGEST_TEXT) {
            wrong(name, "has at most " + LONGEST_TEXT + " characters");
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    /** An external id: 1 to 200 characters, none of them a control character; a whole number is its digits. */
    public @Nullable String id(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber()) {
            value = TextNode.valueOf(value.bigIntegerValue().toString());
        }
        if (!value.isTextual()) {
            wrong(name, "is a text, or a whole number");
            return null;
        }
        String problem = problemOfId(value.textValue());
        if (problem != null) {
            wrong(name, problem);
            return null;
        }
        return value.textValue();
    }

    /** A text that a reader turns into a value, throwing IllegalArgumentException with a sentence where it cannot. */
    public <T> @Nullable T read(String name, Function<String, T> reader) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            wrong(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A moment, ISO 8601, between the years 1900 and 2200; with offset, unless local times are read. */
    public @Nullable Instant instant(String name) {
        JsonNode value = any(name);
        if (value != null && value.isNumber()) {
            wrong(name, Codes.momentOfNumber(value.decimalValue()));
            return null;
        }
        ZoneId zone = localZone;
        return read(name, text -> zone == null ? Codes.instant(text) : Codes.instant(text, zone));
    }

    /** A day such as 2026-11-22, between the years 1900 and 2200. */
    public @Nullable LocalDate day(String name) {
        return read(name, text -> {
            try {
                return SaneTime.checked(LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("is a day such as 2026-11-22", e);
            }
        });
    }

    /** One of the constants of an enum, by its name. */
    public <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        return constant(name, List.of(type.getEnumConstants()));
    }

    /** One of some constants, of which each is written as its name. */
    public <E extends Enum<E>> @Nullable E constant(String name, List<E> constants) {
        return read(name, text -> {
            for (E constant : constants) {
                if (constant.name().equals(text)) {
                    return constant;
                }
            }
            List<String> names = constants.stream().map(Enum::name).toList();
            throw new IllegalArgumentException("is one of " + String.join(", ", names)
                    + NearestName.of(text, names)
                            .map(nearest -> "; did you mean " + nearest + "?")
                            .orElse(""));
        });
    }

    /** True or false. */
    public @Nullable Boolean flag(String name) {
        JsonNode value = any(name);
        if (value != null && !value.isBoolean()) {
            wrong(name, "is true or false");
            return null;
        }
        return value == null ? null : value.booleanValue();
    }

    /** A whole number within bounds, both included. */
    public @Nullable Integer whole(String name, int least, int most) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            wrong(name, "is a whole number from " + least + " to " + most);
            return null;
        }
        return value.intValue();
    }

    /** An amount as decimal text (a JSON number is taken too), in minor units of a currency with that many digits. */
    public @Nullable Long money(String name, int fractionDigits) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() && !value.isNumber()) {
            wrong(name, "is an amount as text such as \"12.50\"");
            return null;
        }
        String text = value.isNumber() ? plain(value.decimalValue()) : trimmed(value.asText());
        if (text.length() > 30 || !text.matches("-?\\d+(\\.\\d+)?")) {
            wrong(name, "is an amount as text such as \"12.50\"");
            return null;
        }
        BigDecimal amount = new BigDecimal(text).stripTrailingZeros();
        if (amount.scale() > fractionDigits) {
            wrong(name, "has at most " + fractionDigits + " decimals in this currency");
            return null;
        }
        if (amount.abs().compareTo(LARGEST_AMOUNT) >= 0) {
            wrong(name, "is less than 1000000000000");
            return null;
        }
        return amount.movePointRight(fractionDigits).longValueExact();
    }

    /**
     * An amount as it is sent: as decimal text, or in the smallest units of the currency as a whole number in the field of
     * the same name with {@code Minor}. A whole JSON number may be meant as either, so it is refused.
     */
    public @Nullable Long amount(String name, int fractionDigits) {
        JsonNode value = any(name);
        String minorName = name + "Minor";
        JsonNode minor = any(minorName);
        if (value != null
                && value.isIntegralNumber()
                && fractionDigits > 0
                && value.decimalValue().signum() != 0) {
            wrong(
                    name,
                    "may be meant in two ways: write \"" + value.asText() + "." + "0".repeat(fractionDigits)
                            + "\" as text, or \"" + minorName + "\": " + value.asText()
                            + " if these are the smallest units of the currency");
            return null;
        }
        Long amount = money(name, fractionDigits);
        if (minor == null) {
            return amount;
        }
        if (!minor.isIntegralNumber()
                || minor.decimalValue().abs().movePointLeft(fractionDigits).compareTo(LARGEST_AMOUNT) >= 0) {
            wrong(minorName, "is a whole number of the smallest units of the currency, such as 1250 for 12.50");
            return null;
        }
        if (amount != null && amount != minor.longValue()) {
            wrong(minorName, "is another amount than '" + name + "'; send one of the two");
            return null;
        }
        return minor.longValue();
    }

    /** An amount as it is sent that is zero or more. */
    public @Nullable Long positiveAmount(String name, int fractionDigits) {
        return positive(name, amount(name, fractionDigits));
    }

    /** An amount that is zero or more. */
    public @Nullable Long positiveMoney(String name, int fractionDigits) {
        return positive(name, money(name, fractionDigits));
    }

    private @Nullable Long positive(String name, @Nullable Long amount) {
        if (amount != null && amount < 0) {
            wrong(name, "is zero or more");
            return null;
        }
        return amount;
    }

    /** A list of texts of 1 to 200 characters, none twice; empty if absent. */
    public List<String> texts(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > 1_000) {
            wrong(name, "is a list of at most 1000 texts");
            return List.of();
        }
        var texts = new LinkedHashSet<String>();
        for (JsonNode element : value) {
            String text = element.isTextual() ? trimmed(element.textValue()) : "";
            if (problemOfId(text) != null) {
                wrong(name, "has only texts of 1 to 200 characters");
                return List.of();
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** The fields of an object inside; null if absent. Its errors are this object's. */
    public @Nullable Fields object(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            wrong(name, "is an object");
            return null;
        }
        return new Fields(object, pointer + "/" + escaped(name), errors);
    }

    /** The fields of each object of a list inside; empty if absent. */
    public List<Fields> objects(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return List.of();
        }
        var objects = new ArrayList<Fields>();
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode object) {
                objects.add(new Fields(object, pointer + "/" + escaped(name) + "/" + i, errors));
            }
        }
        if (value.getNodeType() != JsonNodeType.ARRAY || objects.size() != value.size()) {
            wrong(name, "is a list of objects");
        }
        return objects;
    }

    /** The names that this object has. */
    public List<String> names() {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Notes every field that was never asked for. */
    public void refuseUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(name, NearestName.unknownAmong("field", name, known));
            }
        });
    }

    /** Refuses everything noted, unknown fields included. */
    public void finish() {
        refuseUnknown();
        refuse();
    }

    /** Refuses everything noted so far; fields never asked for are let be. */
    public void refuse() {
        if (!errors.isEmpty()) {
            throw new ProblemException(ErrorCode.INVALID, INVALID, errors);
        }
    }

    /** Refuses an id that came in a path. */
    public static String checkedId(String id) {
        String problem = problemOfId(id);
        if (problem != null) {
            throw new ProblemException(ErrorCode.INVALID, "The id in the path " + problem + ".");
        }
        return id;
    }

    /** A text without blanks at its ends, of whatever kind: people type and paste them. */
    public static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x200B || c == 0xFEFF;
    }

    /** A number so large that its digits would fill a page is left in short form, which no amount has. */
    private static String plain(BigDecimal number) {
        return Math.abs(number.scale()) > 30 ? number.toString() : number.toPlainString();
    }

    static String escaped(String name) {
        String shortened = name.length() <= 100 ? name : name.substring(0, 100) + "…";
        return shortened.replace("~", "~0").replace("/", "~1");
    }

    private static @Nullable String problemOfId(String id) {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            return "has 1 to " + LONGEST_ID + " characters; this one has " + (id.isBlank() ? "none" : id.length());
        }
        boolean unfit = id.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || c == 0xFFFD
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        return unfit ? "has control characters or is not valid UTF-8" : null;
    }
}
