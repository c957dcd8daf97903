package io.regulars.releases.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expectation would have to say instead, so that what came out is what is expected.
 * <pre>
 *   {not in: at-risk}   and the client is in it   → {in: at-risk}
 * </pre>
 *
 * @param key that says otherwise
 * @param name the name under it
 * @param instead the key that it belongs under; null: under none
 * @param text what stands beside the name there; null: nothing, it is one of a list
 */
record Amendment(
        String key,
        String name,
        @Nullable String instead,
        @Nullable String text) {
    /** The name goes from one list into another. */
    static Amendment move(String from, String to, String name) {
        return new Amendment(from, name, to, null);
    }

    /** The name goes. */
    static Amendment drop(String from, String name) {
        return new Amendment(from, name, null, null);
    }

    /** Beside the name stands another text. */
    static Amendment say(String key, String name, String text) {
        return new Amendment(key, name, key, text);
    }

    /** Changes an expectation. */
    void in(ObjectNode expectation) {
        remove(expectation);
        if (instead != null && text != null) {
            expectation.withObjectProperty(instead).put(name, text);
        } else if (instead != null) {
            var names = new ArrayList<>(names(expectation.path(instead)));
            if (!names.contains(name)) {
                names.add(name);
            }
            set(expectation, instead, names);
        }
    }

    private void remove(ObjectNode expectation) {
        JsonNode there = expectation.path(key);
        if (there instanceof ObjectNode named) {
            if (!key.equals(instead)) {
                named.remove(name);
            }
            if (named.isEmpty()) {
                expectation.remove(key);
            }
        } else {
            List<String> left =
                    names(there).stream().filter(each -> !each.equals(name)).toList();
            set(expectation, key, left);
        }
    }

    private static List<String> names(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.textValue());
        }
        var names = new ArrayList<String>();
        node.forEach(each -> names.add(each.asText()));
        return names;
    }

    private static void set(ObjectNode expectation, String key, List<String> names) {
        if (names.isEmpty()) {
            expectation.remove(key);
        } else if (names.size() == 1) {
            expectation.put(key, names.getFirst());
        } else {
            ArrayNode list = expectation.arrayNode();
            names.forEach(list::add);
            expectation.set(key, list);
        }
    }
}
