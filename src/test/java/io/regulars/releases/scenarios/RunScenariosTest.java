package io.regulars.releases.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios as analysts write them: what they can say, and what they are told when one is red. */
class RunScenariosTest {
    private static final RuleFile RULES = new RuleFile("segments/salon.drl", """
            rule "Lapsed: no visit for 180 days" when $c: Client( daysSinceLastVisit >= 180 ) then segments.assign($c, "lapsed"); end
            rule "Frequent: two visits in 30 days" when $c: Client( visitsInLast(30) >= 2 ) then segments.assign($c, "frequent"); end
            rule "Top spender" when $c: Client( spendPercentile > 80 ) then segments.assign($c, "top-spender"); end
            rule "Student" when $c: Client( tags contains "student" ) then segments.assign($c, "student"); end
            rule "Called" when $c: Client( tags contains "called" ) then segments.assign($c, "called"); end
            rule "No-show risk" when $c: Client( noShows + lateCancellations >= 2 ) then segments.assign($c, "no-show-risk"); end
            rule "Riga" when $c: Client( city == "Riga" ) then segments.assign($c, "riga"); end
            rule "Massage" when $c: Client( bookedCategory("massage") ) then segments.assign($c, "massage"); end
            rule "Unhappy" when $c: Client( lastCsat <= 6 ) then segments.assign($c, "unhappy"); end
            rule "Looks" when $c: Client( viewedNotBooked("color") ) then segments.assign($c, "looks"); end
            rule "Buyer" when $c: Client( spend >= 100 ) then segments.assign($c, "buyer"); end
            rule "Win back" when $c: Client() Entered( segment == "lapsed" ) then campaigns.start($c, "win-back"); end
            rule "Thanks" when $c: Client() Left( segment == "lapsed" ) then tags.add($c, "came-back"); end
            """);
    private static final RuleFile CAMPAIGN = new RuleFile("campaigns/win-back.yaml", """
            name: win-back
            title: Win back
            reentry: every 90 days
            while: none
            steps:
              - name: offer
                message: {channel: email, template: win-back}
              - wait: 3d
              - name: mark
                tag: called
            """);

    @Test
    void aClientIsLapsedFromTheMidnightThatEndsHer179thDay() {
        green("""
                  timeline:
                    - at: 2026-01-01T10:00
                      visit: massage
                      expect: {not in: [lapsed]}
                    - at: 2026-06-29T23:59:59
                      expect: {not in: lapsed, not starts: win-back}
                    - at: 2026-06-30
                      expect:
                        in: [lapsed]
                        since: {lapsed: 2026-06-30}
                        entered: [lapsed]
                        because: {lapsed: daysSinceLastVisit is 180}
                        starts: [win-back]
                        not actions: [win-back/offer, win-back/mark]
                """);
    }

    @Test
    void aMessageThatIsDueAtNightWaitsForTheMorning() {
        green("""
                  timeline:
                    - {at: 2026-01-01T10:00, visit: massage}
                    - {at: 2026-06-30, expect: {not sends: win-back/offer, holds: {win-back/offer: 2026-06-30T09:00}}}
                    - {at: 2026-06-30T09:00, expect: {sends: win-back/offer, actions: win-back/offer}}
                    - {at: 2026-07-03, expect: {not sends: [win-back/mark, win-back/offer], actions: win-back/mark}}
                """);
    }

    @Test
    void whoToldTheirAddressHasToAgreeToo() {
        green("""
                  client: {email: ana@example.com}
                  timeline:
                    - {at: 2026-01-01T10:00, visit: massage}
                    - {at: 2026-07-01, expect: {not sends: win-back/offer, drops: {win-back/offer: consent}}}
                    - {at: 2026-07-04, expect: {actions: win-back/mark}}
                """);
    }

    @Test
    void ofASendThatDoesNotComeTheGateIsSaid() {
        assertThat(red("""
                  timeline:
                    - {at: 2026-01-01T10:00, visit: massage}
                    - {at: 2026-06-30, expect: {sends: win-back/offer, drops: {win-back/offer: consnt}}}
                    - {at: 2026-06-30T08:00, expect: {holds: {win-back/offer: 2026-06-30T10:00}, drops: {win-back/offer: gap}}}
                """))
                .satisfiesExactly(
                        sends -> assertThat(sends)
                                .contains("'win-back/offer' sent by 2026-06-30, found sent: none. It is held until"
                                        + " 2026-06-30T09:00: quiet hours are 21:00 to 09:00"),
                        gate -> assertThat(gate).contains("There is no gate 'consnt'. Did you mean 'consent'?"),
                        holds -> assertThat(holds).contains("held on 2026-06-30T08:00 until 2026-06-30T10:00"),
                        drops -> assertThat(drops).contains("dropped by the gate 'gap'"));
    }

