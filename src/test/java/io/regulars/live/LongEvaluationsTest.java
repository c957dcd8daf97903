package io.regulars.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.Evaluator;
import io.regulars.evaluation.Histories;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LongEvaluationsTest {
    private final LongEvaluations evaluations = new LongEvaluations();

    @Test
    void whoStartsOneGoesOnAtOnceAndTheNextOneWaitsForItsTurn() throws InterruptedException {
        var mayEnd = new CountDownLatch(1);
        var ended = new CountDownLatch(2);
        evaluations.start(1, () -> {
            await(mayEnd);
            ended.countDown();
        });
        evaluations.start(2, ended::countDown);

        assertThat(evaluations.clients()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(ended.getCount()).isEqualTo(2);
        mayEnd.countDown();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoWaitsAlreadyIsNotEvaluatedTwice() {
        var mayEnd = new CountDownLatch(1);
        var times = new CompletableFuture<String>();
        evaluations.start(1, () -> await(mayEnd));
        evaluations.start(1, () -> times.complete("twice"));
        var last = new CompletableFuture<String>();
        evaluations.start(2, () -> last.complete("then the next"));
        mayEnd.countDown();

        assertThat(last.join()).isEqualTo("then the next");
        assertThat(times).isNotDone();
    }

    @Test
    void anEvaluationThatIsAtWorkEndsWhenTheServiceStops() throws InterruptedException {
        var evaluator = new Evaluator(rules());
        EvaluationInput input = manyVisits();
        var atWork = new CountDownLatch(1);
        var end = new CompletableFuture<Throwable>();
        evaluations.start(1, () -> {
            atWork.countDown();
            try {
                while (true) {
                    evaluator.evaluate(input);
                }
            } catch (CancellationException e) {
                end.complete(e);
            }
        });
        assertThat(atWork.await(30, TimeUnit.SECONDS)).isTrue();

        evaluations.stop(new ShutdownEvent());

        assertThat(end.join()).isInstanceOf(CancellationException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CancellationException();
        }
    }

    private static EvaluationInput manyVisits() {
        var history = Histories.history();
        Instant first = Instant.parse("2025-01-01T10:00:00Z");
        for (int i = 0; i < 300; i++) {
            String at = first.plus(Duration.ofDays(i)).toString();
            history.state("b-" + i, at, at, Status.COMPLETED);
        }
        return history.at("2026-01-01T10:00:00Z");
    }

    private static RuleSet rules() {
        var file = new RuleFile("test.drl", """
                rule "Regular" when $c : Client( visits >= 1 ) then segments.assign($c, "regular"); end
                """);
        return ((Compilation.Compiled) CompileRules.compile(List.of(file))).rules();
    }
}
