package io.regulars.offers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Codes as people read and type them. Those that we make are eight of Crockford's 32 characters and one more that checks them, written
 * {@code 7K3M-9QXA5}.
 */
final class CodeText {
    /** Without I, L, O and U, which are taken for others. */
    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 8;
    private static final int HALF = 4;

    /** A prime, so the check tells any one wrong character, and any two neighbours exchanged. */
    private static final int MODULUS = 37;

    private CodeText() {}

    /** A new one. Crockford writes five of 37 checks with signs that nobody can dictate; codes with these are not made. */
    static String random(RandomGenerator random) {
        while (true) {
            var code = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            int check = check(code);
            if (check < ALPHABET.length()) {
                return code.insert(HALF, '-').append(ALPHABET.charAt(check)).toString();
            }
        }
    }

    private static int check(CharSequence digits) {
        int rest = 0;
        for (int i = 0; i < digits.length(); i++) {
            rest = (rest * ALPHABET.length() + ALPHABET.indexOf(digits.charAt(i))) % MODULUS;
        }
        return rest;
    }

    /**
     * A code as codes are compared: capitals, no blanks and hyphens, and 0 and 1 for what is taken for them. The indexes of bookings and
     * events say the same in SQL.
     */
    static String key(String code) {
        return code.toUpperCase(Locale.ROOT)
                .replaceAll("[ -]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /** Whether a key looks like one of ours, and its last character agrees with the others. */
    static boolean agrees(String key) {
        return isOfOurShape(key) && ALPHABET.indexOf(key.charAt(LENGTH)) == check(key.substring(0, LENGTH));
    }

    /** Whether a key is as long as ours, and of our characters. */
    static boolean isOfOurShape(String key) {
        return key.length() == LENGTH + 1 && key.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    /** The keys of codes of ours from which a key differs by one character, or by two neighbours exchanged. */
    static List<String> near(String key) {
        if (!isOfOurShape(key)) {
            return List.of();
        }
        var near = new ArrayList<String>();
        for (int i = 0; i < key.length(); i++) {
            String before = key.substring(0, i);
            for (int j = 0; j < ALPHABET.length(); j++) {
                near.add(before + ALPHABET.charAt(j) + key.substring(i + 1));
            }
            if (i + 1 < key.length()) {
                near.add(before + key.charAt(i + 1) + key.charAt(i) + key.substring(i + 2));
            }
        }
        return near.stream().distinct().filter(CodeText::agrees).toList();
    }
}
