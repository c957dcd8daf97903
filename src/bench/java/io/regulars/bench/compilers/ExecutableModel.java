package io.regulars.bench.compilers;

import io.regulars.drools.Compiler;

/** Drools' executable model. */
final class ExecutableModel extends PlainDrools {
    ExecutableModel() {
        super(Compiler.EXECUTABLE_MODEL);
    }
}
