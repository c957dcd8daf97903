package io.regulars.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The spend cut-offs of a business at every moment, found by sorting everybody. Those of the past are as they were, from
 * what was known then: what others had spent is not judged again when a client's past is corrected. Before the first that
 * are known, the first hold.
 */
final class Ranks {
    static final List<String> CUTS = List.of("> 80", ">= 50");

    private final TreeMap<Instant, Map<String, Long>> lines = new TreeMap<>();
    private boolean begun;

    /** Evaluating everybody places the cut-offs, also where nobody has spent anything. */
    void begin() {
        begun = true;
    }

    /** Everybody's spend as of a moment; says whether a cut-off moved. */
    boolean observe(Instant moment, List<Long> spends) {
        List<Long> sorted = spends.stream().filter(spend -> spend > 0).sorted().toList();
        if (lines.isEmpty() && !begun && spends.stream().allMatch(spend -> spend == 0)) {
            return false;
        }
        Map<String, Long> found = new TreeMap<>();
        for (String cut : CUTS) {
            sorted.stream()
                    .filter(spend -> isAbove(cut, spend, sorted))
                    .findFirst()
                    .ifPresent(spend -> found.put(cut, spend));
        }
        boolean moved = lines.isEmpty() || !lines.lastEntry().getValue().equals(found);
        if (moved) {
            lines.put(moment, found);
        }
        return moved;
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
        if (lines.isEmpty()) {
            return Map.of();
        }
        var known = lines.floorEntry(moment);
        return known == null ? lines.firstEntry().getValue() : known.getValue();
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** When a cut-off moved. */
    Set<Instant> moves() {
        return lines.keySet();
    }
}
