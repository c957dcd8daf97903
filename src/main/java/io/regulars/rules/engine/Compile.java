package io.regulars.rules.engine;

import io.regulars.rules.Compilation;
import io.regulars.rules.RuleFile;
import java.util.List;

/** From files to a rule set. */
public final class Compile {
    private Compile() {}

    /** Reads, checks and lowers the rules among the files. */
    public static Compilation compile(List<RuleFile> files) {
        throw new UnsupportedOperationException();
    }
}
