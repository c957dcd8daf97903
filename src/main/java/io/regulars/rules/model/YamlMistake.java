package io.regulars.rules.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.regulars.rules.model.YamlDocument.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a YAML file in the words of who writes it, and where. */
final class YamlMistake {
    private YamlMistake() {}

    /** A file that cannot be read into a record. */
    static Diagnostic of(RuleFile file, JsonProcessingException e) {
        JsonProcessingException refused = e.getCause() instanceof PlacedParser.Refusal refusal ? refusal : e;
        JsonLocation at = location(file, refused);
        return at(file, at == null ? new Place(1, 1, 1) : PlacedParser.place(at, 1), message(refused), hint(refused));
    }

    /** A file that is no YAML, or none that is read. */
    static Diagnostic ofText(RuleFile file, JsonProcessingException e) {
        JsonProcessingException refused = e.getCause() instanceof PlacedParser.Refusal refusal ? refusal : e;
        JsonLocation at = refused.getLocation();
        String message = firstSentence(refused);
        return at(
                file,
                at == null ? new Place(1, 1, 1) : PlacedParser.place(at, 1),
                message.endsWith(".") ? message : message + ".",
                "");
    }

    /** A file in which there is nothing. */
    static Diagnostic empty(RuleFile file) {
        return at(file, new Place(1, 1, 1), "The file is empty.", "");
    }

    /** Where it is refused; the parser has read on when a key is unknown, so that is looked for up to there. */
    private static @Nullable JsonLocation location(RuleFile file, JsonProcessingException e) {
        JsonLocation readTo = e.getLocation();
        if (!(e instanceof UnrecognizedPropertyException unknown) || readTo == null) {
            return readTo;
        }
        var key = Pattern.compile("(^|[\\s{,-])" + Pattern.quote(unknown.getPropertyName()) + "[\"']?\\s*:");
        List<String> lines = file.content().lines().toList();
        for (int line = Math.min(readTo.getLineNr(), lines.size()); line >= 1; line--) {
            var matcher = key.matcher(lines.get(line - 1));
            if (matcher.find()) {
                return new JsonLocation(readTo.contentReference(), -1, line, matcher.end(1) + 1);
            }
        }
        return readTo;
    }

    private static String message(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "There is no key '%s'%s.".formatted(unknown.getPropertyName(), path(unknown));
        }
        if (e instanceof InvalidNullException empty) {
            return "There is nothing behind a key or a dash%s.".formatted(path(empty));
        }
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException refused && !(cause instanceof JsonProcessingException)) {
            return String.valueOf(refused.getMessage());
        }
        if (e instanceof MismatchedInputException other && other.getTargetType() != null) {
            return other.getPath().isEmpty() && other.getOriginalMessage().startsWith("No content")
                    ? "The file is empty."
                    : "Wanted here is " + wanted(other.getTargetType()) + path(other) + ".";
        }
        return firstSentence(e) + (e instanceof JsonMappingException mapping ? path(mapping) : "");
    }

    /** What the parser says of a file that is no YAML, without where it was when it noticed. */
    private static String firstSentence(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("while ") && !line.startsWith("in "))
                .findFirst()
                .orElse("The file cannot be read");
    }

    /** A type in the words of who writes the file. */
    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == LocalDate.class) {
            return "a day such as 2027-05-31";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "keys with values";
    }

    private static String hint(JsonProcessingException e) {
        if (!(e instanceof UnrecognizedPropertyException unknown) || unknown.getKnownPropertyIds() == null) {
            return "";
        }
        List<String> known = new ArrayList<>();
        unknown.getKnownPropertyIds().forEach(key -> known.add(key.toString()));
        return "Keys here are " + known.stream().sorted().collect(Collectors.joining(", ")) + ".";
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : " (at " + path + ")";
    }

    private static Diagnostic at(RuleFile file, Place place, String message, String hint) {
        return new Diagnostic(
                file.path(),
                place.line(),
                place.column(),
                place.line(),
                place.endColumn(),
                "yaml",
                Diagnostic.Severity.ERROR,
                message,
                hint);
    }
}
