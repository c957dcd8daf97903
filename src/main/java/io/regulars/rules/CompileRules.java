package io.regulars.rules;

import io.regulars.rules.compile.Compile;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads, checks and compiles the rules among the files of a release ({@code *.drl} and tables; {@code library/} is left out). */
public final class CompileRules {
    private CompileRules() {}

    /**
     * The rule set, or what keeps the files from being one.
     *
     * @param campaigns the names of the release's campaigns; a rule that starts another is an error
     */
    public static Compilation compile(List<RuleFile> files, Set<String> campaigns) {
        return Compile.compile(files, Optional.of(campaigns));
    }

    /** The same, where the campaigns are not known. */
    public static Compilation compile(List<RuleFile> files) {
        return Compile.compile(files, Optional.empty());
    }
}
