package io.regulars.bench.compilers;

import io.regulars.drools.Compiler;

/** Drools' classic compiler, with MVEL. */
final class Classic extends PlainDrools {
    Classic() {
        super(Compiler.CLASSIC);
    }
}
