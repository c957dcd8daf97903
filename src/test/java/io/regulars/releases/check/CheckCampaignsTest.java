package io.regulars.releases.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.RuleFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Campaigns fit the rules that start them: what they need a segment or a booking for is there. */
class CheckCampaignsTest {
    private static final String RULES = """
            rule "Lapsed" when $c: Client( daysSinceLastVisit >= 180 ) then segments.assign($c, "lapsed"); end
            rule "From a segment" when $c: Client() Entered( segment == "lapsed" ) then campaigns.start($c, "test"); end
            """;
    private static final String FROM_BOOKING = """
            rule "Booked" when $c: Client() Trigger( kind == BOOKED ) then campaigns.start($c, "test"); end
            """;

    @Test
    void aSegmentThatNoRuleGivesIsAnError() {
        assertThat(found(RULES, "while: lapsd", "after: 1h"))
                .containsExactly(
                        "campaigns/test.yaml:3:1: error: No rule puts clients into a segment 'lapsd'. Did you mean 'lapsed'?");
        assertThat(found(RULES, "while: lapsed", "after: 1h")).isEmpty();
    }

    @Test
    void theSegmentOfTheStartIsAskedForOnlyWhereEachRuleStartsFromOne() {
        assertThat(found(RULES, "while: segment", "after: 1h")).isEmpty();
        assertThat(found(RULES + FROM_BOOKING, "while: segment", "after: 1h"))
                .singleElement()
                .asString()
                .contains("The rule 'Booked' starts the campaign from an event");
    }

    @Test
    void aStepBeforeABookingNeedsOneFromEachRule() {
        assertThat(found(FROM_BOOKING, "stop: []", "before: 1h")).isEmpty();
        assertThat(found(RULES, "stop: []", "before: 1h"))
                .singleElement()
                .asString()
                .contains("The rule 'From a segment' starts the campaign from no booking");
    }

    @Test
    void aSeasonThatIsOverIsAWarning() {
        assertThat(found(RULES, "to: 2026-11-21", "after: 1h"))
                .containsExactly(
                        "campaigns/test.yaml:3:1: warning: The campaign starts no more: its last day was 2026-11-21.");
        assertThat(found(RULES, "to: 2026-11-22", "after: 1h")).isEmpty();
    }

    @Test
    void linksMayTellWhoFollowedThem() {
        var track = new RuleFile("campaigns/test.yaml", """
            name: test
            title: A
            steps: [{name: x, message: {channel: email, text: Hello, track: clicks}}]
            """);

        assertThat(found(RULES, List.of(track))).isEmpty();
    }

    @Test
    void codesOfOffersAreGivenOut() {
        for (String code : List.of("generated", "'pool:spring'", "'fixed:TEN'")) {
            assertThat(found(RULES, "offer: {percent: 10, validity: 14d, code: " + code + "}", "after: 1h"))
                    .isEmpty();
        }
    }

    @Test
    void aCodeOfTwoCampaignsTellsNobodyFromWhichABookingComes() {
        var files = List.of(
                offer("test", "{percent: 10, code: 'fixed:TEN'}"), offer("other", "{percent: 20, code: 'fixed:ten'}"));

        assertThat(found(RULES, files))
                .hasSize(2)
                .first()
                .asString()
                .contains("The campaign 'other' has the same code");
    }

    @Test
    void anOfferThatIsOverBeforeTheLastMessageIsAWarning() {
        assertThat(found(RULES, List.of(offer("test", "{percent: 10, validity: 7d}"))))
                .singleElement()
                .asString()
                .contains("over when 'again' is due");
        assertThat(found(RULES, List.of(offer("test", "{percent: 10, validity: 10d}"))))
                .isEmpty();
    }

    private static RuleFile offer(String name, String offer) {
        return new RuleFile("campaigns/" + name + ".yaml", """
            name: %s
            title: A
            offer: %s
            steps:
              - {name: x, message: {channel: email, text: Hello}}
              - {name: again, after: 10d, message: {channel: email, text: Hello}}
            """.formatted(name, offer));
    }

    @Test
    void aTaskOfACampaignThatIsNotThereSuppressesNothing() {
        assertThat(found(RULES, "suppress: open-task tset", "after: 1h"))
                .singleElement()
                .asString()
                .contains("There is no campaign 'tset'. Did you mean 'test'?");
    }

    private static List<String> found(String rules, String key, String timing) {
        return found(
                rules,
                List.of(new RuleFile(
                        "campaigns/test.yaml",
                        "name: test\ntitle: A\n" + key + "\nsteps: [{name: x, " + timing
                                + ", message: {channel: email, text: Hello}}]\n")));
    }

    private static List<String> found(String rules, List<RuleFile> campaigns) {
        var files = new ArrayList<>(campaigns);
        files.add(new RuleFile("segments/test.drl", rules));
        if (!(CheckRelease.compile(files) instanceof CheckRelease.Checked checked)) {
            throw new AssertionError(CheckRelease.compile(files));
        }
        return CheckCampaigns.check(files, checked.rules(), checked.campaigns(), LocalDate.parse("2026-11-22")).stream()
                .map(problem -> problem.print())
                .toList();
    }
}
