package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;

class OriginSegmentsTest {
    private final RulesTester rules = rules("segments/origin.drl");

    @Test
    void whoLivesInTheBusinesssCountryIsLocal() {
        rules.given(client().says("country", "LV"))
                .at("2026-01-01")
                .isExactlyIn("local")
                .isIn("local")
                .because("local is true");
    }

    @Test
    void whoLivesElsewhereIsNonLocal() {
        rules.given(client().says("country", "EE")).at("2026-01-01").isExactlyIn("non-local");
    }

    @Test
    void whoseCountryIsUnknownIsNeither() {
        rules.given(client()).at("2026-01-01").isExactlyIn();
    }

    @Test
    void aCityAndASourceAreSegments() {
        rules.given(client().says("city", "Riga").says("source", "instagram"))
                .at("2026-01-01")
                .isExactlyIn("city:Riga", "source:instagram")
                .isIn("city:Riga")
                .because("city is Riga");
    }
}
