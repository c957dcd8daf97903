package io.regulars.rules.engine;

import java.util.List;
import java.util.function.Consumer;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.runtime.KieSession;

/** One immutable KieBase and how it is run: a fresh session, a bounded firing, always disposed. */
final class Base {
    /** More firings for one client than this is a loop or a mistake. */
    private static final int MOST_FIRINGS = 10_000;

    private final InternalKnowledgeBase base;

    Base(Model model) {
        this.base = KieBaseBuilder.createKieBaseFromModel(model, KieBaseMutabilityOption.DISABLED);
    }

    /** Fires the rules over the facts; {@code clients} says how many clients these are of. */
    void run(Firings firings, int clients, Consumer<KieSession> insert) {
        KieSession session = base.newKieSession();
        try {
            session.setGlobal(Lowering.FIRINGS, firings);
            insert.accept(session);
            int most = MOST_FIRINGS * clients;
            if (session.fireAllRules(most) >= most) {
                throw new FiringLimit(MOST_FIRINGS);
            }
        } finally {
            session.dispose();
        }
    }

    /** Rules fired more often than any honest set would. */
    static final class FiringLimit extends RuntimeException {
        FiringLimit(int most) {
            super("rules fired more than " + most + " times for a client");
        }
    }

    static void insertAll(KieSession session, List<?> facts) {
        for (Object fact : facts) {
            session.insert(fact);
        }
    }
}
