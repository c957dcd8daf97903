package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.Given;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kie.api.runtime.KieSession;

/** Phase two: the rules that start campaigns and tag, from what was entered, left and held, and what just happened. */
public final class Reactions {
    /** For each rule that asks for an effect, what it cannot do without. */
    private final List<List<Prefilter>> reactions;

    private final SegmentsReadWithTime timed;
    private final SessionRunner base;

    public Reactions(List<CompiledRule> rules) {
        this(
                rules.stream()
                        .filter(rule -> !rule.rule().concludes())
                        .map(Prefilter::of)
                        .toList(),
                SegmentsReadWithTime.of(rules),
                new SessionRunner(new Lowering("reactions", rules, List.of(Consequence.CAMPAIGNS, Consequence.TAGS))));
    }

    private Reactions(List<List<Prefilter>> reactions, SegmentsReadWithTime timed, SessionRunner base) {
        this.reactions = reactions;
        this.timed = timed;
        this.base = base;
    }

    /** The same rules, of which another hears what fires too. */
    public Reactions watchedBy(FiringListener other) {
        return new Reactions(reactions, timed, base.watchedBy(other));
    }

    /** Whether it may matter to a rule when one of these segments was entered or left. */
    public boolean lookAtSince(Set<String> segments) {
        return timed.concerns(segments);
    }

    /** What the rules ask for, client by client, by batches. No session is made where no rule could match. */
    public List<List<Effect>> of(List<Given> given) {
        Map<Client, Effects> effects = new IdentityHashMap<>();
        List<Given> concerned =
                given.stream().filter(one -> Prefilter.mayMatch(reactions, one)).toList();
        Batches.each(concerned, batch -> effects.putAll(run(batch)));
        var all = new ArrayList<List<Effect>>(given.size());
        for (Given one : given) {
            Effects of = effects.get(one.client());
            all.add(of == null ? List.of() : of.all());
        }
        return all;
    }

    private Map<Client, Effects> run(List<Given> batch) {
        var effects = new EffectsOfMany(batch, base.watcher());
        base.run(batch.size(), session -> {
            session.setGlobal(Consequence.CAMPAIGNS.getName(), effects);
            session.setGlobal(Consequence.TAGS.getName(), effects);
            batch.forEach(one -> insert(session, one));
        });
        return effects.all();
    }

    private void insert(KieSession session, Given given) {
        base.insert(session, given.client());
        SessionRunner.insertAll(session, given.triggers());
        SessionRunner.insertAll(session, given.entered());
        SessionRunner.insertAll(session, given.left());
        SessionRunner.insertAll(session, given.members());
    }
}
