package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.Finding;
import io.regulars.rules.model.EndlessRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.runtime.KieSession;

/** One immutable KieBase and how it is run: a fresh session, a bounded firing, always disposed. */
final class SessionRunner {
    /** More firings for one client than this is a loop or a mistake. */
    private static final int MOST_FIRINGS = 10_000;

    /** Nobody hears. */
    static final FiringListener NOBODY = fired -> {};

    /** So many more show which rules they are. */
    private static final int NAMED_FIRINGS = 100;

    private final InternalKnowledgeBase base;
    private final HistoryFacts history;
    private final FiringListener watcher;

    SessionRunner(Lowering lowering) {
        this(
                KieBaseBuilder.createKieBaseFromModel(lowering.model(), KieBaseMutabilityOption.DISABLED),
                lowering.history(),
                NOBODY);
    }

    private SessionRunner(InternalKnowledgeBase base, HistoryFacts history, FiringListener watcher) {
        this.base = base;
        this.history = history;
        this.watcher = watcher;
    }

    /** The same rules, of which another hears what fires too; of an activation-group what wins. */
    SessionRunner watchedBy(FiringListener other) {
        return new SessionRunner(base, history, other);
    }

    /** Who hears what fires. */
    FiringListener watcher() {
        return watcher;
    }

    /**
     * Fires the rules over the facts.
     *
     * @param clients how many clients these are of
     * @param fill sets the globals that the rules call, and inserts the facts
     * @return what they concluded
     * @throws EndlessRules if they fire more often than any honest set would
     */
    Set<Finding> run(int clients, Consumer<KieSession> fill) {
        KieSession session = base.newKieSession();
        try {
            var conclusions = new FindingCollector(session, watcher);
            session.setGlobal(Consequence.FINDINGS.getName(), conclusions);
            session.setGlobal(Lowering.BUDGET.getName(), new Budget());
            fill.accept(session);
            int most = mostFirings(clients, session.getFactCount());
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

    /** What matches one booking fires for each; what joins several is bounded by its budget. */
    private int mostFirings(long clients, long facts) {
        long honest = MOST_FIRINGS * clients + history.rules() * facts + (long) history.joins() * Budget.MOST;
        return (int) Math.min(Integer.MAX_VALUE, honest);
    }

    /** Drools wraps what a consequence or a condition throws. */
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

    /** Inserts a client, and of their history what the rules match. */
    void insert(KieSession session, Client client) {
        session.insert(client);
        history.insert(session, client);
    }

    static void insertAll(KieSession session, List<?> facts) {
        for (Object fact : facts) {
            session.insert(fact);
        }
    }
}
