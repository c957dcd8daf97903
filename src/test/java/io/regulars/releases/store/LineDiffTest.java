package io.regulars.releases.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A difference reads as a patch, and made into the text before it gives the text after. */
class LineDiffTest {
    @Test
    void aChangedLineIsShownWithThreeLinesAround() {
        LineDiff diff = LineDiff.of("a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\nE\nf\ng\nh\n");

        assertThat(diff.unified()).isEqualTo("@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n");
        assertThat(diff.added()).isEqualTo(1);
        assertThat(diff.removed()).isEqualTo(1);
    }

    @Test
    void aNewTextIsAllAddedAndTheSameTextIsNoDifference() {
        assertThat(LineDiff.of("", "a\nb\n").unified()).isEqualTo("@@ -0,0 +1,2 @@\n+a\n+b\n");
        assertThat(LineDiff.of("a\n", "a\n").unified()).isEmpty();
    }

    @Test
    void changesFarApartAreTwoPieces() {
        String text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
        LineDiff diff = LineDiff.of(text, text.replace("2\n3", "3").replace("11\n", "11\n11a\n"));

        assertThat(diff.unified().lines().filter(line -> line.startsWith("@@"))).hasSize(2);
    }

    @Test
    void whateverChangesThePatchGivesTheOtherText() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<String> before = lines(random);
            List<String> after = lines(random);
            LineDiff diff = LineDiff.of(String.join("\n", before), String.join("\n", after));
            assertThat(patched(before, diff.unified()))
                    .as("round %d: %s to %s", round, before, after)
                    .isEqualTo(after);
        }
    }

    private static List<String> lines(Random random) {
        var lines = new ArrayList<String>();
        for (int i = random.nextInt(25); i > 0; i--) {
            lines.add(String.valueOf((char) ('a' + random.nextInt(6))));
        }
        return lines;
    }

    /** Applies a patch as the tool of that name does, by its line numbers. */
    private static List<String> patched(List<String> before, String patch) {
        var result = new ArrayList<String>();
        int next = 0;
        for (String line : patch.lines().toList()) {
            if (line.startsWith("@@")) {
                String[] range = line.split("[ ,-]+");
                int start = Integer.parseInt(range[1]);
                int count = Integer.parseInt(range[2]);
                int from = count == 0 ? start : start - 1;
                result.addAll(before.subList(next, from));
                next = from;
            } else if (line.startsWith("+")) {
                result.add(line.substring(1));
            } else {
                assertThat(before.get(next)).isEqualTo(line.substring(1));
                next++;
                if (line.startsWith(" ")) {
                    result.add(line.substring(1));
                }
            }
        }
        result.addAll(before.subList(next, before.size()));
        return result;
    }
}
