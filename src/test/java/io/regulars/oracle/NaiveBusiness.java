package io.regulars.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<Long, Instant> midnights = new HashMap<>();

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

    /** One client, with what it held at the last look. */
    private final class NaiveClient {
        private final String name;
        private TreeMap<String, Instant> held = new TreeMap<>();
        private final List<Transition> transitions = new ArrayList<>();
        private final Map<Instant, NaiveSegments.Unranked> known = new HashMap<>();
        private @Nullable TreeSet<Instant> changes;
        private boolean news;

        NaiveClient(String name) {
            this.name = name;
        }

        void learned() {
            known.clear();
            changes = null;
            news = true;
        }

        TreeSet<Instant> changes() {
            if (changes == null) {
                changes = told.changes(name);
            }
            return changes;
        }

        NaiveSegments.Unranked unranked(Instant moment) {
            return known.computeIfAbsent(
                    moment, at -> NaiveSegments.of(new NaiveFacts(settings, told.at(name, at), at)));
        }

        Set<String> at(Instant moment) {
            // of whom nothing stands any more, no rule speaks
            return changes().isEmpty() ? Set.of() : unranked(moment).among(ranks.at(moment));
        }

        /** The moments from one on to another at which anything could change; both ends included. */
        TreeSet<Instant> candidates(Instant from, Instant until) {
            var moments = new TreeSet<>(changes());
            for (long day = settings.day(from); day <= settings.day(until); day++) {
                moments.add(midnights.computeIfAbsent(day, settings::midnight));
            }
            told.bookings(name).forEach(booking -> {
                moments.add(booking.startsAt());
                if (settings.assumeCompletedAfter() != null) {
                    moments.add(NaiveFacts.assumedCompletedAt(settings, booking));
                }
            });
            told.at(name, until)
                    .activities()
                    .forEach(activity -> moments.add(activity.at().plus(Duration.ofHours(24))));
            ranks.moves().forEach(moments::add);
            return new TreeSet<>(moments.subSet(from, true, until, true));
        }

        /** Compares with what was held, and looks back for the moment of each change. */
        void look(Instant now) {
            Set<String> present = at(now);
            if (!news && present.equals(held.keySet())) {
                return; // each moment on the way was looked at, too
            }
            news = false;
            List<Instant> past = changes().isEmpty()
                    ? List.of()
                    : List.copyOf(candidates(changes().first(), now)
                            .headSet(now, false)
                            .descendingSet());
            var next = new TreeMap<String, Instant>();
            for (String segment : present) {
                Instant since = since(segment, true, past, now);
                next.put(segment, since);
                if (!held.containsKey(segment)) {
                    transitions.add(new Transition(since, "ENTERED", segment));
                }
            }
            held.forEach((segment, since) -> {
                if (!present.contains(segment)) {
                    transitions.add(new Transition(left(segment, since, past, now), "LEFT", segment));
                }
            });
            held = next;
        }

        /** The earliest moment from which a segment has been as it is now. */
        private Instant since(String segment, boolean in, List<Instant> past, Instant now) {
            Instant since = now;
            for (Instant moment : past) {
                if (at(moment).contains(segment) != in) {
                    return since;
                }
                since = moment;
            }
            return since;
        }

        /** When a segment was left; if from what is known now it was never held, when it began. */
        private Instant left(String segment, Instant began, List<Instant> past, Instant now) {
            Instant since = now;
            for (Instant moment : past) {
                if (moment.isBefore(began)) {
                    return began;
                }
                if (at(moment).contains(segment)) {
                    return since;
                }
                since = moment;
            }
            return began;
        }
    }

    /** Something was told of this client. */
    void learned(@Nullable String client) {
        if (client != null && !erased.contains(client)) {
            clients.computeIfAbsent(client, NaiveClient::new).learned();
        }
    }

    void catalogueChanged() {
        clients.values().forEach(NaiveClient::learned);
    }

    void erased(String client) {
        erased.add(client);
        clients.remove(client);
    }

    boolean isErased(@Nullable String client) {
        return client != null && erased.contains(client);
    }

    /** Looks at everybody at a moment. */
    void look(Instant now) {
        ranks.observe(
                now,
                clients.values().stream()
                        .map(client -> client.unranked(now).spend())
                        .toList());
        clients.values().forEach(client -> client.look(now));
    }

    /** The first moment after one and not after another at which time alone changes something; null if there is none. */
    @Nullable
    Instant nextChange(Instant after, Instant until) {
        Instant next = null;
        for (NaiveClient client : clients.values()) {
            long spend = client.unranked(after).spend();
            for (Instant moment : client.candidates(after, next == null ? until : next)) {
                if (moment.isAfter(after)
                        && (client.unranked(moment).spend() != spend
                                || !client.at(moment).equals(client.held.keySet()))) {
                    next = moment;
                    break;
                }
            }
        }
        return next;
    }

    /** Who is in which segment since when; clients without any left out. */
    Map<String, Map<String, Instant>> held() {
        var all = new TreeMap<String, Map<String, Instant>>();
        clients.forEach((name, client) -> {
            if (!client.held.isEmpty()) {
                all.put(name, client.held);
            }
        });
        return all;
    }

    /** Everybody's transitions since the last call; of those that undo each other at one moment none. */
    Map<String, List<Transition>> takeTransitions() {
        var all = new TreeMap<String, List<Transition>>();
        clients.forEach((name, client) -> {
            List<Transition> taken = withoutFlips(client.transitions);
            client.transitions.clear();
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

    TreeSet<String> clients() {
        return new TreeSet<>(clients.keySet());
    }
}
