package io.regulars.bench.compilers;

import java.util.function.Supplier;
import org.kie.api.builder.KieBuilder;

/**
 * Drools' executable model: Java is generated, and compiled in memory by Eclipse's compiler. Named in words, as these jars are
 * on no class path but its own.
 */
public final class ExecutableModel implements Supplier<Contender> {
    private static final String PROJECT = "org.drools.model.codegen.ExecutableModelProject";

    @Override
    public Contender get() {
        return new PlainDrools(builder -> builder.buildAll(type()));
    }

    private static Class<? extends KieBuilder.ProjectType> type() {
        try {
            return Class.forName(PROJECT).asSubclass(KieBuilder.ProjectType.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
