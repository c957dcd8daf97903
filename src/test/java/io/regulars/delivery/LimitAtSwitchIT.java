package io.regulars.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.live.EvaluateAll;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many match a campaign as it is switched on: its limit holds to the message. 210 clients in verify, 50,000 with {@code -Psoak}. */
@QuarkusTest
class LimitAtSwitchIT {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int CLIENTS = SOAK ? 50_000 : 210;
    private static final int A_DAY = SOAK ? 9_000 : 40;

    private static final RuleFile SEGMENT = new RuleFile("segments/test.drl", """
            rule "Lead" when $c : Client( visits == 0 ) then segments.assign($c, "lead"); end
            """);
    private static final RuleFile STARTS = new RuleFile("segments/start.drl", """
            rule "Write" when $c : Client() Entered( segment == "lead" ) then campaigns.start($c, "news"); end
            """);

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    EvaluateAll evaluateAll;

    @Inject
    DecideDueActions decide;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void theLimitHoldsToTheMessage() {
        clock.set("2026-11-20T10:00:00Z"); // noon in Riga
        release.activate("""
                rule "Regular" when $c : Client( visits >= 3 ) then segments.assign($c, "regular"); end
                """);
        TestBusiness salon = businesses.fresh();
        database.transaction(tx -> tx.update(
                "update business set contact_policy = ?::jsonb where id = ?",
                "{\"rates\": {\"email\": \"1000000 per hour\"}}",
                salon.id().value()));
        salon.bookingSystem()
                .contentType("application/x-ndjson")
                .body(IntStream.range(0, CLIENTS)
                        .mapToObj("""
                        {"record": "client", "id": "c-%1$d", "email": "c-%1$d@mail.example", "consents": {"email": true}}
                        """::formatted)
                        .collect(Collectors.joining())
                        .getBytes(UTF_8))
                .post("/api/import")
                .then()
                .statusCode(202);
        evaluateAll.evaluate(salon.id(), EvaluationCause.IMPORT, done -> {});

        clock.advance(Duration.ofSeconds(1));
        release.activate(
                List.of(SEGMENT, STARTS, new RuleFile("campaigns/news.yaml", """
                            name: news
                            title: News
                            holdout: 0
                            limit: %d per day
                            steps: [{name: mail, message: {channel: email, text: Hello}}]
                            """.formatted(A_DAY))),
                new SwitchStarts(SwitchStarts.Mode.EVERYONE, null));
        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});
        decide.decide();
        assertThat(byDay(salon)).as("nothing above the limit leaves at once").isEqualTo(Map.of("2026-11-20", A_DAY));
        for (int hour = 0; hour < 24 * Math.ceilDiv(CLIENTS, A_DAY); hour++) {
            clock.advance(Duration.ofHours(1));
            decide.decide();
        }

        var wanted = new TreeMap<String, Integer>();
        for (int left = CLIENTS, day = 20; left > 0; left -= A_DAY, day++) {
            wanted.put("2026-11-" + day, Math.min(left, A_DAY));
        }
        assertThat(byDay(salon)).isEqualTo(wanted);
    }

    private Map<String, Integer> byDay(TestBusiness salon) {
        var days = new TreeMap<String, Integer>();
        database.transaction(tx -> tx.list(
                """
                select to_char(at at time zone 'Europe/Riga', 'YYYY-MM-DD') as day, count(*) as messages from contact
                where business_id = ? group by 1
                """,
                row -> days.put(row.getString("day"), row.getInt("messages")),
                salon.id().value()));
        return days;
    }
}
