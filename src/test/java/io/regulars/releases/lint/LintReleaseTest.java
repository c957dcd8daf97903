package io.regulars.releases.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit between rules, campaigns and what is written about segments. */
class LintReleaseTest {
    private static final RuleFile RULES = new RuleFile("segments/r.drl", """
            rule "VIP" when $c: Client( visits >= 3 ) then segments.assign($c, "vip"); end
            rule "City" when $c: Client( $city : city != null ) then segments.assign($c, "city:" + $city); end
            """);

    @Test
    void whatASegmentDoesNotSayIsTold() {
        assertThat(lint("""
                segments:
                  vip:
                    title: VIPs
                """))
                .containsExactly(
                        "segments.yaml:2:3: warning: The segment 'vip' does not say which campaign uses it, or 'none'. Give it 'campaign'.",
                        "segments.yaml:2:3: warning: The segment 'vip' does not say who looks after it. Give it 'owner'.",
                        "segments.yaml:2:3: warning: The segment 'vip' does not say which business question it answers. Give it 'question'.",
                        "segments.yaml:2:3: warning: The segment 'vip' does not say when somebody should look at it again. Give it 'review'.");
    }

    @Test
    void whatNobodyAssignsWhatNobodyDescribesAndAnOverdueReviewAreTold() {
        assertThat(lint("""
                segments:
                  "city:*": {question: Where, campaign: none, owner: ana, review: 2026-12-01}
                  "city:Riga": {question: Where, campaign: none, owner: ana, review: 2026-11-24}
                  gone: {question: Who, campaign: win-bak, owner: ana, review: 2026-11-25}
                """))
                .containsExactly(
                        "segments.yaml:3:62: warning: The segment 'city:Riga' was to be looked at again by 2026-11-24. Look whether it still "
                                + "answers its question, and set a new day.",
                        "segments.yaml:4:25: warning: There is no campaign 'win-bak'. Did you mean 'win-back'?",
                        "segments.yaml:4:3: warning: No rule puts clients into the segment 'gone'. Write one, or take the entry out.",
                        "segments/r.drl:1:1: warning: Nothing is written about the segment 'vip'. Give it an entry in segments.yaml: title, "
                                + "question, campaign, owner, review.");
    }

    @Test
    void aNameThatDiffersInCapitalsOrIsNearlyTheSameIsToldWithTheOneMeant() {
        var twice = new RuleFile("segments/w.drl", """
                rule "V" when $c: Client( visits >= 4 ) then segments.assign($c, "VIP"); end
                """);
        var described = new RuleFile("segments.yaml", """
                segments:
                  vip: {question: Who, campaign: none, owner: ana, review: 2027-01-01}
                  vpi: {question: Who, campaign: none, owner: ana, review: 2027-01-01}
                  "cty:*": {question: Who, campaign: none, owner: ana, review: 2027-01-01}
                  "city:*": {question: Who, campaign: none, owner: ana, review: 2027-01-01}
                """);

        assertThat(lint(List.of(RULES, twice, described)))
                .containsExactly(
                        "segments.yaml:3:3: warning: No rule puts clients into the segment 'vpi'. Did you mean 'vip'? Write one, or take the"
                                + " entry out.",
                        "segments.yaml:4:3: warning: No rule puts clients into the segment 'cty:*'. Write one, or take the entry out.",
                        "segments/w.drl:1:1: warning: Nothing is written about the segment 'VIP'. Did you mean 'vip'?");
    }

    @Test
    void aRuleThatIsOverIsTold() {
        var season = new RuleFile("segments/season.drl", """
                rule "Black week"
                    date-effective "2025-11-20"
                    date-expires "2025-12-01"
                when $c: Client( visits >= 1 ) then tags.add($c, "black"); end
                rule "Easter" date-expires "2027-04-01" when $c: Client( visits >= 2 ) then tags.add($c, "easter"); end
                """);

        assertThat(lint(List.of(season)))
                .containsExactly(
                        "segments/season.drl:3:5: warning: The rule 'Black week' has not been in effect since 2025-12-01. Take it out, or "
                                + "give it another date-expires.");
    }

    @Test
    void moreThanEightSegmentsWithCampaignsAreTold() {
        var text = new StringBuilder("segments:\n");
        for (int i = 0; i < 9; i++) {
            text.append("  \"city:" + i + "\": {question: Who, campaign: win-back, owner: ana, review: 2027-01-01}\n");
        }
        text.append("  vip: {question: Who, campaign: none, owner: ana, review: 2027-01-01}\n");

        assertThat(lint(text.toString()))
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning)
                                .startsWith("segments.yaml:1:1: warning: 9 segments are bound to campaigns: city:0, ")
                                .endsWith(
                                        "More than 8 are hard to keep apart; if they are meant, write 'mostWithCampaign: 9' and why in 'mostWithCampaignBecause'."));
        assertThat(lint("mostWithCampaign: 9\n" + text))
                .containsExactly(
                        "segments.yaml:1:1: warning: 9 segments are bound to campaigns, and nobody says why. More than 8 are hard to keep"
                                + " apart; write in 'mostWithCampaignBecause' why these are meant.");
        assertThat(lint("mostWithCampaign: 9\nmostWithCampaignBecause: each has somebody who looks after it\n" + text))
                .isEmpty();
    }

    @Test
    void aCampaignThatNoRuleStartsIsTold() {
        var campaign = new RuleFile(
                "campaigns/win-back.yaml",
                "title: Back\nname: win-back\nsteps: [{name: a, message: {channel: email, text: Hello}}]\n");

        assertThat(lint(List.of(RULES, campaign)))
                .containsExactly(
                        "campaigns/win-back.yaml:2:1: warning: No rule starts the campaign 'win-back'. Write one that calls "
                                + "campaigns.start($c, \"win-back\"), or take the file out.");
    }

    private static List<String> lint(String segments) {
        var started = new RuleFile("campaigns/r.drl", """
                rule "Back" when $c: Client() Entered( segment == "vip" ) then campaigns.start($c, "win-back"); end
                """);
        var campaign = new RuleFile(
                "campaigns/win-back.yaml",
                "title: Back\nname: win-back\nsteps: [{name: a, message: {channel: email, text: Hello}}]\n");
        return lint(List.of(RULES, started, campaign, new RuleFile("segments.yaml", segments)));
    }

    private static List<String> lint(List<RuleFile> files) {
        var campaigns = ReadCampaigns.read(files).catalogue();
        var compiled = (Compilation.Compiled) CompileRules.compile(files, campaigns.names());
        return LintRelease.check(files, compiled.rules(), campaigns, LocalDate.parse("2026-11-25")).stream()
                .map(Diagnostic::print)
                .toList();
    }
}
