package io.regulars.clients;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people type to find a client, as the database looks for it: each word is how a word of theirs begins, accents and capitals aside. A
 * database of the locale C knows capitals of ASCII only, so other letters are looked for in each way that names are written.
 * <pre>
 *   Bērz An        → 'berz':* &amp; 'an':*
 *   анна           → ('анна':* | 'Анна':* | 'АННА':*)
 *   +371 2612-3456 → '37126123456':*
 * </pre>
 */
final class ClientWords {
    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][-0-9() ./]*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LONGEST = 100;
    private static final int MOST = 10;

    private ClientWords() {}

    /** A query of PostgreSQL's text search; empty if nothing was typed. */
    static String query(String typed) {
        String text = typed.strip();
        String plain = PHONE.matcher(text).matches()
                ? text.replaceAll("[^0-9]", "")
                : ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                        .replaceAll("");
        return Arrays.stream(BLANKS.split(plain.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .limit(MOST)
                .map(ClientWords::anyCase)
                .collect(Collectors.joining(" & "));
    }

    private static String anyCase(String lower) {
        String upper = lower.toUpperCase(Locale.ROOT);
        int first = lower.offsetByCodePoints(0, 1);
        String title = lower.substring(0, first).toUpperCase(Locale.ROOT) + lower.substring(first);
        return lower.chars().allMatch(c -> c < 128)
                ? beginning(lower)
                : Stream.of(lower, title, upper)
                        .distinct()
                        .map(ClientWords::beginning)
                        .collect(Collectors.joining(" | ", "(", ")"));
    }

    private static String beginning(String word) {
        int[] points = word.codePoints().limit(LONGEST).toArray();
        String cut = new String(points, 0, points.length);
        return "'" + cut.replace("\\", "\\\\").replace("'", "''") + "':*";
    }
}
