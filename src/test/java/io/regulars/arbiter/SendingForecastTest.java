package io.regulars.arbiter;

import static io.regulars.arbiter.Asking.POLICY;
import static io.regulars.arbiter.Asking.RIGA;
import static io.regulars.arbiter.Asking.client;
import static io.regulars.arbiter.Asking.due;
import static io.regulars.arbiter.Asking.limited;
import static io.regulars.arbiter.Asking.marketing;
import static io.regulars.arbiter.Asking.riga;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the next days bring, counted by the function that decides. */
class SendingForecastTest {
    private static final Instant NOON = riga("2026-11-20T12:00:00");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    @Test
    void whatGoesOutWaitsAndIsDroppedIsCountedByStepGateAndDay() {
        var both = new PlayQueues.Waiting(
                client(1),
                List.of(
                        due(1, marketing("birthday", 50), NOON, Duration.ofDays(3)),
                        due(2, marketing("win-back", 50), NOON, Duration.ofDays(3))));
        var refused = new PlayQueues.Waiting(
                client(2, RIGA, Map.of()), List.of(due(3, marketing("win-back", 50), NOON, Duration.ofDays(3))));

        SendingForecast forecast = forecast(List.of(both, refused), 14);

        assertThat(forecast.steps())
                .containsExactly(
                        new SendingForecast.OfStep("birthday", "mail", Map.of(TODAY, 1), Map.of(), Map.of()),
                        new SendingForecast.OfStep(
                                "win-back",
                                "mail",
                                Map.of(TODAY.plusDays(1), 1),
                                Map.of(Gate.GAP, 1),
                                Map.of(Gate.CONSENT, 1)));
        assertThat(forecast.most()).containsExactly(new SendingForecast.OfClient(1, 2));
    }

    @Test
    void aLimitOfACampaignHoldsToTheMessageAndEachIsPutOffOnce() {
        Terms limit = limited(marketing("win-back", 50), new Rate(50, Rate.Per.DAY));
        List<PlayQueues.Waiting> clients = IntStream.rangeClosed(1, 500)
                .mapToObj(number ->
                        new PlayQueues.Waiting(client(number), List.of(due(number, limit, NOON, Duration.ofDays(20)))))
                .toList();

        List<PlayQueues.Happened> happened = PlayQueues.play(
                POLICY, clients, Contacts.NONE, PlayQueues.Stock.ENDLESS, NOON, NOON.plus(Duration.ofDays(20)));

        assertThat(SendingForecast.of(happened, RIGA).steps().getFirst().sent())
                .hasSize(10)
                .allSatisfy((day, sent) -> assertThat(sent).isEqualTo(50));
        assertThat(happened.stream().filter(one -> one.verdict() instanceof Verdict.Hold))
                .hasSizeLessThan(2 * 500);
    }

    @Test
    void whatComesLaterIsNotCounted() {
        var later = new PlayQueues.Waiting(
                client(1),
                List.of(due(1, marketing("birthday", 50), NOON.plus(Duration.ofDays(15)), Duration.ofDays(3))));

        assertThat(forecast(List.of(later), 14).steps()).isEmpty();
    }

    private static SendingForecast forecast(List<PlayQueues.Waiting> clients, int days) {
        return SendingForecast.of(
                PlayQueues.play(
                        POLICY,
                        clients,
                        Contacts.NONE,
                        PlayQueues.Stock.ENDLESS,
                        NOON,
                        NOON.plus(Duration.ofDays(days))),
                RIGA);
    }
}
