package io.regulars.rules.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.regulars.platform.problem.ProblemException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file of which every part knows its place: read into a tree, so that it can be checked as a request's JSON is and
 * what is wrong with a field is told at its line, or into a record.
 *
 * @param content the whole
 */
public record YamlDocument<T>(RuleFile file, T content, Map<String, Place> places) {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            // or a number would be a day after 1970, and a moment a day
            .withConfigOverride(LocalDate.class, days -> days.setFormat(JsonFormat.Value.forLeniency(false)))
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();
    private static final ObjectReader TREE = MAPPER.readerFor(ObjectNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .without(YAMLParser.Feature.EMPTY_STRING_AS_NULL);

    public YamlDocument {
        places = Map.copyOf(places);
    }

    /** Where a key stands, or an element of a list; lines and columns from 1. */
    public record Place(int line, int column, int endColumn) {}

    /** Reads a file that is a mapping into a tree; null with a problem reported if it cannot be read. */
    public static @Nullable YamlDocument<ObjectNode> read(RuleFile file, Consumer<Diagnostic> problems) {
        try (PlacedParser parser = parser(file)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new PlacedParser.Refusal("The file is no mapping of keys to values.", parser);
            }
            ObjectNode content = TREE.readValue(parser);
            return new YamlDocument<>(file, content, parser.places());
        } catch (JsonProcessingException e) {
            problems.accept(YamlMistake.ofText(file, e));
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("a text is read without a device", e);
        }
    }

    /**
     * Reads a file into a record: an unknown or repeated key, a value of another type, and whatever the record's own check
     * refuses, is reported with its line, and there is nothing.
     */
    public static <T> @Nullable YamlDocument<T> read(
            RuleFile file, TypeReference<T> type, Consumer<Diagnostic> problems) {
        try (PlacedParser parser = parser(file)) {
            T content = MAPPER.readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(parser);
            if (content == null) {
                problems.accept(YamlMistake.empty(file));
                return null;
            }
            return new YamlDocument<>(file, content, parser.places());
        } catch (JsonProcessingException e) {
            problems.accept(YamlMistake.of(file, e));
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("a text is read without a device", e);
        }
    }

    private static PlacedParser parser(RuleFile file) throws IOException {
        return new PlacedParser(MAPPER.getFactory().createParser(file.content()));
    }

    /** The place of a JSON pointer's part; of the nearest part around it that the file has, if that is missing. */
    public Place place(String pointer) {
        for (String part = pointer; !part.isEmpty(); part = part.substring(0, part.lastIndexOf('/'))) {
            Place place = places.get(part);
            if (place != null) {
                return place;
            }
        }
        return new Place(1, 1, 1);
    }

    /** What is wrong with a field, at its place. */
    public Diagnostic error(ProblemException.FieldError wrong) {
        String name = wrong.pointer().substring(wrong.pointer().lastIndexOf('/') + 1);
        boolean sentence = !wrong.detail().isEmpty()
                && Character.isUpperCase(wrong.detail().codePointAt(0));
        String message = sentence
                ? wrong.detail()
                : "'" + name + "' " + wrong.detail() + (wrong.detail().matches("(?s).*[.?]") ? "" : ".");
        return error(file, place(wrong.pointer()), "yaml", message, "");
    }

    /** Something wrong at the place of a pointer. */
    public Diagnostic error(String pointer, String code, String message, String hint) {
        return error(file, place(pointer), code, message, hint);
    }

    /** Something at the place of a pointer that is surely not meant. */
    public Diagnostic warning(String pointer, String code, String message, String hint) {
        Place place = place(pointer);
        return new Diagnostic(
                file.path(),
                place.line(),
                place.column(),
                place.line(),
                place.endColumn(),
                code,
                Diagnostic.Severity.WARNING,
                message,
                hint);
    }

    private static Diagnostic error(RuleFile file, Place place, String code, String message, String hint) {
        return new Diagnostic(
                file.path(),
                place.line(),
                place.column(),
                place.line(),
                place.endColumn(),
                code,
                Diagnostic.Severity.ERROR,
                message,
                hint);
    }
}
