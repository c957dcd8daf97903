package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Clients;
import io.regulars.facts.values.Truth;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.Explanation.Evidence;
import io.regulars.rules.model.Explanation.OfCondition;
import io.regulars.rules.model.Explanation.Value;
import io.regulars.rules.model.RuleSet;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Clients TWICE = client().visit("2026-01-01T10:00", "massage", "60.00")
            .visit("2026-01-02T10:00", "massage", "60.50")
            .visit("2026-01-02T12:00", "color", "80.00")
            .noShow("2026-01-05T12:00")
            .says("city", "Riga");

    private static Explanation of(String when, Clients client) {
        return drl("rule \"r\" when " + when + " then segments.assign($c, \"s\"); end")
                .ruleSet()
                .explain(client.at("2026-01-10"), "s");
    }

    @Test
    void aConditionThatHoldsIsSaidWithItsValueAndItsEvidence() {
        Explanation explanation = of("$c: Client( visits >= 2, noShows == 1 )", TWICE);

        assertThat(explanation.holds()).isTrue();
        assertThat(explanation.sentence()).isEqualTo("visits is 2. noShows is 1.");
        OfCondition visits = explanation.rules().getFirst().conditions().getFirst();
        assertThat(visits.values()).containsExactly(new Value("visits", "2"));
        assertThat(visits.evidence())
                .hasSize(3)
                .allMatch(evidence -> evidence.kind().equals("booking"));
        OfCondition noShows = explanation.rules().getFirst().conditions().getLast();
        assertThat(noShows.evidence()).hasSize(1).doesNotContainAnyElementsOf(visits.evidence());
    }

    @Test
    void aConditionThatFailsIsSaidWithWhatIsMissing() {
        Explanation explanation = of("$c: Client( visits >= 3, city == \"Vilnius\", age > 30 )", TWICE);

        assertThat(explanation.holds()).isFalse();
        assertThat(explanation.sentence())
                .isEqualTo("visits is 2; it must be at least 3: 1 more. "
                        + "city is Riga; it must be \"Vilnius\". "
                        + "age is not known; it must be at least 31.");
        assertThat(explanation.rules().getFirst().conditions())
                .extracting(OfCondition::truth)
                .containsExactly(Truth.FALSE, Truth.FALSE, Truth.UNKNOWN);
    }

    @Test
    void whatIsCountedIsAskedForInWholes() {
        assertThat(of("$c: Client( visits > 4 )", TWICE).sentence())
                .isEqualTo("visits is 2; it must be at least 5: 3 more.");
        assertThat(of("$c: Client( visits < 2 )", TWICE).sentence())
                .isEqualTo("visits is 2; it must be at most 1: 1 less.");
    }

    @Test
    void aFlagIsAskedForByItsValue() {
        Clients local = client().says("city", "Riga").visit("2026-01-01T10:00", "massage", "60.00");

        assertThat(of("$c: Client( booked(\"color\") )", local).sentence())
                .isEqualTo("booked(\"color\") is false; it must be true.");
        assertThat(of("$c: Client( !booked(\"massage\") )", local).sentence())
                .isEqualTo("booked(\"massage\") is true; it must be false.");
    }

    @Test
    void whatIsMissingIsSaidInFewDigits() {
        assertThat(of(
                                "$c: Client( morningShare >= 0.9 )",
                                client().visits("2026-01-01", "2026-01-02", "2026-01-03T09:00"))
                        .sentence())
                .isEqualTo("morningShare is 0.333333; it must be at least 0.9: 0.5667 more.");
    }

    @Test
    void theNearestRuleComesFirst() {
        Explanation explanation = drl("""
                        rule "far" when $c: Client( visits >= 30 ) then segments.assign($c, "s"); end
                        rule "near" when $c: Client( noShows >= 2 ) then segments.assign($c, "s"); end
                        rule "other" when $c: Client() then segments.assign($c, "t"); end
                        """).ruleSet().explain(TWICE.at("2026-01-10"), "s");

        assertThat(explanation.rules()).extracting(Explanation.OfRule::rule).containsExactly("near", "far");
        assertThat(explanation.sentence()).isEqualTo("noShows is 1; it must be at least 2: 1 more.");
    }

    @Test
    void ofAlternativesThatFailEachIsSaid() {
        assertThat(of("$c: Client( visits >= 3 || noShows >= 2 )", TWICE).sentence())
                .isEqualTo("one of these: visits is 2; it must be at least 3: 1 more; or: "
                        + "noShows is 1; it must be at least 2: 1 more.");
        assertThat(of("$c: Client( !(visits < 3 && noShows < 2) )", TWICE).sentence())
                .isEqualTo("one of these: visits is 2; it must be at least 3: 1 more; or: "
                        + "noShows is 1; it must be at least 2: 1 more.");
        assertThat(of("$c: Client( visits >= 3 || noShows >= 1 )", TWICE).sentence())
                .isEqualTo("noShows is 1.");
    }

    @Test
    void aBookingThatMatchesIsTheEvidenceAndTheNearestIsShownWhenNoneDoes() {
        Explanation holds = of("$c: Client() $b: Booking( price > 70 )", TWICE);
        assertThat(holds.holds()).isTrue();
        assertThat(holds.rules().getFirst().conditions().getFirst().evidence())
                .extracting(Evidence::kind)
                .containsExactly("booking");

        Explanation fails = of("$c: Client() $b: Booking( price > 90, status == COMPLETED )", TWICE);
        assertThat(fails.sentence()).isEqualTo("there is no Booking(price > 90, status == \"COMPLETED\").");
        assertThat(fails.rules().getFirst().conditions().getFirst().parts())
                .extracting(OfCondition::sentence)
                .containsExactly(
                        "the booking's price is 80; it must be more than 90: 10 more",
                        "the booking's status is COMPLETED");
    }

    @Test
    void aNameThatTheRuleMakesIsAConditionToo() {
        RuleSet rules = drl("""
                        rule "service" when $c: Client() Booking( status == COMPLETED, $s : service )
                        then segments.assign($c, "service:" + $s); end
                        rule "city" when $c: Client( $city : city ) then segments.assign($c, "city:" + $city); end
                        """).ruleSet();

        assertThat(rules.explain(TWICE.at("2026-01-10"), "service:color").holds())
                .isTrue();
        assertThat(rules.explain(TWICE.at("2026-01-10"), "service:nails").holds())
                .isFalse();
        assertThat(rules.explain(TWICE.at("2026-01-10"), "city:Riga").holds()).isTrue();
        assertThat(rules.explain(TWICE.at("2026-01-10"), "city:Oslo").holds()).isFalse();
        assertThat(rules.explain(TWICE.at("2026-01-10"), "vip").sentence())
                .isEqualTo("No rule puts clients into this segment.");
    }

    @Test
    void aFindingIsExplained() {
        RuleSet rules = drl("""
                        rule "finds" when $c: Client( visits >= 2 ) then insertLogical( new Finding($c, "x") ); end
                        rule "s" when $c: Client() Finding( name == "x" ) then segments.assign($c, "s"); end
                        """).ruleSet();

        assertThat(rules.explain(TWICE.at("2026-01-10"), "s").sentence())
                .isEqualTo("the rules conclude a Finding(name == \"x\").");
        assertThat(rules.explain(client().at("2026-01-10"), "s").sentence())
                .isEqualTo("the rules conclude no Finding(name == \"x\").");
    }

    @Test
    void theDefaultRulesExplainEverySegmentAsTheyAssignIt() {
        RuleSet rules = RulesTester.defaultRules().ruleSet();
        var at = TWICE.at("2026-03-20");
        var held = rules.segments(at).stream().map(Assignment::segment).toList();
        assertThat(held).isNotEmpty();
        for (String segment : rules.segmentNames()) {
            assertThat(rules.explain(at, segment).holds()).as(segment).isEqualTo(held.contains(segment));
            assertThat(rules.explain(at, segment).sentence())
                    .as(segment)
                    .isNotBlank()
                    .doesNotContain("$");
        }
    }
}
