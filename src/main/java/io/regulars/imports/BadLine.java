package io.regulars.imports;

import io.regulars.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A line that was not taken, and why.
 *
 * @param line its number in the file, from 1
 * @param code of the refusal: {@code invalid}, {@code malformed}, {@code too-large} …
 * @param errors each bad field
 * @param record the line as sent, cut at 2,000 characters
 */
record BadLine(long line, String code, String message, List<ProblemException.FieldError> errors, String record) {
    private static final int LONGEST = 2_000;

    BadLine {
        errors = List.copyOf(errors);
    }

    static BadLine of(RawLine line, ProblemException refusal) {
        byte[] bytes = switch (line) {
            case RawLine.Text text -> text.bytes();
            case RawLine.TooLong tooLong -> tooLong.beginning();
        };
        int length = Math.min(bytes.length, 4 * LONGEST);
        // what is no UTF-8 shows as U+FFFD; PostgreSQL's text has no NUL
        String record = new String(bytes, 0, length, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        return new BadLine(
                line.number(),
                refusal.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                String.valueOf(refusal.getMessage()),
                refusal.errors(),
                cut(record));
    }

    private static String cut(String record) {
        if (record.length() <= LONGEST) {
            return record;
        }
        boolean halves = Character.isHighSurrogate(record.charAt(LONGEST - 1));
        return record.substring(0, halves ? LONGEST - 1 : LONGEST);
    }
}
