package io.regulars.evaluation;

import io.regulars.evaluation.Population.Part;
import io.regulars.facts.Client;
import io.regulars.rules.Assignment;
import io.regulars.rules.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who would come into a segment, leave it or stay if other rules ran, compared with what is stored. Gathered for one part
 * of a population by one thread, then put together.
 */
final class Moves {
    private final RuleSet rules;
    private final int sample;
    private final Map<String, Segment> segments = new HashMap<>();
    private final Map<Way, Long> ways = new HashMap<>();
    private long clients;
    private long moved;

    Moves(RuleSet rules, int sample) {
        this.rules = rules;
        this.sample = sample;
    }

    /** What becomes of a segment. */
    private static final class Segment {
        private final Some joiners = new Some();
        private final Some leavers = new Some();
        private final Some stayers = new Some();
    }

    /** From one segment to another; null: from none, to none. */
    private record Way(@Nullable String from, @Nullable String to) {}

    /** One client, and who can say why. */
    private record Found(String client, Part part, Supplier<String> because) {}

    /** A number of clients, the first of them by name. */
    private static final class Some {
        private final List<Found> first = new ArrayList<>();
        private long count;

        void add(int sample, Supplier<Found> found) {
            count++;
            if (first.size() < sample) {
                first.add(found.get());
            }
        }

        void add(int sample, Some more) {
            count += more.count;
            more.first.stream().limit(sample - first.size()).forEach(first::add);
        }

        Impact.Group shown() {
            return new Impact.Group(
                    count,
                    first.stream()
                            .map(found -> new Impact.Sample(found.client, found.part.text(found.because)))
                            .toList());
        }
    }

    /**
     * A client by what the rules say of her.
     *
     * @param held the segments she is stored to be in
     */
    void take(Part part, Collection<String> held, Client client, List<Assignment> assignments) {
        clients++;
        if (held.isEmpty() && assignments.isEmpty()) {
            return;
        }
        var entered = new ArrayList<String>();
        Set<String> left = new HashSet<>(held);
        for (Assignment assignment : assignments) {
            boolean stays = left.remove(assignment.segment());
            Segment segment = segment(assignment.segment());
            (stays ? segment.stayers : segment.joiners)
                    .add(sample, () -> new Found(client.id(), part, assignment::because));
            if (!stays) {
                entered.add(assignment.segment());
            }
        }
        for (String name : left) {
            segment(name)
                    .leavers
                    .add(
                            sample,
                            () -> new Found(
                                    client.id(),
                                    part,
                                    () -> rules.explain(client, name).sentence()));
        }
        moved += entered.isEmpty() && left.isEmpty() ? 0 : 1;
        ways(left, entered);
    }

    private void ways(Set<String> left, List<String> entered) {
        for (String from : left) {
            for (String to : entered) {
                ways.merge(new Way(from, to), 1L, Long::sum);
            }
            if (entered.isEmpty()) {
                ways.merge(new Way(from, null), 1L, Long::sum);
            }
        }
        if (left.isEmpty()) {
            entered.forEach(to -> ways.merge(new Way(null, to), 1L, Long::sum));
        }
    }

    /** Those of the clients that follow in number. */
    void add(Moves more) {
        clients += more.clients;
        moved += more.moved;
        more.segments.forEach((name, segment) -> {
            Segment all = segment(name);
            all.joiners.add(sample, segment.joiners);
            all.leavers.add(sample, segment.leavers);
            all.stayers.add(sample, segment.stayers);
        });
        more.ways.forEach((way, count) -> ways.merge(way, count, Long::sum));
    }

    long clients() {
        return clients;
    }

    /** How many clients come into a segment or leave one. */
    long moved() {
        return moved;
    }

    /** By name. */
    List<Impact.OfSegment> segments() {
        return new TreeMap<>(segments)
                .entrySet().stream()
                        .map(entry -> new Impact.OfSegment(
                                entry.getKey(),
                                entry.getValue().joiners.shown(),
                                entry.getValue().leavers.shown(),
                                entry.getValue().stayers.shown()))
                        .toList();
    }

    /** The ways that most go first. */
    List<Impact.Move> ways() {
        return ways.entrySet().stream()
                .map(entry ->
                        new Impact.Move(entry.getKey().from(), entry.getKey().to(), entry.getValue()))
                .sorted(Comparator.comparingLong(Impact.Move::clients)
                        .reversed()
                        .thenComparing(move -> String.valueOf(move.from()))
                        .thenComparing(move -> String.valueOf(move.to())))
                .toList();
    }

    private Segment segment(String name) {
        return segments.computeIfAbsent(name, first -> new Segment());
    }
}
