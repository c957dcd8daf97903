package io.regulars.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is sent, rendered; it does not change from one attempt to the next. */
public sealed interface Payload {
    /** The most characters of a subject, of a name, and of one header. */
    int LONGEST_LINE = 2_000;

    /**
     * A mail in two forms. A line that becomes a header and has a line break in it is an IllegalArgumentException.
     *
     * @param to the address
     * @param toName who that is; null: not said
     * @param from the sender's address; null: the server's own
     * @param fromName the sender's name; null: not said
     * @param replyTo where answers go; null: to the sender
     * @param bounceAddress where what cannot be delivered comes back to; null: the sender
     * @param headers further ones, such as List-Unsubscribe; the mail's own are added when it is sent
     */
    record Mail(
            String to,
            @Nullable String toName,
            @Nullable String from,
            @Nullable String fromName,
            @Nullable String replyTo,
            @Nullable String bounceAddress,
            String subject,
            String html,
            String text,
            Map<String, String> headers,
            List<Attachment> attachments)
            implements Payload {
        public Mail {
            oneLine("to", to);
            oneLine("toName", toName);
            oneLine("from", from);
            oneLine("fromName", fromName);
            oneLine("replyTo", replyTo);
            oneLine("bounceAddress", bounceAddress);
            oneLine("subject", subject);
            headers = Map.copyOf(headers);
            headers.forEach((name, value) -> {
                if (!name.matches("[!-9;-~]{1,76}")) {
                    throw new IllegalArgumentException("a mail's header has a name that is no name of a header");
                }
                oneLine(name, value);
                if (!value.chars().allMatch(c -> c < 0x7f)) {
                    throw new IllegalArgumentException("the header " + name + " has other characters than ASCII");
                }
            });
            attachments = List.copyOf(attachments);
        }
    }

    /** A short text to a phone, in the form +37120000000. */
    record Sms(String to, String text) implements Payload {
        public Sms {
            oneLine("to", to);
        }
    }

    /**
     * Something that happened, for webhooks.
     *
     * @param type such as segment.entered
     */
    record Event(String type, JsonNode data) implements Payload {
        public Event {
            oneLine("type", type);
        }
    }

    /**
     * Something that goes with a mail.
     *
     * @param type such as {@code text/calendar; method=PUBLISH; charset=utf-8}
     */
    record Attachment(String name, String type, byte[] content) {
        public Attachment {
            oneLine("name", name);
            oneLine("type", type);
        }
    }

    private static void oneLine(String what, @Nullable String line) {
        if (line == null) {
            return;
        }
        if (line.length() > LONGEST_LINE) {
            throw new IllegalArgumentException(what + " has more than " + LONGEST_LINE + " characters");
        }
        // a line break would begin a header of its own
        if (line.codePoints()
                .anyMatch(c -> c < 0x20 && c != '\t' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029)) {
            throw new IllegalArgumentException(what + " has a line break or another control character in it");
        }
    }
}
