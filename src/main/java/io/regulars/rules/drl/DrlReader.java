package io.regulars.rules.drl;

import io.regulars.rules.RuleFile;
import io.regulars.rules.check.Problems;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Reads one DRL file, by Drools' own parser, into rules of the tree. */
public final class DrlReader {
    /** What an import of the vocabulary begins with. */
    static final String FACTS = "io.regulars.facts.";

    private static final Set<String> GLOBALS = Set.of("segments", "campaigns", "tags");
    private static final Pattern OFFENDING = Pattern.compile("input '(.*)'", Pattern.DOTALL);

    private final Problems problems;

    public DrlReader(Problems problems) {
        this.problems = problems;
    }

    /** The file's rules; what cannot be read is reported and left out. */
    public List<Rule> read(RuleFile file) {
        SourceText source = SourceText.of(file.path(), file.content());
        RuleHeads heads = RuleHeads.of(file.content());
        var parser = new DrlParser(LanguageLevelOption.DRL10);
        PackageDescr parsed;
        try {
            parsed = parser.parse(false, heads.text());
        } catch (DroolsParserException | RuntimeException e) {
            problems.error(
                    source.position(0, 0),
                    "unreadable-file",
                    "The file cannot be read as DRL.",
                    "Is it a text file of rules?");
            return List.of();
        }
        if (parser.hasErrors() || parsed == null) {
            parser.getErrors().forEach(error -> report(source, error));
            if (parser.getErrors().isEmpty()) {
                problems.error(source.position(0, 0), "unreadable-file", "The file cannot be read as DRL.", "");
            }
            return List.of();
        }
        refuseDeclarations(source, parsed);
        var rules = new ArrayList<Rule>();
        var reader = new RuleReader(source, heads, problems);
        for (RuleDescr rule : parsed.getRules()) {
            rules.addAll(reader.read(rule));
        }
        return rules;
    }

    private void report(SourceText source, DroolsError error) {
        int line =
                error instanceof ParserError parserError ? parserError.getRow() : Math.max(1, first(error.getLines()));
        int column = error instanceof ParserError parserError ? Math.max(0, parserError.getCol()) : 0;
        int start = source.offset(line, column);
        Matcher offending = OFFENDING.matcher(error.getMessage());
        String near = offending.find() ? lastWord(offending.group(1)) : "";
        Position at = source.position(start, start + Math.max(1, near.length()));
        problems.error(
                at,
                "syntax",
                near.isEmpty() ? "The rule cannot be read here." : "'" + near + "' is not expected here.",
                "A rule is: rule \"name\" when <conditions> then <calls> end.");
    }

    private static int first(int[] lines) {
        return lines.length == 0 ? 1 : lines[0];
    }

    private static String lastWord(String text) {
        String last = text.strip().replaceFirst("(?s).*\\s", "");
        return last.equals("<EOF>") ? "the end of the file" : last;
    }

    private void refuseDeclarations(SourceText source, PackageDescr parsed) {
        parsed.getFunctions().forEach(descr -> refuse(source, descr, "function", "Use properties of the vocabulary."));
        parsed.getTypeDeclarations()
                .forEach(descr -> refuse(source, descr, "declare", "Facts are those of the vocabulary."));
        parsed.getEnumDeclarations()
                .forEach(descr -> refuse(source, descr, "declare", "Facts are those of the vocabulary."));
        parsed.getEntryPointDeclarations()
                .forEach(descr -> refuse(source, descr, "declare", "Facts are those of the vocabulary."));
        parsed.getWindowDeclarations()
                .forEach(descr -> refuse(source, descr, "declare", "Use visitsInLast(days) and the like."));
        parsed.getFunctionImports()
                .forEach(descr -> refuse(source, descr, "import function", "Use properties of the vocabulary."));
        parsed.getAccumulateImports()
                .forEach(descr -> refuse(source, descr, "import accumulate", "Use properties of the vocabulary."));
        for (ImportDescr imported : parsed.getImports()) {
            if (!imported.getTarget().startsWith(FACTS)) {
                refuse(
                        source,
                        imported,
                        "import " + imported.getTarget(),
                        "The vocabulary is always in scope; leave it out.");
            }
        }
        for (GlobalDescr global : parsed.getGlobals()) {
            if (!GLOBALS.contains(global.getIdentifier())) {
                refuse(
                        source,
                        global,
                        "global " + global.getIdentifier(),
                        "There are segments, campaigns and tags, and they are always in scope.");
            }
        }
        if (!parsed.getAttributes().isEmpty()) {
            refuse(
                    source,
                    parsed.getAttributes().getFirst(),
                    "an attribute outside a rule",
                    "Write it inside the rule.");
        }
    }

    private void refuse(SourceText source, BaseDescr descr, String what, String hint) {
        int start = source.offset(Math.max(1, descr.getLine()), Math.max(0, descr.getColumn()));
        problems.error(
                source.position(start, start + 1),
                "not-allowed",
                "'" + what + "' is not allowed in a rule file.",
                hint);
    }
}
