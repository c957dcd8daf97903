package io.regulars.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a telling said of a thing: which fields it named.
 * <pre>
 *   PUT   {"client": "c-1", "status": "BOOKED", "tip": null}  →  client, status, tip; whole
 *   PATCH {"attributes": {"hair": "long"}}                    →  attributes/hair
 * </pre>
 *
 * @param fields null: those that have a value; an amount of zero is none
 * @param whole whether it told all of the thing, so that what it did not name was cleared
 */
public record SaidFields(@Nullable Set<String> fields, boolean whole) {
    /** Of a state whose telling named just the fields that have a value. */
    public static final SaidFields ALL = new SaidFields(null, true);

    private static final Set<String> NEVER_SAID = Set.of("occurredAt", "currency", "id", "record", "assumedPrice");

    public SaidFields {
        fields = fields == null ? null : Set.copyOf(fields);
    }

    /** By a telling of the whole, in the fields of a PUT. */
    public static SaidFields whole(ObjectNode told) {
        return new SaidFields(named(told), true);
    }

    /** By a telling of some fields. */
    public static SaidFields some(ObjectNode told) {
        return new SaidFields(named(told), false);
    }

    /** The fields, where the telling left that state. */
    Set<String> of(ObjectNode state) {
        return fields == null ? valued(state) : fields;
    }

    /** The same, where it named a whole object: what was in that. */
    SaidFields inside(ObjectNode base) {
        if (fields == null) {
            return this;
        }
        var names = new TreeSet<String>();
        for (String field : fields) {
            if (base.get(field) instanceof ObjectNode inner) {
                inner.fieldNames().forEachRemaining(name -> names.add(field + "/" + name));
            } else {
                names.add(field);
            }
        }
        return new SaidFields(names, whole);
    }

    /** What both said at one moment, the other later. */
    SaidFields and(SaidFields later, ObjectNode state) {
        if (later.whole) {
            return later;
        }
        var both = new TreeSet<>(of(state));
        both.addAll(later.of(state));
        return new SaidFields(both, whole);
    }

    /** The same in all words, for when the state becomes another. */
    SaidFields spelled(ObjectNode state) {
        return new SaidFields(of(state), whole);
    }

    /** The same in fewer words, where the state tells it. */
    public SaidFields shortly(ObjectNode state) {
        return fields != null && fields.equals(valued(state)) ? new SaidFields(null, whole) : this;
    }

    /** As the columns {@code said} and {@code partial}. */
    public @Nullable Object[] columns() {
        return new @Nullable Object[] {fields == null ? null : new TreeSet<>(fields).toArray(String[]::new), !whole};
    }

    /** From the columns {@code said} and {@code partial}. */
    public static SaidFields read(ResultSet row) throws SQLException {
        Array said = row.getArray("said");
        return new SaidFields(said == null ? null : Set.of((String[]) said.getArray()), !row.getBoolean("partial"));
    }

    /** The value of a field in a state; null if it has none. */
    static @Nullable JsonNode value(ObjectNode state, String field) {
        int slash = field.indexOf('/');
        JsonNode value = slash < 0
                ? state.get(field)
                : state.path(field.substring(0, slash)).get(field.substring(slash + 1));
        return value == null || value.isNull() ? null : value;
    }

    /** Gives a field of a state the value that it has in another, a null too, or takes it away. */
    static void copy(ObjectNode target, String field, ObjectNode source) {
        int slash = field.indexOf('/');
        if (slash < 0) {
            set(target, field, source.get(field));
            return;
        }
        JsonNode value = value(source, field);
        String object = field.substring(0, slash);
        ObjectNode inner = target.get(object) instanceof ObjectNode known ? known : target.putObject(object);
        set(inner, field.substring(slash + 1), value);
        if (inner.isEmpty()) {
            target.remove(object);
        }
    }

    private static void set(ObjectNode target, String name, @Nullable JsonNode value) {
        if (value == null) {
            target.remove(name);
        } else {
            target.set(name, value);
        }
    }

    /** The field that a name says something about: {@code priceMinor} says the price. */
    static String field(String name) {
        return name.endsWith("Minor") ? name.substring(0, name.length() - "Minor".length()) : name;
    }

    private static Set<String> named(ObjectNode told) {
        var names = new TreeSet<String>();
        for (var field : told.properties()) {
            if (field.getValue() instanceof ObjectNode inner) {
                inner.fieldNames().forEachRemaining(name -> names.add(field.getKey() + "/" + name));
            } else if (!NEVER_SAID.contains(field.getKey())) {
                names.add(field(field.getKey()));
            }
        }
        return names;
    }

    private static Set<String> valued(ObjectNode state) {
        Set<String> names = named(state);
        names.removeIf(field -> {
            JsonNode value = value(state, field);
            return value == null || value.isTextual() && value.textValue().matches("0(\\.0+)?");
        });
        return names;
    }
}
