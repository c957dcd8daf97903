package io.regulars.imports;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets tests of other packages do what is scheduled after an import. */
@ApplicationScoped
public class TestImports {
    private final EvaluateImported evaluateImported;

    TestImports(EvaluateImported evaluateImported) {
        this.evaluateImported = evaluateImported;
    }

    /** Evaluates whomever imports have touched. */
    public void evaluate() {
        evaluateImported.evaluate();
    }
}
