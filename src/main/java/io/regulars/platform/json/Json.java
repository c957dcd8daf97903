package io.regulars.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes JSON strictly: UTF-8, one value, no name twice, no text that PostgreSQL cannot hold. */
public final class Json {
    /** The most bytes of one request or one line of an import. */
    public static final int MOST_BYTES = 1 << 20;

    /** For trees and for writing; exact decimals. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /**
     * Reads a request's body as one JSON object.
     *
     * @throws ProblemException if it is empty, too large, not UTF-8, not JSON or no object
     */
    public static ObjectNode object(InputStream body) {
        try {
            return object(body.readNBytes(MOST_BYTES + 1));
        } catch (IOException e) {
            throw new ProblemException(ErrorCode.MALFORMED, "The body broke off.");
        }
    }

    /**
     * Reads one JSON object.
     *
     * @throws ProblemException if it is empty, too large, not UTF-8, not JSON or no object
     */
    public static ObjectNode object(byte[] body) {
        if (body.length > MOST_BYTES) {
            throw new ProblemException(
                    ErrorCode.TOO_LARGE, "At most 1 MB is taken at once; POST /api/import takes any size.");
        }
        JsonNode node = read(text(body));
        if (!(node instanceof ObjectNode object)) {
            throw new ProblemException(ErrorCode.MALFORMED, "A JSON object is needed: { … }.");
        }
        var errors = new ArrayList<ProblemException.FieldError>();
        findUnstorable(object, "", errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(ErrorCode.INVALID, Fields.INVALID, errors);
        }
        return object;
    }

    /** Writes a tree or a record of plain values. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /** Reads what we wrote ourselves, such as a jsonb column. */
    public static JsonNode stored(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("stored JSON cannot be read", e);
        }
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (text.isBlank()) {
                throw new ProblemException(ErrorCode.MALFORMED, "The body is empty; a JSON object is needed.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ProblemException(ErrorCode.MALFORMED, "The body is not valid UTF-8.");
        }
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw JsonProblem.of(e);
        }
    }

    private static void findUnstorable(JsonNode node, String pointer, List<ProblemException.FieldError> errors) {
        if (node.isTextual() && !storable(node.textValue())) {
            errors.add(new ProblemException.FieldError(pointer, "The text has a NUL or half a character in it."));
        }
        for (var field : node.properties()) {
            String place = pointer + "/" + Fields.escaped(field.getKey());
            if (!storable(field.getKey())) {
                errors.add(new ProblemException.FieldError(pointer, "A name has a NUL or half a character in it."));
            }
            findUnstorable(field.getValue(), place, errors);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                findUnstorable(node.get(i), pointer + "/" + i, errors);
            }
        }
    }

    private static boolean storable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
