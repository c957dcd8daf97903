package io.regulars.rules.engine;

import io.regulars.facts.Finding;
import io.regulars.rules.model.EndlessRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.runtime.KieSession;

/** One immutable KieBase and how it is run: a fresh session, a bounded firing, always disposed. */
final class SessionRunner {
    /** More firings for one client than this is a loop or a mistake. */
    private static final int MOST_FIRINGS = 10_000;

    /** Nobody hears. */
    static final FiringListener NOBODY = (rule, facts) -> {};

    /** So many more show which rules they are. */
    private static final int NAMED_FIRINGS = 100;

    private final InternalKnowledgeBase base;
    private final FiringListener watcher;

    SessionRunner(Model model) {
        this(KieBaseBuilder.createKieBaseFromModel(model, KieBaseMutabilityOption.DISABLED), NOBODY);
    }

    private SessionRunner(InternalKnowledgeBase base, FiringListener watcher) {
        this.base = base;
        this.watcher = watcher;
    }

    /** The same rules, of which another hears what fires too; of an activation-group what wins. */
    SessionRunner watchedBy(FiringListener other) {
        return new SessionRunner(base, other);
    }

    /** Who hears what fires. */
    FiringListener watcher() {
        return watcher;
    }

    /**
     * Fires the rules over the facts.
     *
     * @param clients how many clients these are of
     * @return what they concluded
     * @throws EndlessRules if they fire more often than any honest set would
     */
    Set<Finding> run(FiringListener firings, int clients, Consumer<KieSession> insert) {
        KieSession session = base.newKieSession();
        try {
            var conclusions = new FindingCollector(session, firings);
            session.setGlobal(Lowering.FIRINGS, watched(conclusions));
            insert.accept(session);
            int most = MOST_FIRINGS * clients;
            if (session.fireAllRules(most) >= most) {
                throw new EndlessRules(stillFiring(session), "fired more than " + MOST_FIRINGS + " times for a client");
            }
            return conclusions.findings();
        } catch (RuntimeException e) {
            throw stopped(e).orElseThrow(() -> e);
        } finally {
            session.dispose();
        }
    }

    private FiringListener watched(FiringListener firings) {
        return watcher == NOBODY
                ? firings
                : (rule, facts) -> {
                    if (rule.rule().activationGroup() == null) {
                        watcher.fired(rule, facts);
                    }
                    firings.fired(rule, facts);
                };
    }

    /** Drools wraps what a consequence throws. */
    private static Optional<EndlessRules> stopped(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof EndlessRules endless) {
                return Optional.of(endless);
            }
        }
        return Optional.empty();
    }

    private static List<String> stillFiring(KieSession session) {
        var names = new TreeSet<String>();
        session.fireAllRules(
                match -> {
                    names.add(match.getRule().getName());
                    return true;
                },
                NAMED_FIRINGS);
        return List.copyOf(names);
    }

    static void insertAll(KieSession session, List<?> facts) {
        for (Object fact : facts) {
            session.insert(fact);
        }
    }
}
