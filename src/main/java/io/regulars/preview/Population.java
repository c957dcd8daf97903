package io.regulars.preview;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.ranking.spends.SpendRanking;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Necessity;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * All clients of a business as they stood at one moment, in memory, each with the facts of that moment: computed when first
 * asked for and kept, so that the next question about them costs its own conditions only. Immutable; a change makes another
 * that shares what did not change.
 */
final class Population {
    private static final int PART = 1_000;
    private static final BitSet NOBODY = new BitSet();
    private static final int PERCENTILES = 100;
    private static final int THOUSANDTHS = 1_000;

    private final Instant at;
    private final BusinessSettings business;
    private final Cutoffs cutoffs;
    private final Set<Cut> cuts;
    private final List<Part> parts;

    private Population(Instant at, BusinessSettings business, Cutoffs cutoffs, Set<Cut> cuts, List<Part> parts) {
        this.at = at;
        this.business = business;
        this.cutoffs = cutoffs;
        this.cuts = cuts;
        this.parts = parts;
    }

    /** These clients, in the order of their numbers, at a moment; ranked by nothing yet. */
    static Population of(Instant at, BusinessSettings business, List<ClientSnapshot> clientSnapshots) {
        var nobody = new Population(at, business, Cutoffs.NONE, Set.of(), List.of());
        return nobody.with(nobody.parted(clientSnapshots));
    }

    /** What is made of each client. */
    @FunctionalInterface
    interface Judged {
        void take(ClientSnapshot clientSnapshot, Client client, List<Assignment> assignments);
    }

    /** A thousand clients or so, who are asked by one thread at a time. */
    static final class Part {
        private final List<ClientSnapshot> clientSnapshots;
        private final List<Client> clients;
        private final long records;

        private final Map<String, BitSet> holders;
        private final Columns columns;

        /** Of those that share facts of theirs. */
        private final Object lock;

        private Part(
                List<ClientSnapshot> clientSnapshots, List<Client> clients, long records, Map<String, BitSet> holders) {
            this(clientSnapshots, clients, records, holders, new Columns(clients), new Object());
        }

        private Part(
                List<ClientSnapshot> clientSnapshots,
                List<Client> clients,
                long records,
                Map<String, BitSet> holders,
                Columns columns,
                Object lock) {
            this.clientSnapshots = clientSnapshots;
            this.clients = clients;
            this.records = records;
            this.holders = holders;
            this.columns = columns;
            this.lock = lock;
        }

        private static Part of(List<ClientSnapshot> clientSnapshots, Population among) {
            return new Part(
                    clientSnapshots,
                    facts(clientSnapshots, among),
                    clientSnapshots.stream().mapToLong(ClientSnapshot::records).sum(),
                    holders(clientSnapshots));
        }

        /** Who is stored to be in which segment, by place. */
        private static Map<String, BitSet> holders(List<ClientSnapshot> clientSnapshots) {
            Map<String, BitSet> holders = new HashMap<>();
            for (int i = 0; i < clientSnapshots.size(); i++) {
                for (String segment : clientSnapshots.get(i).held()) {
                    holders.computeIfAbsent(segment, first -> new BitSet()).set(i);
                }
            }
            return holders;
        }

        private static List<Client> facts(List<ClientSnapshot> clientSnapshots, Population among) {
            return clientSnapshots.stream()
                    .map(clientSnapshot ->
                            Client.of(among.business, clientSnapshot.snapshot(), among.at, among.cutoffs))
                    .toList();
        }

        /** The same clients at another moment, or by other settings. */
        private Part at(Population other) {
            return new Part(clientSnapshots, facts(clientSnapshots, other), records, holders);
        }

        /** The same clients at the same moment, ranked by others. */
        private Part among(Cutoffs others) {
            synchronized (lock) {
                return new Part(
                        clientSnapshots,
                        clients.stream().map(client -> client.among(others)).toList(),
                        records,
                        holders,
                        columns,
                        lock);
            }
        }

        /** Asks phase one of the rules about each of them. */
        void judge(RuleSet rules, Judged judged) {
            synchronized (lock) {
                List<List<Assignment>> assignments = rules.judge(clients);
                for (int i = 0; i < clientSnapshots.size(); i++) {
                    judged.take(clientSnapshots.get(i), clients.get(i), assignments.get(i));
                }
            }
        }

        /**
         * Asks phase one of rules that assign one segment about those who are in it and those who may come into it.
         *
         * @return how many were passed over
         */
        int judge(RuleSet rules, Necessity necessity, String segment, Judged judged) {
            synchronized (lock) {
                BitSet asked = BitSet.valueOf(columns.candidates(necessity).toLongArray());
                asked.or(holders.getOrDefault(segment, NOBODY));
                int[] places = asked.stream().toArray();
                List<List<Assignment>> assignments =
                        rules.judge(Arrays.stream(places).mapToObj(clients::get).toList());
                for (int i = 0; i < places.length; i++) {
                    judged.take(clientSnapshots.get(places[i]), clients.get(places[i]), assignments.get(i));
                }
                return clientSnapshots.size() - places.length;
            }
        }

        /** Every client. */
        void each(Consumer<Client> use) {
            synchronized (lock) {
                clients.forEach(use);
            }
        }

