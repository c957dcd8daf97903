package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.defaultRules;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Clients;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.rules.CompileRules;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The default rules as a whole. */
class DefaultRulesTest {
    @Test
    void theyCompileTogetherWithoutAWord() {
        var compilation = CompileRules.compile(RulesTester.defaultFiles());

        assertThat(compilation)
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        compiled -> assertThat(compiled.warnings()).isEmpty());
    }

    @Test
    void everySegmentOfTheDesignIsAssigned() {
        assertThat(defaultRules().ruleSet().segmentNames())
                .containsExactlyInAnyOrder(
                        "lead",
                        "first-timer",
                        "repeat",
                        "vip",
                        "top-spender",
                        "at-risk",
                        "lapsed",
                        "no-show-risk",
                        "reactivation",
                        "new",
                        "morning-regular",
                        "frequency-drop",
                        "overdue",
                        "frequent",
                        "loyal",
                        "massage-big-spender",
                        "pass-running-out",
                        "pass-not-renewed",
                        "satisfied",
                        "neutral",
                        "detractor",
                        "recovered",
                        "not-recovered",
                        "positive-review",
                        "negative-review",
                        "advocate",
                        "abandoned-booking",
                        "browser",
                        "returning-visitor",
                        "local",
                        "non-local");
    }

    @Test
    void everyCampaignOfTheDesignIsStarted() {
        assertThat(defaultRules().ruleSet().campaignNames())
                .containsExactlyInAnyOrder(
                        "welcome",
                        "second-visit",
                        "win-back",
                        "win-back-best",
                        "win-back-color",
                        "win-back-body",
                        "vip-care",
                        "no-show-care",
                        "reminder",
                        "recovery",
                        "detractor-returns",
                        "booking-rescue",
                        "category-interest",
                        "frequency-rescue",
                        "welcome-back",
                        "morning-slot");
    }

    @Test
    void everyCampaignStartedIsDescribed() {
        var files = RulesTester.defaultFiles().stream().map(RuleFile::path).toList();

        assertThat(defaultRules().ruleSet().campaignNames())
                .allSatisfy(campaign -> assertThat(files).contains("campaigns/" + campaign + ".yaml"));
    }

    @Test
    void theyCompareWithTheTopFifthOnly() {
        assertThat(defaultRules().ruleSet().cuts()).containsExactly(new Cut(80_000, true));
    }

    @Test
    void everyRuleIsASentenceThatSaysWhatItIsAbout() {
        var names = defaultRules().ruleSet().segments(everything().at("2026-06-01")).stream()
                .map(Assignment::rule)
                .toList();

        assertThat(names).isNotEmpty().allMatch(name -> name.matches("[A-Z][^:]+: .{8,}"));
    }

    @Test
    void aClientOfWhomNothingIsKnownIsALead() {
        defaultRules().given(client()).at("2026-01-01").isExactlyIn("lead");
    }

    @Test
    void oneClientCanBeInManySegmentsAtOnce() {
        defaultRules()
                .given(everything())
                .at("2026-06-01")
                .isExactlyIn(
                        "repeat",
                        "at-risk",
                        "no-show-risk",
                        "reactivation",
                        "vip",
                        "top-spender",
                        "service:massage",
                        "category:body",
                        "morning-regular",
                        "overdue",
                        "detractor",
                        "not-recovered",
                        "local",
                        "city:Riga",
                        "source:instagram");
    }

    @Test
    void manyClientsAtOnceAreJudgedAsOneByOne() {
        var rules = defaultRules().ruleSet();
        var clients = List.of(
                client().at("2026-06-01"),
                everything().at("2026-06-01"),
                client().visit("2026-05-30").at("2026-06-01"));

        assertThat(rules.segments(clients).stream().map(DefaultRulesTest::told))
                .containsExactlyElementsOf(clients.stream()
                        .map(rules::segments)
                        .map(DefaultRulesTest::told)
                        .toList());
    }

    private static List<String> told(List<Assignment> assignments) {
        return assignments.stream()
                .map(each -> each.segment() + ": " + each.because())
                .toList();
    }

    private static Clients everything() {
        return client().cutoffs(new Population(1_000, 2_000, 3_000, 4_000, 50_000).above(80))
                .says("country", "LV")
                .says("city", "Riga")
                .says("source", "instagram")
                .visit("2026-01-01T09:00", "massage", "200.00")
                .visit("2026-02-01T09:00", "massage", "200.00")
                .visit("2026-03-01T09:00", "massage", "200.00")
                .noShow("2026-03-10")
                .with(booking("2026-03-20T10:00").cancelled("2026-03-20T09:00"))
                .csat("2026-02-02", 6)
                .csat("2026-03-02", 5);
    }
}
