package io.regulars.preview;

import io.regulars.facts.Client;
import io.regulars.facts.Left;
import io.regulars.facts.history.Profile;
import io.regulars.preview.Population.Part;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who would come into a segment, leave it or stay if other rules ran, compared with what is stored. Gathered for one part
 * of a population by one thread, then put together.
 */
final class SegmentMovements {
    private final RuleSet rules;
    private final int sample;
    private final boolean named;
    private final Map<String, Segment> segments = new HashMap<>();
    private final Map<Way, Long> ways = new HashMap<>();
    private long clients;
    private long moved;

    /** Of which nothing is kept that says who somebody is. */
    SegmentMovements(RuleSet rules, int sample) {
        this(rules, sample, false);
    }

    SegmentMovements(RuleSet rules, int sample, boolean named) {
        this.rules = rules;
        this.sample = sample;
        this.named = named;
    }

    /** What becomes of a segment. */
    private static final class Segment {
        private final Some joiners = new Some();
        private final Some leavers = new Some();
        private final Some stayers = new Some();
        private long unknown;
    }

    /** From one segment to another; null: from none, to none. */
    private record Way(@Nullable String from, @Nullable String to) {}

    /** One client, and who can say why. */
    private record Found(Client client, Part part, Supplier<String> because) {
        Impact.Sample shown(boolean named) {
            return new Impact.Sample(client.id(), named ? name(client) : null, part.alone(because));
        }

        private static @Nullable String name(Client client) {
            Profile profile = client.snapshot().profile();
            String name = Stream.of(profile.firstName(), profile.lastName())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "))
                    .strip();
            return name.isEmpty() ? null : name;
        }
    }

    /** A number of clients, the first of them by name. */
    private static final class Some {
        private final List<Found> first = new ArrayList<>();
        private long count;

        void add(int sample, Client client, Part part, Supplier<String> because) {
            count++;
            if (first.size() < sample) {
                first.add(new Found(client, part, because));
            }
        }

        void add(int sample, Some more) {
            count += more.count;
            more.first.stream().limit(sample - first.size()).forEach(first::add);
        }

        Impact.Group shown(boolean named) {
            return new Impact.Group(
                    count, first.stream().map(found -> found.shown(named)).toList());
        }
    }

    /** What becomes of a client of that part. */
    void take(Part part, SegmentComparison compared) {
        clients++;
        Client client = compared.client();
        for (Assignment assignment : compared.entered()) {
            segment(assignment.segment()).joiners.add(sample, client, part, assignment::because);
        }
        for (Assignment assignment : compared.stayed()) {
            segment(assignment.segment()).stayers.add(sample, client, part, assignment::because);
        }
        for (Left left : compared.left()) {
            segment(left.segment())
                    .leavers
                    .add(
                            sample,
                            client,
                            part,
                            () -> rules.explain(client, left.segment()).sentence());
        }
        if (compared.moves()) {
            moved++;
            ways(compared.left(), compared.entered());
        }
    }

    private void ways(List<Left> left, List<Assignment> entered) {
        for (Left from : left) {
            for (Assignment to : entered) {
                ways.merge(new Way(from.segment(), to.segment()), 1L, Long::sum);
            }
            if (entered.isEmpty()) {
                ways.merge(new Way(from.segment(), null), 1L, Long::sum);
            }
        }
        if (left.isEmpty()) {
            entered.forEach(to -> ways.merge(new Way(null, to.segment()), 1L, Long::sum));
        }
    }

    /** Segments that a client would perhaps be in, were all known that the rules ask of them. */
    void undecided(Set<String> perhaps) {
        perhaps.forEach(segment -> segment(segment).unknown++);
    }

    /** More clients who neither are in a segment nor come into one. */
    void passOver(long more) {
        clients += more;
    }

    /** Those of the clients that follow in number. */
    void add(SegmentMovements more) {
        clients += more.clients;
        moved += more.moved;
        more.segments.forEach((name, segment) -> {
            Segment all = segment(name);
            all.joiners.add(sample, segment.joiners);
            all.leavers.add(sample, segment.leavers);
            all.stayers.add(sample, segment.stayers);
            all.unknown += segment.unknown;
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
                                entry.getValue().joiners.shown(named),
                                entry.getValue().leavers.shown(named),
                                entry.getValue().stayers.shown(named),
                                entry.getValue().unknown))
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
