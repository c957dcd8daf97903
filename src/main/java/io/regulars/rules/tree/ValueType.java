package io.regulars.rules.tree;

import io.regulars.facts.vocabulary.Property;

/** What kind of value an expression has. */
public enum ValueType {
    NUMBER("a number"),
    TEXT("a text"),
    FLAG("true or false"),
    DAY("a date"),
    TEXTS("a set of texts"),
    RANK("a rank");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** As a message says it: {@code a number}. */
    public String words() {
        return words;
    }

    /** The type of a property's values. */
    public static ValueType of(Property<?> property) {
        return switch (property) {
            case Property.Numeric<?> numeric -> NUMBER;
            case Property.Text<?> text -> TEXT;
            case Property.Flag<?> flag -> FLAG;
            case Property.Day<?> day -> DAY;
            case Property.Texts<?> texts -> TEXTS;
            case Property.Rank<?> rank -> RANK;
        };
    }
}
