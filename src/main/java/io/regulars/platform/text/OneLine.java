package io.regulars.platform.text;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each event of the log in its line, whatever names, files, cells and ids hold: what would begin another line, or colour or
 * turn the text, is written as an escape. Whoever writes rules or sends clients cannot forge what an operator reads.
 * <pre>
 *   The rule 'vip⏎2026-11-22 ERROR all is lost' …   → The rule 'vip\n2026-11-22 ERROR all is lost' …
 * </pre>
 */
@LoggingFilter(name = "one-line")
public final class OneLine implements Filter {
    /** The service's own words at its first start, which hold nothing of anybody and are meant to be copied. */
    private static final String WELCOME = "io.regulars";

    private static final int MOST_CAUSES = 20;

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord event && !WELCOME.equals(event.getLoggerName())) {
            String text = event.getFormattedMessage();
            if (text != null && !isOneLine(text)) {
                event.setMessage(escaped(text), ExtLogRecord.FormatStyle.NO_FORMAT);
            }
            Throwable thrown = event.getThrown();
            if (thrown != null) {
                event.setThrown(oneLine(thrown, 0));
            }
        }
        return true;
    }

    /** A text without anything that could end its line, or change how others are shown. */
    public static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (isPlain(character)) {
                        escaped.appendCodePoint(character);
                    } else {
                        escaped.append("\\u").append("%04x".formatted(character));
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isOneLine(String text) {
        return text.codePoints().allMatch(OneLine::isPlain);
    }

    /** Not one of the control characters, of those that turn the direction of text, or that end a line or paragraph. */
    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** The same stack, of which each cause says its message in one line. */
    private static Throwable oneLine(Throwable thrown, int depth) {
        Throwable cause = thrown.getCause();
        Throwable shown = cause == null || depth > MOST_CAUSES ? null : oneLine(cause, depth + 1);
        return shown == cause && isOneLine(thrown.toString()) ? thrown : new Shown(thrown, shown);
    }

    /** Tells a stack trace the class and message of another, by what a stack trace prints. */
    @SuppressWarnings("OverrideThrowableToString")
    private static final class Shown extends Throwable {
        private final String text;

        Shown(Throwable thrown, @Nullable Throwable cause) {
            super(thrown.getMessage(), cause, false, true);
            this.text = escaped(thrown.toString());
            setStackTrace(thrown.getStackTrace());
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
