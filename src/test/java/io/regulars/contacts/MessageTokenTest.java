package io.regulars.contacts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A token names a message, and only we make one. */
class MessageTokenTest {
    private static final byte[] KEY = "the key of the salon".getBytes(US_ASCII);
    private static final byte[] OTHERS = "the key of another one".getBytes(US_ASCII);
    private static final UUID ACTION = UUID.fromString("018f5f3e-0000-7000-8000-00000000002a");

    @Test
    void aLinkNamesItsMessageUnderTheKeyOfItsBusinessAlone() {
        MessageToken token = MessageToken.ofLink(MessageToken.link(ACTION, KEY)).orElseThrow();

        assertThat(token.action()).isEqualTo(ACTION);
        assertThat(token.opensLink(KEY)).isTrue();
        assertThat(token.opensLink(OTHERS)).isFalse();
    }

    @Test
    void aLinkOfOneMessageIsNoneOfAnother() {
        String own = MessageToken.link(ACTION, KEY);
        String other = MessageToken.link(UUID.randomUUID(), KEY);
        String mixed = other.substring(0, 21) + own.substring(21);

        assertThat(MessageToken.ofLink(mixed).orElseThrow().opensLink(KEY)).isFalse();
    }

    @Test
    void aBounceAddressOutlivesCapitalsAndIsNoLink() {
        String text = MessageToken.bounce(ACTION, KEY);
        MessageToken token =
                MessageToken.ofBounce(text.toUpperCase(Locale.ROOT)).orElseThrow();

        assertThat(text).hasSize(48);
        assertThat(token.action()).isEqualTo(ACTION);
        assertThat(token.isBounce(KEY)).isTrue();
        assertThat(token.isBounce(OTHERS)).isFalse();
        assertThat(token.opensLink(KEY)).isFalse();
    }

    @Test
    void whatLooksLikeNoTokenIsNone() {
        assertThat(MessageToken.ofLink("")).isEmpty();
        assertThat(MessageToken.ofLink("a".repeat(42) + "=")).isEmpty();
        assertThat(MessageToken.ofLink("a".repeat(42) + "\n")).isEmpty();
        assertThat(MessageToken.ofBounce("zz".repeat(24))).isEmpty();
    }
}
