package io.regulars.rules.check;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.tree.Rule;

/** Looks at rules one by one and together, so that where the service itself fails at one it goes on with the next. */
final class GuardedLint {
    private final InternalFaults faults = new InternalFaults();
    private final DiagnosticCollector problems;

    /** Tells faults among some problems. */
    GuardedLint(DiagnosticCollector problems) {
        this.problems = problems;
    }

    /** Looks at one rule. */
    void rule(Rule rule, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | StackOverflowError e) {
            String doing = "looked through the rule '" + rule.name() + "'";
            problems.add(faults.at(rule.position(), Diagnostic.Severity.WARNING, doing, e));
        }
    }

    /**
     * Looks at all rules.
     *
     * @param sought as "The service failed while it looked for" goes on
     */
    void all(String sought, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(faults.in("(all files)", Diagnostic.Severity.WARNING, "looked for " + sought, e));
        }
    }
}
