package io.regulars.broadcasts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A confirmation opens what was seen, and nothing else. */
class ConfirmationTest {
    private static final byte[] KEY = "the key of a salon".getBytes(UTF_8);
    private static final BroadcastWish WISH = new BroadcastWish("newsletter", "vip", 50);

    private final Confirmation seen =
            new Confirmation(UUID.randomUUID(), 17, 4_812, Instant.parse("2026-11-22T12:30:00Z"));

    @Test
    void saysWhatWasSeen() {
        assertThat(Confirmation.read(seen.written(WISH, KEY), WISH, KEY)).contains(seen);
    }

    @Test
    void isNoneForAnythingElse() {
        String text = seen.written(WISH, KEY);

        assertThat(Confirmation.read(text, new BroadcastWish("win-back", "vip", 50), KEY))
                .isEmpty();
        assertThat(Confirmation.read(text, new BroadcastWish("newsletter", "lapsed", 50), KEY))
                .isEmpty();
        assertThat(Confirmation.read(text, new BroadcastWish("newsletter", "vip", null), KEY))
                .isEmpty();
        assertThat(Confirmation.read(text, WISH, "that of another".getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void isNoneOnceALetterOfItIsAnother() {
        String text = seen.written(WISH, KEY);
        for (int at = 0; at < text.length(); at++) {
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(Confirmation.read(text.substring(0, at) + other + text.substring(at + 1), WISH, KEY))
                    .as("letter " + at)
                    .isEmpty();
        }
        assertThat(Confirmation.read("yes", WISH, KEY)).isEmpty();
        assertThat(Confirmation.read(text + "A", WISH, KEY)).isEmpty();
    }
}