        /** How many of them a question holds for. */
        long count(BiPredicate<ClientSnapshot, Client> question) {
            synchronized (lock) {
                return IntStream.range(0, clientSnapshots.size())
                        .filter(i -> question.test(clientSnapshots.get(i), clients.get(i)))
                        .count();
            }
        }

        /** What is made of their facts, such as a reason: these are computed by one thread at a time. */
        <T> T alone(Supplier<T> made) {
            synchronized (lock) {
                return made.get();
            }
        }

        /** How many they are. */
        int size() {
            return clientSnapshots.size();
        }

        private long[] spends() {
            synchronized (lock) {
                return clients.stream()
                        .mapToLong(Client::spendMinor)
                        .filter(spend -> spend > 0)
                        .toArray();
            }
        }

        private long last() {
            return clientSnapshots.getLast().id();
        }
    }

    /** The moment that the facts are about. */
    Instant at() {
        return at;
    }

    /** The settings that the facts follow. */
    BusinessSettings business() {
        return business;
    }

    /** The parts it is asked by, in any order and at once. */
    List<Part> parts() {
        return parts;
    }

    /** How many clients there are. */
    long size() {
        return parts.stream().mapToLong(Part::size).sum();
    }

    /** How many records of history there are. */
    long records() {
        return parts.stream().mapToLong(part -> part.records).sum();
    }

    /** The same clients at another moment, or by other settings. */
    Population at(Instant other, BusinessSettings settings) {
        var nobody = of(other, settings, List.of());
        return nobody.with(parts.stream().map(part -> part.at(nobody)).toList());
    }

    /**
     * With some clients changed.
     *
     * @param changed numbers; who is not among {@code now} is gone
     * @param now what they are now, by number
     */
    Population changed(Set<Long> changed, NavigableMap<Long, ClientSnapshot> now) {
        if (changed.isEmpty()) {
            return this;
        }
        var ids = new TreeMap<Long, Boolean>();
        changed.forEach(id -> ids.put(id, true));
        List<Part> updated = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            long last = i == parts.size() - 1 ? Long.MAX_VALUE : part.last();
            var here = ids.headMap(last, true);
            updated.addAll(here.isEmpty() ? List.of(part) : merged(part, here.keySet(), now.headMap(last, true)));
            here.clear();
            now.headMap(last, true).clear();
        }
        updated.addAll(parted(List.copyOf(now.values())));
        // their own spend may have moved every cut-off
        return cuts.isEmpty() ? with(updated) : with(updated).ranked(Cutoffs.NONE, Set.of());
    }

    private List<Part> merged(Part part, Set<Long> changed, NavigableMap<Long, ClientSnapshot> now) {
        var clientSnapshots = new TreeMap<Long, ClientSnapshot>();
        part.clientSnapshots.stream()
                .filter(clientSnapshot -> !changed.contains(clientSnapshot.id()))
                .forEach(clientSnapshot -> clientSnapshots.put(clientSnapshot.id(), clientSnapshot));
        clientSnapshots.putAll(now);
        return parted(List.copyOf(clientSnapshots.values()));
    }

    /**
     * With cut-offs for these cuts: by what everybody has spent at this moment. Whole percentiles come all at once, since
     * whoever looks for a good one tries several.
     */
    Population ranked(Set<Cut> wanted) {
        if (cuts.containsAll(wanted)) {
            return this;
        }
        var all = new HashSet<>(wanted);
        all.addAll(cuts);
        for (int percentile = 0; percentile <= PERCENTILES; percentile++) {
            all.add(new Cut(percentile * THOUSANDTHS, true));
            all.add(new Cut(percentile * THOUSANDTHS, false));
        }
        return ranked(cutoffs(spends().sorted().toArray(), all), all);
    }

    /** With cut-offs that are known, for these cuts. */
    Population ranked(Cutoffs known, Set<Cut> of) {
        return new Population(
                at,
                business,
                known,
                Set.copyOf(of),
                parts.parallelStream().map(part -> part.among(known)).toList());
    }

    /** What each client who spent anything has spent, in minor units. */
    LongStream spends() {
        return parts.parallelStream().map(Part::spends).flatMapToLong(Arrays::stream);
    }

    /** The cut-offs among some spends, which are above 0 and in order. */
    static Cutoffs cutoffs(long[] spends, Set<Cut> wanted) {
        Map<Cut, Long> least = new HashMap<>();
        for (Cut cut : wanted) {
            long position = SpendRanking.position(cut, spends.length);
            if (position <= spends.length) {
                least.put(cut, spends[(int) position - 1]);
            }
        }
        return new Cutoffs(least);
    }

    private Population with(List<Part> others) {
        return new Population(at, business, cutoffs, cuts, List.copyOf(others));
    }

    private List<Part> parted(List<ClientSnapshot> clientSnapshots) {
        List<Part> made = new ArrayList<>();
        for (int from = 0; from < clientSnapshots.size(); from += PART) {
            List<ClientSnapshot> some =
                    List.copyOf(clientSnapshots.subList(from, Math.min(clientSnapshots.size(), from + PART)));
            made.add(Part.of(some, this));
        }
        return made;
    }
}
