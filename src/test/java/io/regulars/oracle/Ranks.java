package io.regulars.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The spend cut-offs of a business at every moment, found by sorting what everybody had spent then, from what is known now;
 * who was erased counts as they were until then. Before anybody spent anything nobody is above.
 */
final class Ranks {
    static final List<String> CUTS = List.of("> 80", ">= 50");

    private NavigableMap<Instant, Map<String, Long>> lines = new TreeMap<>();

    /** What one client had spent, from each moment on. */
    @FunctionalInterface
    interface Spends {
        NavigableMap<Instant, Long> overTime();
    }

    /** Sorts everybody at every moment anew; says whether a cut-off was ever elsewhere than was thought. */
    boolean learn(Collection<? extends Spends> clients) {
        List<NavigableMap<Instant, Long>> spends =
                clients.stream().map(Spends::overTime).toList();
        var moments = new TreeSet<Instant>();
        spends.forEach(one -> moments.addAll(one.keySet()));
        NavigableMap<Instant, Map<String, Long>> found = new TreeMap<>();
        Map<String, Long> last = Map.of();
        for (Instant moment : moments) {
            var sorted = new ArrayList<Long>();
            for (NavigableMap<Instant, Long> one : spends) {
                var spent = one.floorEntry(moment);
                if (spent != null && spent.getValue() > 0) {
                    sorted.add(spent.getValue());
                }
            }
            sorted.sort(null);
            Map<String, Long> now = lines(sorted);
            if (!now.equals(last)) {
                found.put(moment, now);
                last = now;
            }
        }
        boolean others = !found.equals(lines);
        lines = found;
        return others;
    }

    private static Map<String, Long> lines(List<Long> sorted) {
        Map<String, Long> found = new TreeMap<>();
        for (String cut : CUTS) {
            sorted.stream()
                    .filter(spend -> isAbove(cut, spend, sorted))
                    .findFirst()
                    .ifPresent(spend -> found.put(cut, spend));
        }
        return found;
    }

    private static boolean isAbove(String cut, long spend, List<Long> all) {
        long n = all.size();
        long more = all.stream().filter(other -> other > spend).count();
        return switch (cut) {
            case "> 80" -> 100 * (n - more) > 80 * n;
            case ">= 50" -> 100 * (n - more) >= 50 * n;
            default -> throw new IllegalArgumentException(cut);
        };
    }

    Map<String, Long> at(Instant moment) {
        var known = lines.floorEntry(moment);
        return known == null ? Map.of() : known.getValue();
    }

    /** When a cut-off moved, or will if nothing happens. */
    Set<Instant> moves() {
        return lines.keySet();
    }
}
