package io.regulars.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What fires in a session of one client, of many, and of none. */
class SessionRunnerTest {
    @Test
    void theLimitOfFiringsIsOneClientsNotOneBatchs() {
        String rules = IntStream.range(0, 120)
                .mapToObj(
                        i -> "rule \"%1$d\" when $c : Client() then segments.assign($c, \"%1$d\"); end%n".formatted(i))
                .collect(Collectors.joining());

        assertThat(fired(rules, 100)).isEqualTo(120 * 100);
    }

    @Test
    void aRuleThatOnlySaysNotFiresForEachClientAndWithoutOneNever() {
        String unfound =
                "rule \"r\" when $c : Client() not Finding( name == \"x\" ) then segments.assign($c, \"s\"); end";

        assertThat(fired(unfound, 2)).isEqualTo(2);
        assertThat(fired(unfound, 0)).isZero();
    }

    private static int fired(String rules, int number) {
        List<Client> clients = IntStream.range(0, number)
                .mapToObj(i -> Clients.client().at("2026-01-10"))
                .toList();
        var fired = new AtomicInteger();
        AssignsSegments segments = (by, segment) -> fired.incrementAndGet();
        var base = new SessionRunner(new Lowering("test", CompiledRules.of(rules), List.of(Consequence.SEGMENTS)));
        base.run(Math.max(1, number), session -> {
            session.setGlobal("segments", segments);
            clients.forEach(client -> base.insert(session, client));
        });
        return fired.get();
    }
}
