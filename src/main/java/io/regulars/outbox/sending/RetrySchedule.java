package io.regulars.outbox.sending;

import io.regulars.outbox.EndpointKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/** How long after a failed attempt the next one comes. */
final class RetrySchedule {
    /** 52 hours in all, so a receiver that fails on a Friday evening is mended by Sunday night at the latest. */
    private static final List<Duration> HTTP = seconds(5, 30, 120, 600, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000);

    private static final List<Duration> SMTP = seconds(60, 300, 900, 3_600, 7_200, 14_400, 28_800);

    private static final Duration LONGEST_OF_KAFKA = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;

    private RetrySchedule() {}

    /**
     * How long to wait after so many attempts have failed; empty: it is given up. A fifth more or less, always the same for one id, keeps
     * what failed together from coming back together.
     */
    static Optional<Duration> waitAfter(EndpointKind kind, int attempts, UUID id) {
        return planned(kind, attempts).map(wait -> spread(wait, attempts, id));
    }

    private static Optional<Duration> planned(EndpointKind kind, int attempts) {
        return switch (kind) {
            case WEBHOOK, SMS_HTTP -> nth(HTTP, attempts);
            case SMTP, LOG -> nth(SMTP, attempts);
            case KAFKA -> Optional.of(doubled(attempts));
        };
    }

    private static Optional<Duration> nth(List<Duration> waits, int attempts) {
        return attempts <= waits.size() ? Optional.of(waits.get(attempts - 1)) : Optional.empty();
    }

    /** Never given up: a topic is written in order, and what waits is due when the broker is back. */
    private static Duration doubled(int attempts) {
        return attempts > DOUBLINGS ? LONGEST_OF_KAFKA : Duration.ofSeconds(1L << (attempts - 1));
    }

    private static Duration spread(Duration wait, int attempts, UUID id) {
        var hash = new CRC32();
        hash.update((id + ":" + attempts).getBytes(StandardCharsets.US_ASCII));
        double factor = 0.8 + 0.4 * (hash.getValue() % 10_000) / 10_000.0;
        return Duration.ofMillis(Math.round(wait.toMillis() * factor));
    }

    private static List<Duration> seconds(long... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
