package io.regulars.contacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.contacts.CountClicks.Click;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A person is told from a scanner of mail by when links are followed, and a link says nothing of who that is. */
class CountClicksTest {
    private static final Instant SENT = Instant.parse("2026-11-29T12:00:00Z");
    private static final byte[] KEY = "the key of a salon".getBytes(UTF_8);

    @Test
    void whoFollowsALinkAfterAWhileIsAPerson() {
        assertThat(first(1, 60_000)).contains(SENT.plusSeconds(60));
        assertThat(first(3, 60_000)).contains(SENT.plusSeconds(60));
        assertThat(first(3, 60_000, 61_000)).contains(SENT.plusSeconds(60));
        assertThat(first(3, 60_000, 61_000, 90_000)).contains(SENT.plusSeconds(60));
    }

    @Test
    void whatFollowsALinkAsTheMailArrivesIsAScanner() {
        assertThat(first(1, -500)).isEmpty();
        assertThat(first(1, 1_999)).isEmpty();
        assertThat(first(1, 2_000)).contains(SENT.plusSeconds(2));
        assertThat(first(3, 1_000, 60_000)).contains(SENT.plusSeconds(60));
    }

    @Test
    void whatFollowsAllLinksAtOnceIsAScanner() {
        assertThat(first(2, 60_000, 60_100)).isEmpty();
        assertThat(first(3, 60_000, 60_100, 62_000)).isEmpty();
        assertThat(first(3, 60_000, 60_100, 62_001)).contains(SENT.plusSeconds(60));
    }

    @Test
    void whoseHandingOverIsNotKnownGotItAllTheSame() {
        assertThat(CountClicks.byAPerson(List.of(new Click(1, SENT, null)))).contains(SENT);
    }

    @Test
    void aTokenIsOursOrNone() {
        UUID action = UUID.randomUUID();
        String text = LinkToken.written(action, 70_000, 200, KEY);
        LinkToken token = LinkToken.of(text).orElseThrow();

        assertThat(token.action()).isEqualTo(action);
        assertThat(token.link()).isEqualTo(70_000);
        assertThat(token.links()).isEqualTo(200);
        assertThat(token.isMadeBy(KEY)).isTrue();
        assertThat(token.isMadeBy("another".getBytes(UTF_8))).isFalse();
        assertThat(LinkToken.of(MessageToken.link(action, KEY))).isEmpty();
        String other = (text.charAt(24) == 'A' ? "B" : "A");
        assertThat(LinkToken.of(text.substring(0, 24) + other + text.substring(25))
                        .orElseThrow()
                        .isMadeBy(KEY))
                .isFalse();
    }

    @Test
    void whoSaysStopAndNothingElseMeansIt() {
        assertThat(List.of("STOP", " Stop. ", "стоп!", "ATTEIKTIES", "opt-out", "Arrêt"))
                .allMatch(StopWords::says);
        assertThat(List.of("Please do not stop", "stop by at 5?", "", "ok")).noneMatch(StopWords::says);
    }

    /** Moments in milliseconds after the message was handed over. */
    private static Optional<Instant> first(int links, int... moments) {
        return CountClicks.byAPerson(IntStream.of(moments)
                .mapToObj(moment -> new Click(links, SENT.plusMillis(moment), SENT))
                .toList());
    }
}
