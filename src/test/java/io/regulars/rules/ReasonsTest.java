package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;

import io.regulars.facts.Clients;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an analyst reads beside a segment: the rule's conditions with the client's values, and nothing untrue. */
class ReasonsTest {
    private static final Clients REGULAR = client().visits("2026-01-01", "2026-01-02", "2026-01-03")
            .noShow("2026-01-05")
            .tag("student")
            .says("city", "Riga")
            .cutoffs(new Cutoffs(Map.of(new Cut(80_000, true), 10_000L, new Cut(95_000, false), 1_000_000L)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "visits >= 3, city == \"Riga\" → visits is 3 and city is Riga",
                "visits >= 9 || noShows >= 1 → noShows is 1",
                "age > 30 || noShows >= 1 → noShows is 1",
                "!(visits >= 9 || noShows >= 9) → visits is 3 and noShows is 1",
                "!(visits >= 3 && noShows >= 9) → noShows is 1",
                "noShows + lateCancellations >= 1 → noShows is 1 and lateCancellations is 0",
                "averageOrderValue < 50.5 → averageOrderValue is 50",
                "age == null → age is unknown",
                "booked(\"haircut\") → booked(\"haircut\") is true",
                "city in (\"Riga\", \"Vilnius\") → city is Riga",
                "tags contains \"student\" → tags has \"student\"",
                "!(tags contains \"staff\") → tags lacks \"staff\"",
                "spendPercentile > 80 → spendPercentile is above 80",
                "!(spendPercentile > 80) || spendPercentile < 95 → spendPercentile is below 95",
                "!(spendPercentile >= 95) → spendPercentile is below 95",
            })
    void theReasonSaysWhatMadeTheRuleHold(String condition, String reason) {
        drl("rule \"r\" when $c: Client( " + condition + " ) then segments.assign($c, \"s\"); end")
                .given(REGULAR)
                .at("2026-01-10")
                .isIn("s")
                .because(reason);
    }
}
