package io.regulars.rules.model;

import java.util.List;
import java.util.function.Predicate;

/**
 * Texts that a condition compares with what a business has, or a name that it is asked by.
 *
 * @param written the condition, as an analyst writes it
 * @param asked what is compared with the texts, as an analyst writes it: {@code city}
 * @param texts those that are compared as a whole; none where a part or a pattern of texts is asked for
 * @param negated whether it holds of the others: {@code city != "Riga"}
 * @param accepts whether it holds of a text
 * @param place where it stands, without a message
 */
public record AskedText(
        Subject subject,
        String written,
        String asked,
        List<Text> texts,
        boolean negated,
        Predicate<String> accepts,
        Diagnostic place) {
    public AskedText {
        texts = List.copyOf(texts);
    }

    /** One text, at its place. */
    public record Text(String value, Diagnostic place) {}
}
