package io.regulars.rules;

import io.regulars.rules.check.Problems;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.tables.TableReader;
import io.regulars.rules.tables.TableText;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the rules of a release's files, of DRL and of tables, each told of its own place. */
public final class ReadRules {
    private final Problems problems;
    private final DrlReader reader;
    private final Map<String, TableText> tables = new HashMap<>();

    public ReadRules(Problems problems) {
        this.problems = problems;
        this.reader = new DrlReader(problems);
    }

    /** Whether a file has rules that run: those under {@code library/} are there to copy from. */
    public static boolean hasRules(RuleFile file) {
        return (file.path().endsWith(".drl") || TableReader.holdsTables(file))
                && !file.path().startsWith("library/");
    }

    /** The rules of a file; what cannot be read is reported and left out. Of a table they stand in the DRL it is read as. */
    public List<Rule> read(RuleFile file) {
        return reader.read(TableReader.holdsTables(file) ? written(file) : file);
    }

    private RuleFile written(RuleFile file) {
        TableText text = new TableReader(problems).read(file);
        tables.put(file.path(), text);
        return text.drl();
    }

    /** A rule of a table, told of its row. */
    public Rule placed(Rule rule) {
        TableText table = tables.get(rule.position().file());
        return table == null ? rule : table.place(rule);
    }

    /** What was found in the DRL of a table, told of the table's cell. */
    public Diagnostic placed(Diagnostic found) {
        TableText table = tables.get(found.file());
        return table == null || found.cell() != null ? found : table.place(found);
    }

    /** The place of a part of a rule, as a diagnostic without a message has it. */
    public Diagnostic placed(Position position) {
        return placed(new Diagnostic(
                position.file(),
                position.line(),
                position.column(),
                position.endLine(),
                position.endColumn(),
                "",
                Diagnostic.Severity.WARNING,
                "",
                ""));
    }

    /** A place in words: {@code segments/vip.drl line 3}, or of a table its cell. */
    public String where(Position at) {
        TableText table = tables.get(at.file());
        return at.file() + " " + (table == null ? "line " + at.line() : table.cell(at));
    }
}
