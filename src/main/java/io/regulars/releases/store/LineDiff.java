package io.regulars.releases.store;

import java.util.ArrayList;
import java.util.List;

/**
 * How one text becomes another, line by line, by the shortest way that Myers' algorithm finds:
 * <pre>
 *   @@ -1,3 +1,3 @@
 *    rule "VIP"
 *   -    when $c: Client( spendPercentile &gt; 80 )
 *   +    when $c: Client( spendPercentile &gt; 90 )
 *        then segments.assign($c, "vip"); end
 * </pre>
 */
final class LineDiff {
    private static final int CONTEXT = 3;

    /** Texts that differ more than that are shown as one taken away and the other added. */
    private static final int MOST_CHANGES = 2_000;

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    /** A line of both, or of one of them: its sign is a blank, - or +. */
    private record Line(char sign, String text) {}

    private LineDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** Compares two texts. */
    static LineDiff of(String before, String after) {
        var diff = new LineDiff(before.lines().toList(), after.lines().toList());
        diff.compare();
        return diff;
    }

    /** How many lines are new. */
    int added() {
        return count('+');
    }

    /** How many lines are gone. */
    int removed() {
        return count('-');
    }

    private int count(char sign) {
        return (int) lines.stream().filter(line -> line.sign == sign).count();
    }

    /** Lines that both begin and end with need no search. */
    private void compare() {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        before.subList(0, start).forEach(line -> lines.add(new Line(' ', line)));
        lines.addAll(between(before.subList(start, before.size() - end), after.subList(start, after.size() - end)));
        before.subList(before.size() - end, before.size()).forEach(line -> lines.add(new Line(' ', line)));
    }

    private static List<Line> between(List<String> old, List<String> now) {
        int most = Math.min(MOST_CHANGES, old.size() + now.size());
        int[] furthest = new int[2 * most + 2];
        var steps = new ArrayList<int[]>();
        for (int changes = 0; changes <= most; changes++) {
            steps.add(furthest.clone());
            for (int k = -changes; k <= changes; k += 2) {
                boolean down = k == -changes || k != changes && at(furthest, k - 1) < at(furthest, k + 1);
                int x = down ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
                while (x < old.size() && x - k < now.size() && old.get(x).equals(now.get(x - k))) {
                    x++;
                }
                furthest[index(furthest, k)] = x;
                if (x >= old.size() && x - k >= now.size()) {
                    return wayBack(old, now, steps);
                }
            }
        }
        var replaced = new ArrayList<Line>();
        old.forEach(line -> replaced.add(new Line('-', line)));
        now.forEach(line -> replaced.add(new Line('+', line)));
        return replaced;
    }

    private static List<Line> wayBack(List<String> old, List<String> now, List<int[]> steps) {
        var way = new ArrayList<Line>();
        int x = old.size();
        int y = now.size();
        for (int changes = steps.size() - 1; changes >= 0; changes--) {
            int[] furthest = steps.get(changes);
            int k = x - y;
            boolean down = k == -changes || k != changes && at(furthest, k - 1) < at(furthest, k + 1);
            int fromX = changes == 0 ? 0 : down ? at(furthest, k + 1) : at(furthest, k - 1);
            int fromY = changes == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
            while (x > fromX && y > fromY) {
                way.add(new Line(' ', old.get(--x)));
                y--;
            }
            if (y > fromY) {
                way.add(new Line('+', now.get(--y)));
            } else if (x > fromX) {
                way.add(new Line('-', old.get(--x)));
            }
        }
        return way.reversed();
    }

    private static int at(int[] furthest, int k) {
        return furthest[index(furthest, k)];
    }

    private static int index(int[] furthest, int k) {
        return Math.floorMod(k, furthest.length);
    }

    /** As patches are written, with {@value #CONTEXT} lines around each change; empty if nothing changed. */
    String unified() {
        var text = new StringBuilder();
        int old = 1;
        int now = 1;
        int next = 0;
        while (next < lines.size()) {
            int from = firstChange(next);
            if (from == lines.size()) {
                break;
            }
            int start = Math.max(next, from - CONTEXT);
            int end = end(from);
            old += start - next;
            now += start - next;
            List<Line> hunk = lines.subList(start, end);
            int ofOld = (int) hunk.stream().filter(line -> line.sign != '+').count();
            int ofNow = (int) hunk.stream().filter(line -> line.sign != '-').count();
            text.append("@@ -%s +%s @@%n"
                    .formatted(range(old, ofOld), range(now, ofNow))
                    .replace("\r\n", "\n"));
            hunk.forEach(line -> text.append(line.sign).append(line.text).append('\n'));
            old += ofOld;
            now += ofNow;
            next = end;
        }
        return text.toString();
    }

    private static String range(int start, int count) {
        return (count == 0 ? start - 1 : start) + "," + count;
    }

    private int firstChange(int from) {
        int line = from;
        while (line < lines.size() && lines.get(line).sign == ' ') {
            line++;
        }
        return line;
    }

    /** Where the context of a change ends; a change within the context of the one before belongs to it. */
    private int end(int change) {
        int last = change;
        for (int line = change; line < lines.size() && line - last <= 2 * CONTEXT; line++) {
            if (lines.get(line).sign != ' ') {
                last = line;
            }
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }
}
