package io.regulars.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is held out and who gets which variant follows from who they are, and comes out as often as it should. */
class ClientShareTest {
    @Test
    void soManyAreHeldOutAndOfTwoCampaignsIndependently() {
        long one =
                IntStream.range(0, 100_000).filter(i -> heldOut("win-back", i)).count();
        long both = IntStream.range(0, 100_000)
                .filter(i -> heldOut("win-back", i) && heldOut("welcome", i))
                .count();

        assertThat(one).isBetween(9_700L, 10_300L);
        assertThat(both).isBetween(900L, 1_100L);
    }

    @Test
    void variantsComeByTheirShares() {
        var variants = List.of(new Step.Message.Variant(30, "a"), new Step.Message.Variant(70, "b"));
        long first = IntStream.range(0, 100_000)
                .filter(i -> ClientShare.variant(1, "win-back", "offer", variants, "c-" + i)
                        .equals("a"))
                .count();

        assertThat(first).isBetween(29_500L, 30_500L);
        assertThat(ClientShare.variant(1, "win-back", "offer", variants, "c-1"))
                .isEqualTo(ClientShare.variant(1, "win-back", "offer", variants, "c-1"));
    }

    private static boolean heldOut(String campaign, int client) {
        return ClientShare.bucket("holdout", "1", campaign, "client-" + client) < 1_000;
    }
}