    @Test
    void whatBecameDueInBetweenHasHappened() {
        green("""
                  timeline:
                    - at: 2026-01-01T10:00
                      visit: massage
                    - at: 2026-07-02T23:59
                      expect: {starts: win-back, actions: win-back/offer, not tags: called}
                    - at: 2026-07-03
                      expect: {actions: win-back/mark, not actions: win-back/offer, tags: called, in: called}
                    - at: 2026-08-01T10:00
                      visit: massage
                      expect: {left: lapsed, tags: [came-back, called], since: {called: 2026-07-03}}
                """);
    }

    @Test
    void whatBecameDueInBetweenDoesNotSeeWhatHappenedLater() {
        green("""
                  timeline:
                    - {at: 2026-01-01T10:00, visit: massage}
                    - {at: 2026-07-20T10:00, visit: massage, expect: {entered: lapsed, left: lapsed, starts: win-back, tags: came-back}}
                """);
    }

    @Test
    void momentsAreTheBusinessesUnlessTheyHaveAnOffset() {
        green("""
                  business: {zone: America/Vancouver}
                  timeline:
                    - at: 2026-01-01T23:30
                      visit: massage
                    - at: 2026-06-29T23:59:59-07:00
                      expect: {not in: lapsed}
                    - at: 2026-06-30T07:00:00Z
                      expect: {in: lapsed, since: {lapsed: 2026-06-30}}
                """);
    }

    @Test
    void aBookingIsMadeMovedKeptOrNot() {
        green("""
                  services: {massage: {category: massage, lateCancellationHours: 48}}
                  timeline:
                    - {at: 2026-01-01, booked: massage, id: b-1, startsAt: 2026-01-10T10:00}
                    - {at: 2026-01-02, moved: b-1, startsAt: 2026-01-11T10:00, expect: {in: massage}}
                    - {at: 2026-01-09T12:00, cancelled: b-1, expect: {not in: no-show-risk}}
                    - {at: 2026-01-12, noShow: massage, expect: {in: no-show-risk}}
                    - {at: 2026-01-13, visit: booking-2, expect: {not in: no-show-risk}}
                    - {at: 2026-01-14, visit: cut}
                    - {at: 2026-01-15, removed: booking-2, expect: {not in: frequent}}
                """);
    }

    @Test
    void everythingThatABookingSystemTellsCanBeTold() {
        green("""
                  client: {id: ana, firstName: Ana, registeredAt: 2025-12-01, tags: [student]}
                  timeline:
                    - {at: 2026-01-01, survey: CSAT, score: 5, expect: {in: [unhappy, student], since: {student: 2025-12-01}}}
                    - {at: 2026-01-02, activity: PAGE_VIEWED, data: {category: color}, expect: {in: looks}}
                    - {at: 2026-01-03, receipt: PRODUCT, amount: 99.99, expect: {not in: buyer}}
                    - {at: 2026-01-04, visit: cut, price: 0.01, expect: {in: buyer}}
                    - {at: 2026-01-05, client: {city: Riga}, expect: {in: [riga, student]}}
                    - {at: 2026-01-06, tag: vip, expect: {tags: [vip, student]}}
                    - {at: 2026-01-07, untag: vip, expect: {not tags: vip}}
                """);
    }

    @Test
    void whatIsToldLateHappenedWhenItHappenedAndStartsNothing() {
        green("""
                  timeline:
                    - {at: 2026-08-01, visit: massage, occurredAt: 2026-01-01T10:00, expect: {in: lapsed, since: {lapsed: 2026-06-30}, not starts: win-back}}
                """);
    }

    @Test
    void aClientIsRankedAmongTheOthers() {
        green("""
                  others: [100, 100, 100, 200.50]
                  timeline:
                    - {at: 2026-01-01, visit: massage, price: 200.49, expect: {not in: top-spender}}
                    - {at: 2026-01-02, receipt: PRODUCT, amount: 0.02, expect: {in: top-spender, since: {top-spender: 2026-01-02}}}
                """);
    }

