package io.regulars.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must be so in a business: who is in which segment since when, and what changed when. Looks at every moment that can
 * matter, one after the other; remembers nothing between two looks but what was held, which transitions compare with.
 */
final class NaiveBusiness {
    final Settings settings;
    final Told told = new Told();
    final Ranks ranks = new Ranks();
    private final Map<String, NaiveClient> clients = new TreeMap<>();
    private final Set<String> erased = new HashSet<>();
    private final List<Ranks.Spends> spentBefore = new ArrayList<>();
    private boolean news;

    NaiveBusiness(Settings settings) {
        this.settings = settings;
    }

    /** A client came into a segment or left it. */
    record Transition(Instant at, String kind, String segment) implements Comparable<Transition> {
        @Override
        public int compareTo(Transition other) {
            return toString().compareTo(other.toString());
        }
    }

    /** Something was told of this client. */
    void learned(@Nullable String client) {
        if (client != null && !erased.contains(client)) {
            clients.computeIfAbsent(client, name -> new NaiveClient(this, name)).learned();
            news = true;
        }
    }

    void catalogueChanged() {
        clients.values().forEach(NaiveClient::catalogueChanged);
        news = true;
    }

    void erased(String client, Instant now) {
        erased.add(client);
        NaiveClient gone = clients.remove(client);
        if (gone != null) {
            var spent = new TreeMap<>(gone.overTime().headMap(now, false));
            spent.put(now, 0L);
            spentBefore.add(() -> spent);
            news = true;
        }
    }

    boolean isErased(@Nullable String client) {
        return client != null && erased.contains(client);
    }

    /** Looks at everybody at a moment. */
    void look(Instant now) {
        if (news) {
            var everybody = new ArrayList<Ranks.Spends>(clients.values());
            everybody.addAll(spentBefore);
            if (ranks.learn(everybody)) {
                clients.values().forEach(NaiveClient::ranksChanged);
            }
            news = false;
        }
        clients.values().forEach(client -> client.look(now));
    }

    /** The first moment after one and not after another at which time alone changes something; null if there is none. */
    @Nullable
    Instant nextChange(Instant after, Instant until) {
        Instant next = null;
        for (NaiveClient client : clients.values()) {
            Instant change = client.nextChange(after, next == null ? until : next);
            next = change == null ? next : change;
        }
        return next;
    }

    /** Who is in which segment since when; clients without any left out. */
    Map<String, Map<String, Instant>> held() {
        var all = new TreeMap<String, Map<String, Instant>>();
        clients.forEach((name, client) -> {
            if (!client.held().isEmpty()) {
                all.put(name, client.held());
            }
        });
        return all;
    }

    /** Everybody's transitions since the last call; of those that undo each other at one moment none. */
    Map<String, List<Transition>> takeTransitions() {
        var all = new TreeMap<String, List<Transition>>();
        clients.forEach((name, client) -> {
            List<Transition> taken = withoutFlips(client.takeTransitions());
            if (!taken.isEmpty()) {
                all.put(name, taken);
            }
        });
        return all;
    }

    static List<Transition> withoutFlips(List<Transition> transitions) {
        var kept = new ArrayList<Transition>();
        for (Transition one : transitions) {
            var undone = new Transition(one.at, one.kind.equals("LEFT") ? "ENTERED" : "LEFT", one.segment);
            if (!kept.remove(undone)) {
                kept.add(one);
            }
        }
        kept.sort(null);
        return kept;
    }

    Map<String, Long> spends(Instant now) {
        var all = new TreeMap<String, Long>();
        clients.forEach((name, client) -> all.put(name, client.unranked(now).spend()));
        return all;
    }

    NavigableSet<String> clients() {
        return new TreeSet<>(clients.keySet());
    }
}
