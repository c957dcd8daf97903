package io.regulars.templates.text;

/**
 * Into how many parts networks cut a short message, each of which is paid for: of the GSM alphabet 160 characters fit into one and 153
 * into each of several; one letter outside of it ({@code ā}, an emoji) makes these 70 and 67.
 */
public final class SmsParts {
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /** Each is written by two. */
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private SmsParts() {}

    /** How many parts a text is sent in. */
    public static int of(String text) {
        boolean basic = text.chars().allMatch(letter -> isIn(BASIC, letter) || isIn(EXTENDED, letter));
        int length = basic
                ? (int) text.chars()
                        .map(letter -> isIn(EXTENDED, letter) ? 2 : 1)
                        .sum()
                : text.length();
        int one = basic ? 160 : 70;
        int each = basic ? 153 : 67;
        return length <= one ? 1 : (length + each - 1) / each;
    }

    /** The first letter outside of the GSM alphabet; empty if there is none. */
    public static String costly(String text) {
        return text.codePoints()
                .filter(letter -> !isIn(BASIC, letter) && !isIn(EXTENDED, letter))
                .mapToObj(Character::toString)
                .findFirst()
                .orElse("");
    }

    private static boolean isIn(String alphabet, int letter) {
        return alphabet.indexOf(letter) >= 0;
    }
}
