package io.regulars.rules.merge;

import java.util.Arrays;
import java.util.List;

/** Which rows of one list stand in another too, in the same order: as many as can be. */
final class CommonRows {
    private static final long MOST_COMPARISONS = 4_000_000;

    private CommonRows() {}

    /** Whether they are short or alike enough to be compared. */
    static boolean fits(List<String> one, List<String> other) {
        int alike = alikeAtStart(one, other);
        return (long) (one.size() - alike) * (other.size() - alike) <= MOST_COMPARISONS;
    }

    /** For each row of one its number in the other, or -1. */
    static int[] of(List<String> one, List<String> other) {
        int start = alikeAtStart(one, other);
        int rows = one.size() - start;
        int others = other.size() - start;
        int[][] longest = new int[rows + 1][others + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = others - 1; j >= 0; j--) {
                longest[i][j] = one.get(start + i).equals(other.get(start + j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int[] common = new int[one.size()];
        Arrays.setAll(common, row -> row < start ? row : -1);
        int i = 0;
        int j = 0;
        while (i < rows && j < others) {
            if (one.get(start + i).equals(other.get(start + j))) {
                common[start + i] = start + j;
                i++;
                j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    private static int alikeAtStart(List<String> one, List<String> other) {
        int alike = 0;
        while (alike < Math.min(one.size(), other.size()) && one.get(alike).equals(other.get(alike))) {
            alike++;
        }
        return alike;
    }
}