    @Test
    void aRedExpectationSaysWhatWasExpectedWhatIsSoAndWhy() {
        assertThat(red("""
                  timeline:
                    - at: 2026-01-01T10:00
                      visit: massage
                    - at: 2026-06-29
                      expect:
                        in: [lapsed]
                        starts: [win-back]
                """))
                .containsExactly(
                        "scenarios/test.yaml:9:16: error: Scenario 'test': expected in 'lapsed' on 2026-06-29, found in none. "
                                + "daysSinceLastVisit is 179; it must be at least 180: 1 more.",
                        "scenarios/test.yaml:10:20: error: Scenario 'test': expected 'win-back' started by 2026-06-29, found it not "
                                + "started. No rule asked for it.");
    }

    @Test
    void everyKindOfDifferenceIsToldAtItsPlace() {
        assertThat(red("""
                  timeline:
                    - {at: 2026-01-01T10:00, visit: massage}
                    - at: 2026-07-01
                      expect:
                        not in: [lapsed]
                        left: [frequent]
                        because: {lapsed: it rains}
                        since: {lapsed: 2026-07-01}
                        not starts: [win-back]
                        not actions: [win-back/offer]
                        actions: [win-back/mark]
                        tags: [a]
                """))
                .containsExactly(
                        "scenarios/test.yaml:8:20: error: Scenario 'test': expected not in 'lapsed' on 2026-07-01, found in it since "
                                + "2026-06-30. By the rule 'Lapsed: no visit for 180 days'. Because daysSinceLastVisit is 181.",
                        "scenarios/test.yaml:10:21: error: Scenario 'test': expected in 'lapsed' because it rains, found because "
                                + "daysSinceLastVisit is 181. By the rule 'Lapsed: no visit for 180 days'.",
                        "scenarios/test.yaml:11:19: error: Scenario 'test': expected in 'lapsed' since 2026-07-01, found since "
                                + "2026-06-30. By the rule 'Lapsed: no visit for 180 days'. Because daysSinceLastVisit is 181.",
                        "scenarios/test.yaml:9:18: error: Scenario 'test': expected 'frequent' left by 2026-07-01, found left: none. "
                                + "visitsInLast(30) is 0; it must be at least 2: 2 more.",
                        "scenarios/test.yaml:12:24: error: Scenario 'test': expected 'win-back' not started by 2026-07-01, found it "
                                + "started on 2026-06-30. Because the client came into lapsed.",
                        "scenarios/test.yaml:14:21: error: Scenario 'test': expected 'win-back/mark' carried out by 2026-07-01, found "
                                + "carried out: win-back/offer. It is due on 2026-07-03.",
                        "scenarios/test.yaml:13:25: error: Scenario 'test': expected 'win-back/offer' not carried out by 2026-07-01, "
                                + "found it carried out.",
                        "scenarios/test.yaml:15:18: error: Scenario 'test': expected tag 'a' on 2026-07-01, found tags: none.");
    }

    @Test
    void aNameThatNobodyKnowsIsNoExpectation() {
        assertThat(red("""
                  timeline:
                    - at: 2026-01-01
                      expect: {not in: lapsd, not starts: win-bak, not actions: win-back/ofer}
                """))
                .containsExactly(
                        "scenarios/test.yaml:6:18: error: No rule puts clients into a segment 'lapsd'. Did you mean 'lapsed'?",
                        "scenarios/test.yaml:6:33: error: There is no campaign 'win-bak'. Did you mean 'win-back'?",
                        "scenarios/test.yaml:6:54: error: There is no step 'win-back/ofer'; it is written campaign/step. Did you mean "
                                + "'win-back/offer'?");
    }

    @Test
    void whatCannotBeReadIsToldAtItsLineWithTheNearestName() {
        assertThat(red("""
                  clint: {}
                  timeline:
                    - {at: yesterday, visit: massage}
                    - {at: 2026-01-02, visit: massage, prize: 3}
                    - {at: 2026-01-01, expect: {inn: x}}
                    - {at: 2026-01-03, moved: b-1}
                    - {at: 2026-01-03, visit: a, survey: CSAT, score: 11}
                """))
                .contains(
                        "scenarios/test.yaml:4:5: error: There is no field 'clint'. Did you mean 'client'?",
                        "scenarios/test.yaml:7:42: error: There is no field 'prize'. Did you mean 'price'?",
                        "scenarios/test.yaml:8:35: error: There is no field 'inn'. Did you mean 'in'?")
                .anyMatch(
                        line -> line.startsWith("scenarios/test.yaml:6:10: error: 'at' is a moment such as 2026-01-31"))
                .anyMatch(line -> line.startsWith("scenarios/test.yaml:8:10: error: 'at' is before the line above"))
                .anyMatch(line -> line.contains(
                        ":9:26: error: 'moved' is the id of a booking told before. There is no booking 'b-1'."))
                .anyMatch(line -> line.contains("'visit' stands beside 'survey'"));
    }

