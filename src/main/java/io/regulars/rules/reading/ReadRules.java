package io.regulars.rules.reading;

import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tables.TableReader;
import io.regulars.rules.tree.Rule;
import java.util.List;

/** Reads the rules of a release's files, of DRL and of tables, each told of its own place. */
public final class ReadRules {
    private final DrlReader reader;
    private final TableReader tables;

    public ReadRules(DiagnosticCollector problems) {
        this.reader = new DrlReader(problems);
        this.tables = new TableReader(problems);
    }

    /** Whether a file has rules that run: those under {@code library/} are there to copy from. */
    public static boolean hasRules(RuleFile file) {
        return (file.isNamed(".+\\.drl") || TableReader.holdsTables(file))
                && !file.path().startsWith("library/");
    }

    /** The rules of a file; what cannot be read is reported and left out. Those of a table stand at its cells. */
    public List<Rule> read(RuleFile file) {
        return TableReader.holdsTables(file) ? tables.rules(file, reader) : reader.read(file);
    }
}
