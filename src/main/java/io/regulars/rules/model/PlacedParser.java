package io.regulars.rules.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.regulars.rules.model.YamlDocument.Place;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A parser of YAML that remembers by their JSON pointers where the keys and the elements of lists stand, whoever reads from
 * it. Aliases and what is nested too deeply are refused.
 */
final class PlacedParser extends JsonParserDelegate {
    private static final int DEEPEST = 50;

    private final YAMLParser yaml;
    private final Map<String, Place> places = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();

    PlacedParser(YAMLParser yaml) {
        super(yaml);
        this.yaml = yaml;
    }

    /** What it has read so far. */
    Map<String, Place> places() {
        return Map.copyOf(places);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.FIELD_NAME) {
            String name = yaml.currentName();
            open.element().key(name);
            places.put(open.element().part(), place(yaml.currentTokenLocation(), name.length()));
        } else if (token != null && token.isStructEnd()) {
            open.pop();
        } else if (token != null) {
            value(token);
        }
        return token;
    }

    private void value(JsonToken token) throws IOException {
        Open around = open.peek();
        if (around != null && around.isList) {
            around.element();
            places.put(
                    around.part(),
                    place(
                            yaml.currentTokenLocation(),
                            token.isScalarValue() ? yaml.getText().length() : 1));
        }
        if (open.size() > DEEPEST || yaml.isCurrentAlias()) {
            throw new Refusal(
                    open.size() > DEEPEST ? "This is nested too deeply." : "Write it out; *aliases are not read.",
                    yaml);
        }
        if (token.isStructStart()) {
            open.push(new Open(around == null ? "" : around.part(), token == JsonToken.START_ARRAY));
        }
    }

    @Override
    public JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        if (currentToken() != null && currentToken().isStructStart()) {
            int depth = open.size();
            while (open.size() >= depth) {
                nextToken();
            }
        }
        return this;
    }

    static Place place(JsonLocation at, int length) {
        int column = Math.max(1, at.getColumnNr());
        return new Place(Math.max(1, at.getLineNr()), column, column + Math.max(0, length - 1));
    }

    /** What is no mistake of YAML itself, and not read all the same. */
    static final class Refusal extends JsonProcessingException {
        Refusal(String message, JsonParser at) {
            super(message, at.currentTokenLocation());
        }
    }

    /** A mapping or a list that has begun. */
    private static final class Open {
        private final String pointer;
        private final boolean isList;
        private int elements;
        private String part = "";

        Open(String pointer, boolean isList) {
            this.pointer = pointer;
            this.isList = isList;
        }

        void key(String name) {
            part = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        }

        void element() {
            part = pointer + "/" + elements++;
        }

        /** The pointer of the key or element that was read last. */
        String part() {
            return part;
        }
    }
}
