package io.regulars.platform;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class NearestName {
    private NearestName() {}

    /** The known name nearest to the one written, if one is near enough to be meant. */
    public static Optional<String> of(String written, Collection<String> known) {
        int limit = Math.max(1, written.length() / 3);
        record Candidate(String name, int distance) {}
        return known.stream()
                .filter(name -> Math.abs(name.length() - written.length()) <= limit)
                .map(name ->
                        new Candidate(name, distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance() <= limit)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** {@code Did you mean 'visits'?}, or nothing. */
    public static String hint(String written, Collection<String> known) {
        return of(written, known).map(name -> "Did you mean '" + name + "'?").orElse("");
    }

    /** A sentence: {@code There is no field 'staus'. Did you mean 'status'?} */
    public static String unknown(String kind, String written, Collection<String> known) {
        String name = written.length() <= 60 ? written : written.substring(0, 60) + "…";
        return "There is no " + kind + " '" + name + "'."
                + of(written, known)
                        .map(nearest -> " Did you mean '" + nearest + "'?")
                        .orElse("");
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
