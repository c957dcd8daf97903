package io.regulars.rules;

import static org.assertj.core.api.Assertions.fail;

import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.util.List;

/** What the lint says of some rules. */
final class LintTester {
    private LintTester() {}

    /** Of a rule that assigns a segment by these conditions of the client. */
    static List<Diagnostic> ofConditions(String conditions) {
        return of("rule \"r\" when $c: Client( " + conditions + " ) then segments.assign($c, \"s\"); end");
    }

    static List<Diagnostic> of(String drl) {
        return of(List.of(new RuleFile("test.drl", drl)));
    }

    static List<Diagnostic> of(List<RuleFile> files) {
        return switch (CompileRules.compile(files)) {
            case Compilation.Compiled compiled -> compiled.lint().get();
            case Compilation.Rejected(List<Diagnostic> problems) ->
                fail(problems.stream().map(Diagnostic::print).toList().toString());
        };
    }

    /** The codes and what is said, without the place. */
    static List<String> told(List<Diagnostic> warnings) {
        return warnings.stream()
                .map(warning -> (warning.code() + ": " + warning.message() + " " + warning.hint()).strip())
                .toList();
    }
}
