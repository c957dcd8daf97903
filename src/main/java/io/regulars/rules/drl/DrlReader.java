package io.regulars.rules.drl;

import io.regulars.rules.drl.words.Bounds;
import io.regulars.rules.drl.words.Keywords;
import io.regulars.rules.drl.words.Origins;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.drl.words.Statement;
import io.regulars.rules.drl.words.Structure;
import io.regulars.rules.drl.words.WordReader;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Reads one DRL file, by Drools' own parser, into rules of the tree. */
public final class DrlReader {
    /** What an import of the vocabulary begins with. */
    static final String FACTS = "io.regulars.facts.";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final DiagnosticCollector problems;
    private final ExpressionTexts texts = new ExpressionTexts();

    public DrlReader(DiagnosticCollector problems) {
        this.problems = problems;
    }

    /** The file's rules; what cannot be read is reported and left out. */
    public List<Rule> read(RuleFile file) {
        return read(
                file.path(),
                file.content().startsWith(BYTE_ORDER_MARK) ? file.content().substring(1) : file.content(),
                Origins.NONE);
    }

    /** The rules of a text that was written out of something else; each part of them stands where it comes from. */
    public List<Rule> read(String path, String content, Origins origins) {
        SourceText source = SourceText.of(path, content, origins);
        if (content.length() > Bounds.FILE) {
            problems.error(
                    source.position(Bounds.FILE, Bounds.FILE + 1),
                    "file-too-large",
                    "A rule file has at most " + Bounds.FILE + " characters; here they end.",
                    "Split the file.");
            return List.of();
        }
        WordReader.Read words = WordReader.of(source, problems);
        Keywords keywords = Keywords.of(words.words(), source, problems);
        var sound = new ArrayList<Statement>();
        for (Statement statement : Statement.of(source, keywords.words())) {
            boolean refused = words.refused().stream().anyMatch(statement::holds)
                    || keywords.refused().stream().anyMatch(statement::holds);
            if (!refused
                    && Bounds.keeps(statement.words(), source, problems)
                    && Declarations.allowed(statement, source, problems)
                    && Structure.sound(source, problems, statement)) {
                sound.add(statement);
            }
        }
        RuleHeads heads = RuleHeads.of(content, sound);
        return parsed(source, heads, sound)
                .map(parsed -> rules(source, heads, parsed))
                .orElse(List.of());
    }

    /** The statements that the grammar takes, in one parse if it takes all of them. */
    private Optional<PackageDescr> parsed(SourceText source, RuleHeads heads, List<Statement> statements) {
        if (Grammar.parse(only(statements, heads.text())) instanceof Grammar.Parsed.Read(PackageDescr content)) {
            return Optional.of(content);
        }
        var taken = new ArrayList<Statement>();
        for (Statement statement : statements) {
            int start = statement.first().start();
            String text = heads.text().substring(start, statement.last().end());
            switch (Grammar.parse(text)) {
                case Grammar.Parsed.Read read -> taken.add(statement);
                case Grammar.Parsed.Unexpected(int offset) ->
                    Unexpected.report(source, problems, statement, start + offset);
            }
        }
        if (taken.size() == statements.size()) {
            problems.error(
                    source.position(0, 1),
                    "syntax",
                    "The statements of the file do not go together.",
                    "Split the file.");
            return Optional.empty();
        }
        return parsed(source, heads, taken);
    }

    /** The text with all but some statements blanked out, so that these stand where they stood. */
    private static String only(List<Statement> statements, String whole) {
        var text = new StringBuilder();
        int written = 0;
        for (Statement statement : statements) {
            text.append(blank(whole, written, statement.first().start()));
            written = statement.last().end();
            text.append(whole, statement.first().start(), written);
        }
        return text.toString();
    }

    private static String blank(String text, int start, int end) {
        var blanks = new StringBuilder();
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            blanks.append(c == '\r' || c == '\n' ? c : ' ');
        }
        return blanks.toString();
    }

    private List<Rule> rules(SourceText source, RuleHeads heads, PackageDescr parsed) {
        var rules = new ArrayList<Rule>();
        var reader = new RuleReader(source, heads, texts, problems);
        for (RuleDescr rule : parsed.getRules()) {
            if (Thread.currentThread().isInterrupted()) {
                return rules; // whoever asked has stopped waiting
            }
            rules.addAll(reader.read(rule));
        }
        return rules;
    }
}
