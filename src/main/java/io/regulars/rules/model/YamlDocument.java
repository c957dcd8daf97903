package io.regulars.rules.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.regulars.platform.ProblemException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file as a tree of which every part knows its place, so that it can be read as a request's JSON is and what is wrong
 * with a field is told at its line.
 *
 * @param content the whole
 */
public record YamlDocument(RuleFile file, ObjectNode content, Map<String, Place> places) {
    private static final YAMLFactory FACTORY = YAMLFactory.builder().build();
    private static final int DEEPEST = 50;

    public YamlDocument {
        places = Map.copyOf(places);
    }

    /** Where a key stands, or an element of a list; lines and columns from 1. */
    public record Place(int line, int column, int endColumn) {}

    /** Reads a file that is a mapping; null with a problem reported if it cannot be read. */
    public static @Nullable YamlDocument read(RuleFile file, Consumer<Diagnostic> problems) {
        try (YAMLParser parser = FACTORY.createParser(file.content())) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            var places = new HashMap<String, Place>();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonProcessingRefusal("The file is no mapping of keys to values.", parser);
            }
            JsonNode content = new Reader(parser, places).value("", 0);
            return new YamlDocument(file, (ObjectNode) content, places);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            Place place = at == null ? new Place(1, 1, 1) : place(at, 1);
            String message = YamlFile.firstSentence(e);
            problems.accept(error(file, place, "yaml", message.endsWith(".") ? message : message + ".", ""));
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("a text is read without a device", e);
        }
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
                : "'" + name + "' " + wrong.detail() + (wrong.detail().endsWith(".") ? "" : ".");
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

    private static Place place(JsonLocation at, int length) {
        int column = Math.max(1, at.getColumnNr());
        return new Place(Math.max(1, at.getLineNr()), column, column + Math.max(0, length - 1));
    }

    private static final class JsonProcessingRefusal extends JsonProcessingException {
        JsonProcessingRefusal(String message, JsonParser at) {
            super(message, at.currentTokenLocation());
        }
    }

    private record Reader(YAMLParser parser, Map<String, Place> places) {
        JsonNode value(String pointer, int depth) throws IOException {
            if (depth > DEEPEST || parser.isCurrentAlias()) {
                throw new JsonProcessingRefusal(
                        depth > DEEPEST ? "This is nested too deeply." : "Write it out; *aliases are not read.",
                        parser);
            }
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(pointer, depth);
                case START_ARRAY -> array(pointer, depth);
                case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
                case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
                case VALUE_TRUE -> nodes.booleanNode(true);
                case VALUE_FALSE -> nodes.booleanNode(false);
                case VALUE_NULL -> nodes.nullNode();
                default -> nodes.textNode(parser.getText());
            };
        }

        private ObjectNode object(String pointer, int depth) throws IOException {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                String inner = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                places.put(inner, place(parser.currentTokenLocation(), name.length()));
                parser.nextToken();
                object.set(name, value(inner, depth + 1));
            }
            return object;
        }

        private ArrayNode array(String pointer, int depth) throws IOException {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String inner = pointer + "/" + array.size();
                places.put(
                        inner,
                        place(
                                parser.currentTokenLocation(),
                                parser.currentToken().isScalarValue()
                                        ? parser.getText().length()
                                        : 1));
                array.add(value(inner, depth + 1));
            }
            return array;
        }
    }
}
