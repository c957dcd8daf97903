package io.regulars.templates.text;

/** Makes one line of a text: what begins another line is a blank, and what nobody sees or turns the direction of text is left out. */
public final class OneLineText {
    private OneLineText() {}

    /** The text in one line. */
    public static String of(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> line.append(' ');
                case Character.SURROGATE, Character.UNASSIGNED -> {}
                case Character.FORMAT -> {
                    if (joins(character)) {
                        line.appendCodePoint(character);
                    }
                }
                default -> line.appendCodePoint(character);
            }
        });
        return line.toString().strip();
    }

    /** Joiners belong to words of some languages and to emoji. */
    private static boolean joins(int character) {
        return character == 0x200C || character == 0x200D;
    }
}
