package io.regulars.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A change of some fields (RFC 7396): null clears, an object is merged, everything else replaces. */
public final class MergePatch {
    private MergePatch() {}

    /**
     * What the patch makes of a state. {@code occurredAt} is the patch's own: a change happens when it says or now, never
     * when the state before it did.
     */
    public static ObjectNode apply(ObjectNode present, ObjectNode patch) {
        ObjectNode state = present.deepCopy();
        state.remove("occurredAt");
        patch.fieldNames().forEachRemaining(name -> {
            if (!name.equals(SaidFields.field(name))) {
                state.remove(SaidFields.field(name));
            }
        });
        merge(state, patch);
        return state;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (var field : patch.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value instanceof ObjectNode object) {
                ObjectNode inner = target.get(field.getKey()) instanceof ObjectNode known
                        ? known
                        : target.putObject(field.getKey());
                merge(inner, object);
            } else {
                target.set(field.getKey(), value);
            }
        }
    }
}
