package io.regulars.bench.compilers;

import java.util.function.Supplier;
import org.kie.api.builder.KieBuilder;

/** Drools' classic compiler, with MVEL. */
public final class Classic implements Supplier<Contender> {
    @Override
    public Contender get() {
        return new PlainDrools(KieBuilder::buildAll);
    }
}
