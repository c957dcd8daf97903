package io.regulars.rules.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of a release.
 *
 * @param path relative to the rules folder, with {@code /}
 * @param bytes as they are stored; not to be changed
 */
public record RuleFile(String path, byte[] bytes) {
    private static final byte[] NO_CHARACTER = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    /** A file of text; half a character becomes U+FFFD, which no rule may hold. */
    public RuleFile(String path, String text) {
        this(path, encoded(text));
    }

    private static byte[] encoded(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .replaceWith(NO_CHARACTER)
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .encode(CharBuffer.wrap(text));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("what cannot be encoded is replaced", e);
        }
    }

    /** Its text, in UTF-8; in UTF-16 if it begins with the mark of that, as spreadsheets save "Unicode text". */
    public String content() {
        boolean wide = bytes.length > 1
                && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                        || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
        return new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    /** Whether its path is as a regular expression says, in small letters or large: so the endings of names are taken. */
    public boolean isNamed(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                .matcher(path)
                .matches();
    }

    /** Whether a file of that name is a workbook, whose bytes are no text. */
    public static boolean isWorkbook(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith(".xlsx") || lower.endsWith(".xls");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RuleFile file && path.equals(file.path) && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return path;
    }
}
