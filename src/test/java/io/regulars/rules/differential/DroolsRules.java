package io.regulars.rules.differential;

import io.regulars.drools.Client;
import io.regulars.drools.Compiler;
import io.regulars.drools.Consequences;
import io.regulars.drools.Entered;
import io.regulars.drools.Left;
import io.regulars.drools.Member;
import io.regulars.drools.Survey;
import io.regulars.drools.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.drools.core.time.SessionPseudoClock;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;

/** Drools' executable model over plain facts, one client a session; to be loaded by a class loader of its own. */
final class DroolsRules implements Contender {
    @Override
    public List<String> result(long seed, int rules, int clients) {
        KieBase base = Compiler.EXECUTABLE_MODEL.compile(RandomRules.plain(seed, rules), 0);
        var result = new ArrayList<String>();
        List<io.regulars.facts.Client> known = KnownClients.clients(seed, clients);
        known.forEach(client -> result.addAll(fired(base, client, percentile(client, known), seed)));
        result.sort(null);
        return result;
    }

    /** Of how many hundredths of all they spent no less. */
    private static double percentile(io.regulars.facts.Client client, List<io.regulars.facts.Client> all) {
        long more = all.stream()
                .filter(other -> KnownClients.spendMinor(other) > KnownClients.spendMinor(client))
                .count();
        return 100.0 * (all.size() - more) / all.size();
    }

    private static Set<String> fired(KieBase base, io.regulars.facts.Client client, double percentile, long seed) {
        KieSessionConfiguration settings = KieServices.Factory.get().newKieSessionConfiguration();
        settings.setOption(ClockTypeOption.PSEUDO);
        KieSession session = base.newKieSession(settings, null);
        try {
            session.<SessionPseudoClock>getSessionClock()
                    .advanceTime(KnownClients.NOW.toEpochMilli(), TimeUnit.MILLISECONDS);
            var done = new Lines();
            session.setGlobal("segments", done.consequences);
            session.setGlobal("campaigns", done.consequences);
            session.setGlobal("tags", done.consequences);
            session.addEventListener(done);
            insert(session, client, percentile, Events.of(client, seed));
            session.fireAllRules();
            return done.lines;
        } finally {
            session.dispose();
        }
    }

    private static void insert(KieSession session, io.regulars.facts.Client known, double percentile, Events events) {
        Client client = Client.of(known, percentile);
        session.insert(client);
        client.allBookings().forEach(session::insert);
        known.surveyFacts().forEach(survey -> session.insert(Survey.of(survey)));
        events.entered().forEach(entered -> session.insert(Entered.of(entered)));
        events.left().forEach(left -> session.insert(Left.of(left)));
        events.members().forEach(member -> session.insert(Member.of(member)));
        events.triggers().forEach(trigger -> session.insert(Trigger.of(trigger)));
    }

    /** What was done first counts, with the rule that did it. */
    private static final class Lines extends DefaultAgendaEventListener {
        private final Consequences consequences = new Consequences();
        private final Set<String> known = new LinkedHashSet<>();
        private final Set<String> lines = new LinkedHashSet<>();
        private int read;

        @Override
        public void afterMatchFired(AfterMatchFiredEvent event) {
            for (; read < consequences.lines().size(); read++) {
                String line = consequences.lines().get(read);
                if (known.add(line)) {
                    lines.add(line + " by " + event.getMatch().getRule().getName());
                }
            }
        }
    }
}
