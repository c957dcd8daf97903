package io.regulars.rules.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a YAML file into a record: an unknown or repeated key, a value of another type, and whatever the record's own
 * check refuses, is a diagnostic with its line.
 */
public final class YamlFile {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            // or a number would be a day after 1970, and a moment a day
            .withConfigOverride(LocalDate.class, days -> days.setFormat(JsonFormat.Value.forLeniency(false)))
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private YamlFile() {}

    /** The content of a file, or null with at least one problem reported. */
    public static <T> @Nullable T read(RuleFile file, TypeReference<T> type, Consumer<Diagnostic> problems) {
        try {
            T content = MAPPER.readValue(file.content(), type);
            if (content == null) {
                problems.accept(problem(file, null, "The file is empty.", ""));
            }
            return content;
        } catch (JsonProcessingException e) {
            problems.accept(problem(file, location(file, e), message(e), hint(e)));
            return null;
        }
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
    static String firstSentence(JsonProcessingException e) {
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

    private static Diagnostic problem(RuleFile file, @Nullable JsonLocation at, String message, String hint) {
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        int column = at == null ? 1 : Math.max(1, at.getColumnNr());
        return new Diagnostic(
                file.path(), line, column, line, column, "yaml", Diagnostic.Severity.ERROR, message, hint);
    }
}