    @Test
    void aFileThatIsNoYamlOrNoMappingIsRefused() {
        assertThat(run(new RuleFile("scenarios/test.yaml", "scenarios: [")).problems())
                .hasSize(1);
        assertThat(run(new RuleFile("scenarios/test.yaml", "- a")).problems())
                .extracting(Diagnostic::print)
                .containsExactly("scenarios/test.yaml:1:1: error: The file is no mapping of keys to values.");
        assertThat(run(new RuleFile("scenarios/test.yaml", "a: 1\na: 2\n")).problems())
                .extracting(Diagnostic::line)
                .containsExactly(2);
    }

    @Test
    void whatNoScenarioTouchesIsTold() {
        var rules = new RuleFile("segments/r.drl", """
                rule "a" when $c: Client( visits >= 1, (noShows > 0 || spend > 10) ) then segments.assign($c, "a"); end
                rule "b" when $c: Client( noShows > 0 ) then segments.assign($c, "b"); end
                rule "c" when ( $c: Client( visits == 1 ) or $c: Client( visits == 2 ) ) then segments.assign($c, "c"); end
                """);
        var table = new RuleFile("tables/offers.csv", """
                RuleTable Offer,,,
                NAME,CONDITION,CONDITION,ACTION,PRIORITY,ACTIVATION-GROUP
                ,$c : Client,$e : Entered,,,
                ,visits >=,segment,"tags.add($c, ""$param"");",,
                Offer,Visits,Segment,Tag,Weight,One of
                one,1,a,x,2,g
                any,0,a,y,1,g
                """);
        var scenarios = new RuleFile("scenarios/s.yaml", """
                scenarios:
                  - {name: s, timeline: [{at: 2026-01-01, visit: cut, price: 11, expect: {in: [a, c], tags: x}}]}
                """);
        var files = List.of(rules, table, scenarios);

        var report = RunScenarios.run(files, compiled(files), CampaignCatalogue.EMPTY);

        assertThat(report.problems()).isEmpty();
        assertThat(report.coverage().untouched())
                .extracting(Diagnostic::print)
                .containsExactly(
                        "segments/r.drl:1:41: warning: No scenario touches 'noShows > 0' in the rule 'a'.",
                        "segments/r.drl:2:1: warning: No scenario touches the rule 'b'.",
                        "segments/r.drl:3:1: warning: No scenario touches alternative 2 of the rule 'c'.",
                        "tables/offers.csv [A7]: warning: No scenario touches the rule 'any'.");
        assertThat(report.coverage())
                .extracting(
                        Coverage::rules, Coverage::rulesTouched, Coverage::alternatives, Coverage::alternativesTouched)
                .containsExactly(5, 3, 4, 2);
    }

    private static void green(String scenario) {
        RunScenarios.Report report = run(file(scenario));

        assertThat(report.problems()).extracting(Diagnostic::print).isEmpty();
        assertThat(report.scenarios()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  timeline:\n    - {at: 2026-01-01, visit: massage}\n",
                "  timeline:\n    - {at: 2026-01-01, visit: massage, expect: {}}\n",
            })
    void aScenarioThatNothingCanFailIsWarnedOf(String timeline) {
        RunScenarios.Report report = run(file(timeline));

        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings())
                .extracting(Diagnostic::print)
                .containsExactly(
                        "scenarios/test.yaml:3:5: warning: The scenario 'test' expects nothing, so nothing can fail it. "
                                + "Say what must be so at a moment: expect: {in: [regular]}.");
    }

    private static List<String> red(String scenario) {
        RunScenarios.Report report = run(file(scenario));

        return report.problems().stream().map(Diagnostic::print).toList();
    }

    private static RuleFile file(String scenario) {
        return new RuleFile(
                "scenarios/test.yaml", "# what an analyst wrote\nscenarios:\n  - name: test\n" + scenario.indent(2));
    }

    private static RunScenarios.Report run(RuleFile scenarios) {
        var files = new ArrayList<>(List.of(RULES, CAMPAIGN, scenarios));
        var campaigns = ReadCampaigns.read(files).catalogue();
        return RunScenarios.run(files, compiled(files), campaigns);
    }

    private static RuleSet compiled(List<RuleFile> files) {
        return switch (CompileRules.compile(
                files, ReadCampaigns.read(files).catalogue().names())) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected(List<Diagnostic> problems) ->
                fail(problems.stream().map(Diagnostic::print).toList().toString());
        };
    }
}
