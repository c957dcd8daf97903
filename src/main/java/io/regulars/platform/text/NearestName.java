package io.regulars.platform.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class NearestName {
    private NearestName() {}

    /** The known name nearest to the one written, if one is near enough to be meant; of equals one in the same capitals. */
    public static Optional<String> of(String written, Collection<String> known) {
        int limit = Math.max(1, written.length() / 3);
        record Candidate(String name, int distance) {}
        return known.stream()
                .filter(name -> Math.abs(name.length() - written.length()) <= limit)
                .map(name ->
                        new Candidate(name, distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance() <= limit)
                .min(Comparator.comparingInt(Candidate::distance)
                        .thenComparingInt(candidate -> distance(written, candidate.name()))
                        .thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** {@code Did you mean 'visits'?}, or nothing. */
    public static String hint(String written, Collection<String> known) {
        return of(written, known).map(name -> "Did you mean '" + name + "'?").orElse("");
    }

    /** A sentence: {@code There is no field 'staus'. Did you mean 'status'?} */
    public static String unknown(String kind, String written, Collection<String> known) {
        return "There is no " + kind + " '" + shortened(written) + "'."
                + of(written, known)
                        .map(nearest -> " Did you mean '" + nearest + "'?")
                        .orElse("");
    }

    /** The same; where no name is near it, all there are: {@code There is no field 'x'. There are: client, kind, score.} */
    public static String unknownAmong(String kind, String written, Collection<String> known) {
        boolean listed = !known.isEmpty() && of(written, known).isEmpty();
        return unknown(kind, written, known) + (listed ? " There are: " + String.join(", ", known) + "." : "");
    }

    /** A name as a message shows it: not without end. */
    public static String shortened(String written) {
        return written.length() <= 60 ? written : written.substring(0, 60) + "…";
    }

    /** The least number of letters put in, left out, replaced, or exchanged with the next. */
    private static int distance(String left, String right) {
        int[][] distances = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : step(distances, left, right, i, j);
            }
        }
        return distances[left.length()][right.length()];
    }

    private static int step(int[][] distances, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int best = Math.min(
                distances[i - 1][j - 1] + (same ? 0 : 1), Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean exchanged = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return exchanged ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
    }
}
