package io.regulars.rules.drl;

import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.drl.words.Statement;
import io.regulars.rules.drl.words.Structure;
import io.regulars.rules.drl.words.Word;
import io.regulars.rules.model.DiagnosticCollector;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a rule file may hold beside rules: imports and globals of the vocabulary, which change nothing. All else is refused by
 * its first words.
 */
final class Declarations {
    private static final Set<String> GLOBALS = Set.of("segments", "campaigns", "tags");
    private static final String IN_SCOPE = "The vocabulary is always in scope; leave it out.";

    private final Statement statement;
    private final SourceText source;
    private final DiagnosticCollector problems;

    private Declarations(Statement statement, SourceText source, DiagnosticCollector problems) {
        this.statement = statement;
        this.source = source;
        this.problems = problems;
    }

    /** Whether a statement may stand in a rule file; if not, that is reported. */
    static boolean allowed(Statement statement, SourceText source, DiagnosticCollector problems) {
        return new Declarations(statement, source, problems).allowed();
    }

    private boolean allowed() {
        String keyword = statement.first().text();
        return switch (keyword) {
            case "import" -> imported();
            case "global" -> global();
            case "function", "query" ->
                refuse(2, keyword, "Use properties of the vocabulary, or a Finding of another rule.");
            case "declare" -> refuse(2, keyword, "Facts are those of the vocabulary.");
            case "unit" -> refuse(2, keyword, IN_SCOPE);
            default -> attribute();
        };
    }

    private boolean imported() {
        String kind = word(1);
        if (kind.equals("static") || kind.equals("function") || kind.equals("accumulate") || kind.equals("acc")) {
            return refuse(length(), "import " + kind, "Use properties of the vocabulary.");
        }
        String target =
                statement.words().subList(1, length()).stream().map(Word::text).collect(Collectors.joining());
        return target.startsWith(DrlReader.FACTS) || refuse(length(), "import " + target, IN_SCOPE);
    }

    private boolean global() {
        String name = word(length() - 1);
        return GLOBALS.contains(name)
                || refuse(
                        length(),
                        "global " + name,
                        "There are segments, campaigns and tags, and they are always in scope.");
    }

    private boolean attribute() {
        String first = statement.first().text();
        boolean attribute = Structure.ATTRIBUTES.stream().anyMatch(name -> name.equals(first))
                || Structure.ATTRIBUTES.stream().anyMatch(name -> name.startsWith(first + "-") && word(1).equals("-"));
        return !attribute || refuse(1, first, "An attribute stands inside a rule, between its name and 'when'.");
    }

    private String word(int index) {
        return index < statement.words().size() ? statement.words().get(index).text() : "";
    }

    /** Without the semicolon. */
    private int length() {
        int size = statement.words().size();
        return statement.last().is(";") && size > 1 ? size - 1 : size;
    }

    private boolean refuse(int words, String what, String hint) {
        Word last = statement.words().get(Math.min(words, statement.words().size()) - 1);
        problems.error(
                source.position(statement.first().start(), last.end()),
                "not-allowed",
                "'" + what + "' is not allowed in a rule file.",
                hint);
        return false;
    }
}
