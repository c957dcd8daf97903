package io.regulars.drools;

import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;

/** Drools' own compilers; to be called by what {@link Isolated} loaded. */
public enum Compiler {
    EXECUTABLE_MODEL {
        @Override
        KieBuilder build(KieBuilder builder) {
            return builder.buildAll(projectType());
        }
    },
    CLASSIC {
        @Override
        KieBuilder build(KieBuilder builder) {
            return builder.buildAll();
        }
    };

    /** Named in words, as its jar is on no class path but its own. */
    private static final String PROJECT = "org.drools.model.codegen.ExecutableModelProject";

    abstract KieBuilder build(KieBuilder builder);

    /**
     * Compiles a rule text.
     *
     * @param version another for each text of one class loader
     */
    public KieBase compile(String text, int version) {
        KieServices services = KieServices.Factory.get();
        KieFileSystem files = services.newKieFileSystem();
        var release = services.newReleaseId("io.regulars", "plain", "1." + version);
        files.generateAndWritePomXML(release);
        files.write("src/main/resources/rules.drl", text);
        KieBuilder builder = build(services.newKieBuilder(files));
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().getMessages().toString());
        }
        KieBase base = services.newKieContainer(release).getKieBase();
        services.getRepository().removeKieModule(release);
        return base;
    }

    private static Class<? extends KieBuilder.ProjectType> projectType() {
        try {
            return Class.forName(PROJECT).asSubclass(KieBuilder.ProjectType.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
