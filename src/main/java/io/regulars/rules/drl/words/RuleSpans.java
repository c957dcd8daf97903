package io.regulars.rules.drl.words;

import io.regulars.rules.model.DiagnosticCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the statements of a rule file stand, as far as its words tell, so that the file can be cut between them. */
public final class RuleSpans {
    private RuleSpans() {}

    /**
     * One statement.
     *
     * @param rule the name of the rule; null: it is another statement
     * @param start offset of its first character
     * @param end offset behind its last one
     */
    public record Span(@Nullable String rule, int start, int end) {}

    /** In the order of the text; empty if its words cannot be told, or a rule has no name or no end. */
    public static Optional<List<Span>> of(String path, String text) {
        SourceText source = SourceText.of(path, text, Origins.NONE);
        WordReader.Read read = WordReader.of(source, new DiagnosticCollector());
        if (text.length() > Bounds.FILE || !read.refused().isEmpty()) {
            return Optional.empty();
        }
        var spans = new ArrayList<Span>();
        for (Statement statement : Statement.of(source, read.words())) {
            if (statement.isRule() && !whole(statement)) {
                return Optional.empty();
            }
            spans.add(new Span(
                    statement.isRule() ? name(statement) : null,
                    statement.first().start(),
                    statement.last().end()));
        }
        return Optional.of(spans);
    }

    private static boolean whole(Statement rule) {
        List<Word> words = rule.words();
        boolean named =
                words.size() > 1 && (words.get(1).isName() || words.get(1).kind() == Word.Kind.TEXT);
        Word last = words.getLast().is(";") ? words.get(words.size() - 2) : words.getLast();
        return named && !words.get(1).is("when") && last.is("end");
    }

    private static String name(Statement rule) {
        Word name = rule.words().get(1);
        return name.kind() == Word.Kind.TEXT
                ? name.text().substring(1, name.text().length() - 1)
                : name.text();
    }
}
