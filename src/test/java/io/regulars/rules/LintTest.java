package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.regulars.facts.Clients;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is surely not meant is told where it stands, with a client to show it; what may be meant is not. */
class LintTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "visits < 0",
                "visits == 2.5",
                "morningShare > 1",
                "lastCsat > 10",
                "lastReviewStars == 0",
                "usualDayOfMonth >= 32",
                "0 > visits",
                "noShows + lateCancellations < 0",
                "visits == null",
                "csatGroup not in (SATISFIED, NEUTRAL, DETRACTOR)",
            })
    void aThresholdThatNothingReachesIsTold(String condition) {
        assertThat(warnings(condition)).singleElement().satisfies(warning -> {
            assertThat(warning)
                    .startsWith("test.drl:1:")
                    .contains("'r' can never be true: ")
                    .contains("holds for nobody");
        });
    }

    @Test
    void theRangeOfWhatIsAskedIsSaid() {
        assertThat(warnings("visits >= 1, morningShare > 1"))
                .containsExactly(
                        "test.drl:1:40: warning: The rule 'r' can never be true: 'morningShare > 1' holds for nobody. "
                                + "morningShare is a share of the whole, 0 to 1.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "visits >= 5, visits < 3",
                "visits > 1, visits < 2",
                "city == \"Riga\", city != \"Riga\"",
                "city == \"Riga\", city in (\"Vilnius\", \"Tallinn\")",
                "age == null, age > 30",
                "local == true, local == false",
                "booked(\"massage\"), !booked(\"massage\")",
                "tags contains \"a\", tags not contains \"a\"",
                "firstVisitOn > \"2026-01-01\", firstVisitOn <= \"2026-01-01\"",
                "spendPercentile > 80, spendPercentile <= 50",
                "csatGroup == SATISFIED, csatGroup == NEUTRAL",
                "spendInLast(30) > 200, spendInLast(30) < 100",
                "lastCsat >= 9, !(lastCsat > 6)",
            })
    void twoConditionsThatExcludeEachOtherAreTold(String conditions) {
        assertThat(warnings(conditions))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning).contains("can never be true").contains("exclude each other"));
    }

    @Test
    void aClientShowsWhatExcludesEachOther() {
        assertThat(warnings("visits >= 5, city == \"Riga\", visits < 3"))
                .containsExactly(
                        "test.drl:1:56: warning: The rule 'r' can never be true: 'visits >= 5' and 'visits < 3' "
                                + "exclude each other. A client of whom city is \"Riga\" and visits is 5 does not fulfil 'visits < 3'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "visits >= 5 || visits < 3",
                "spend < 0",
                "daysSinceLastBooking < 0",
                "visits >= 3, visits <= 3",
                "age > 30 || visits > 3",
                "spendInLast(30) > 200, spendInLast(60) < 100",
                "visitsTo(\"a\") > 1, visitsTo(\"b\") < 1",
                "number(\"employees\") < 0",
                "lastCsat < previousCsat",
                "!(age > 30), visits > 0",
                "city str[startsWith] \"R\", city str[startsWith] \"V\"",
                "profit < 0 || acquisitionCost > profit",
            })
    void whatMayBeIsNotTold(String conditions) {
        assertThat(warnings(conditions)).isEmpty();
    }

    @Test
    void anAlternativeThatCanNeverBeTrueIsTold() {
        assertThat(warnings("visits < 3, (spend > 100 || visits >= 5)"))
                .containsExactly(
                        "test.drl:1:55: warning: 'visits >= 5' can never be true here, so it is no alternative. "
                                + "visits is a count, 0 or more, without fractions.");
    }

    @Test
    void anImpossibleBookingIsNeverThere() {
        assertThat(lint("""
                rule "r" when $c: Client() exists Booking( status == COMPLETED, status == BOOKED )
                then segments.assign($c, "s"); end
                """)).singleElement().satisfies(w -> assertThat(w).contains("'r' can never be true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "visits >= 0", "visits < 3 || visits >= 3", "age == null || age != null", "!(visits < 0)"})
    void aRuleThatIsTrueOfEveryClientIsTold(String condition) {
        assertThat(warnings(condition))
                .containsExactly(
                        "test.drl:1:1: warning: The rule 'r' is true of every client. A segment of everybody tells "
                                + "nothing apart; ask for something, or take the rule out.");
    }

    @Test
    void aComparisonThatTellsNothingApartIsTold() {
        assertThat(warnings("spend > 10, visits >= 0, morningShare <= 1"))
                .containsExactly(
                        "test.drl:1:39: warning: 'visits >= 0' is true of every client. Take it out, or change the number.",
                        "test.drl:1:52: warning: 'morningShare <= 1' is true of every client of whom it is known. Take it "
                                + "out, or change the number.");
    }

    @Test
    void aRuleOfAGroupThatNeverWinsIsTold() {
        assertThat(lint("""
                rule "big" salience 2 activation-group "offer" when $c: Client( spend >= 100 ) Entered( segment == "x" ) then tags.add($c, "a"); end
                rule "bigger" salience 1 activation-group "offer" when $c: Client( spend >= 200 ) Entered( segment == "x" ) then tags.add($c, "b"); end
                rule "small" activation-group "offer" when $c: Client( spend < 100 ) Entered( segment == "x" ) then tags.add($c, "c"); end
                rule "x" when $c: Client( visits >= 1 ) then segments.assign($c, "x"); end
                """))
                .containsExactly(
                        "test.drl:2:1: warning: The rule 'bigger' never decides: whoever it is for, 'big' (test.drl "
                                + "line 1) comes first. Such as a client of whom Entered.segment is \"x\" and spend is 200.");
    }

    @Test
    void theNarrowerOneThatComesFirstDecides() {
        assertThat(lint("""
                rule "bigger" salience 2 activation-group "offer" when $c: Client( spend >= 200 ) Entered( segment == "x" ) then tags.add($c, "b"); end
                rule "big" salience 1 activation-group "offer" when $c: Client( spend >= 100 ) Entered( segment == "x" ) then tags.add($c, "a"); end
                rule "x" when $c: Client( visits >= 1 ) then segments.assign($c, "x"); end
                """)).isEmpty();
    }

    @Test
    void aRuleThatAddsNobodyAndOneThatIsWrittenTwiceAreTold() {
        assertThat(lint("""
                rule "three" when $c: Client( visits >= 3 ) then segments.assign($c, "s"); end
                rule "five" when $c: Client( visits >= 5 ) then segments.assign($c, "s"); end
                rule "more than two" when $c: Client( visits > 2 ) then segments.assign($c, "s"); end
                """))
                .containsExactly(
                        "test.drl:2:1: warning: The rule 'five' adds nobody: whoever it is for, 'three' (test.drl line 1) does the same. "
                                + "Such as a client of whom visits is 5.",
                        "test.drl:3:1: warning: The rule 'more than two' says the same as 'three' (test.drl line 1). Such as a client of "
                                + "whom visits is 3.");
    }

    @Test
    void aNarrowerRuleWithAHigherSalienceGivesABetterReason() {
        assertThat(lint("""
                rule "three" when $c: Client( visits >= 3 ) then segments.assign($c, "s"); end
                rule "five" salience 1 when $c: Client( visits >= 5 ) then segments.assign($c, "s"); end
                """)).isEmpty();
    }

    @Test
    void aSegmentAndAFindingThatNoRuleGivesAreTold() {
        String vip = "rule \"v\" when $c: Client( visits >= 9 ) then segments.assign($c, \"vip\"); end\n";
        String waiting = "rule \"w\" when $c: Client() Entered( segment == \"vpi\" ) then tags.add($c, \"t\"); end\n";
        assertThat(lint(vip + waiting))
                .containsExactly(
                        "test.drl:2:48: warning: No rule puts clients into the segment 'vpi'. Did you mean 'vip'?");
        assertThat(lint(vip + waiting.replace("vpi", "vip"))).isEmpty();
        assertThat(
                        lint(
                                vip
                                        + "rule \"f\" when $c: Client() Finding( name == \"late\" ) then segments.assign($c, \"s\"); end"))
                .containsExactly("test.drl:2:45: warning: No rule concludes the finding 'late'.");
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsTold() {
        assertThat(warnings("visitsBetween(\"2026-12-31\", \"2026-12-01\") >= 1"))
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .endsWith(
                                "'visitsBetween(\"2026-12-31\", \"2026-12-01\")' ends before it begins, so nothing lies in it. "
                                        + "Exchange the two days."));
        assertThat(warnings("visitsBetween(\"2026-12-01\", \"2026-12-01\") >= 1"))
                .isEmpty();
    }

    @Test
    void unknownIsNotCoveredByWhatIsAskedOfTheKnown() {
        assertThat(lint("""
                rule "old" salience 1 activation-group "g" when $c: Client( age >= 30 || age < 30 ) Entered( segment == "x" ) then tags.add($c, "a"); end
                rule "any" activation-group "g" when $c: Client( visits >= 1 ) Entered( segment == "x" ) then tags.add($c, "b"); end
                rule "x" when $c: Client( visits >= 1 ) then segments.assign($c, "x"); end
                """))
                .singleElement()
                .satisfies(told -> assertThat(told).contains("'age >= 30 || age < 30' is true of all of whom"));
    }

    @Test
    void twoSegmentsWithTheSameMembersAreTold() {
        assertThat(lint("""
                rule "a" when $c: Client( visits >= 1, visits <= 3 ) then segments.assign($c, "a"); end
                rule "b1" when $c: Client( visits == 1 || visits == 2 ) then segments.assign($c, "b"); end
                rule "b2" when $c: Client( visits > 2, !(visits > 3) ) then segments.assign($c, "b"); end
                rule "c" when $c: Client( visits >= 1, visits <= 4 ) then segments.assign($c, "c"); end
                """))
                .containsExactly(
                        "test.drl:2:1: warning: The segments 'b' and 'a' have the same members. Keep one, or let them ask "
                                + "for different things.");
    }

    @Test
    void aGapInATableThatClaimsToBeCompleteIsTold() {
        String table = """
                RuleTable Tier,,,,,
                NAME,CONDITION,CONDITION,CONDITION,METADATA,ACTION
                ,$c : Client...,$c : Client...,$c : Client...,,
                ,visits >=,visits <,city,complete($param),"segments.assign($c, ""$param"");"
                Tier,From,Below,City,Complete,Segment
                none,,3,,tiers,low
                some,3,5,Riga,tiers,mid
                many,5,,,tiers,high
                """;
        assertThat(lint(new RuleFile("tables/tiers.csv", table)))
                .filteredOn(warning -> warning.contains("complete"))
                .containsExactly(
                        "tables/tiers.csv [A6]: warning: The table says that it is complete, but has no row for a client of "
                                + "whom city is another text and visits is 3. Add a row, or take 'complete' off its rows.");
    }

    @Test
    void allGapsOfATableAreToldTheLikelyOnesFirst() {
        String table = """
                RuleTable Tier,,,
                NAME,CONDITION,METADATA,ACTION
                ,$c : Client,,
                ,spend,complete($param),"segments.assign($c, ""$param"");"
                Tier,Spent,Complete,Segment
                some,(0..100),tiers,low
                many,> 100,tiers,high
                """;
        assertThat(lint(new RuleFile("tables/tiers.csv", table)))
                .filteredOn(warning -> warning.contains("complete"))
                .containsExactly(
                        "tables/tiers.csv [A6]: warning: The table says that it is complete, but has no row for a client of "
                                + "whom spend is 0; or spend is 100. Add a row, or take 'complete' off its rows.");
        assertThat(lint(new RuleFile("tables/tiers.csv", table.replace("(0..100)", "<= 100"))))
                .isEmpty();
    }

    @Test
    void aRowThatNeverDecidesIsToldAtItsCell() {
        String table = """
                RuleTable Offer,,,
                NAME,CONDITION,ACTION,PRIORITY,ACTIVATION-GROUP
                ,$c : Client,,,
                ,visits >=,"tags.add($c, ""$param"");",,
                Offer,Visits,Tag,Weight,One of
                three,3,a,2,g
                five,5,b,1,g
                """;
        assertThat(lint(new RuleFile("tables/offers.csv", table)))
                .containsExactly(
                        "tables/offers.csv [A7]: warning: The rule 'five' never decides: whoever it is for, 'three' "
                                + "(tables/offers.csv [A6]) comes first. Such as a client of whom visits is 5.");
    }

    @Test
    void whatARowMeansIsToldAtItsValueAndWhatItsHeadMeansAtTheHead() {
        String table = """
                RuleTable Tier,,,
                NAME,CONDITION,CONDITION,ACTION
                ,$c : Client...,$c : Client...,
                ,weekendShare >=,"visits >= $1, visits < $2","segments.assign($c, ""$param"");"
                Tier,Weekend share,Visits,Segment
                share,50,,a
                turned,,"9, 3",b
                all,,"0, 4",c
                """;
        assertThat(lint(new RuleFile("tables/t.csv", table)))
                .containsExactly(
                        "tables/t.csv [B6]: warning: The rule 'share' can never be true: 'weekendShare >= 50' holds for nobody. "
                                + "weekendShare is a share of the whole, 0 to 1. 50 % is 0.5.",
                        "tables/t.csv [C7]: warning: The rule 'turned' can never be true: 'visits >= 9' and 'visits < 3' "
                                + "exclude each other. A client of whom visits is 9 does not fulfil 'visits < 3'.");
        assertThat(lint(new RuleFile(
                        "tables/t.csv",
                        table.replace("\"visits >= $1, visits < $2\"", "visits >=")
                                .replace("share,50,,a\n", "")
                                .replace("turned,,\"9, 3\",b\n", "")
                                .replace("\"0, 4\"", "0")
                                .replace("all,,", "all,0.5,"))))
                .containsExactly("tables/t.csv [C6]: warning: 'visits >= 0' is true of every client. "
                        + "Leave the cell empty, or change the number.");
    }

    @Test
    void whatIsToldOfTheRulesOfAWorkbookNamesItsSheetAndCell() {
        RuleSet rules = ((Compilation.Compiled)
                        CompileRules.compile(List.of(new RuleFile("tables/t.xlsx", Workbooks.described("""
                        sheet Old
                        A1 text RuleTable T
                        A2 text CONDITION
                        B2 text ACTION
                        C2 text DATE-EXPIRES
                        A3 text $c : Client
                        A4 text visits > $1 || noShows > $2
                        B4 text segments.assign($c, "$param");
                        A6 text 2, 3
                        B6 text gone
                        C6 date 2025-01-01
                        A7 text 2, 3
                        B7 text here
                        """)))))
                .rules();
        var visited = Clients.client()
                .visit("2026-01-01T10:00", "cut", "1.00")
                .visit("2026-01-02T10:00", "cut", "1.00")
                .visit("2026-01-03T10:00", "cut", "1.00")
                .at("2026-01-10");
        Coverage.Watched watched = rules.watched();
        watched.rules().segments(visited);

        assertThat(rules.expired(LocalDate.of(2026, 1, 1)))
                .extracting(Diagnostic::print)
                .singleElement()
                .asString()
                .startsWith("tables/t.xlsx [Old!C6]: warning: The rule 'T row 6' has not been in effect");
        assertThat(watched.coverage().untouched())
                .extracting(Diagnostic::print)
                .satisfiesExactly(
                        row -> assertThat(row)
                                .startsWith("tables/t.xlsx [Old!A6]: warning: No scenario touches the rule"),
                        part -> assertThat(part)
                                .startsWith("tables/t.xlsx [Old!A7]: warning: No scenario touches 'noShows > 3'"));
        assertThat(rules.warning("T row 7", "any", "About the rule.", "").print())
                .isEqualTo("tables/t.xlsx [Old!A7]: warning: About the rule.");
    }

    @Test
    void aSegmentOnDemographicsAloneIsTold() {
        assertThat(warnings("age >= 18, age < 30, gender == \"female\""))
                .containsExactly(
                        "test.drl:1:1: warning: The segment of the rule 'r' rests on demographics alone. Add what the clients "
                                + "do: visits, spend, what they booked or viewed.");
        assertThat(warnings("age >= 18, visits >= 1")).isEmpty();
    }

    @Test
    void aTagThatIsPutOnAndTakenOffInTurnsIsTold() {
        assertThat(lint("""
                rule "s" when $c: Client( tags contains "x" ) then segments.assign($c, "s"); end
                rule "off" when $c: Client() Entered( segment == "s" ) then tags.remove($c, "x"); end
                rule "on" when $c: Client() Left( segment == "s" ) then tags.add($c, "x"); end
                """))
                .containsExactly(
                        "test.drl:2:1: warning: The rules 'on' and 'off' put the tag 'x' on and take it off in turns. Let one "
                                + "of them react to something else than the segments that the tag gives.");
    }

    @Test
    void theDefaultRulesAreClean() {
        assertThat(lint(RulesTester.defaultFiles())).isEmpty();
    }

    private static List<String> warnings(String conditions) {
        return lint("rule \"r\" when $c: Client( " + conditions + " ) then segments.assign($c, \"s\"); end");
    }

    private static List<String> lint(String drl) {
        return lint(new RuleFile("test.drl", drl));
    }

    private static List<String> lint(RuleFile file) {
        return lint(List.of(file));
    }

    private static List<String> lint(List<RuleFile> files) {
        return switch (CompileRules.compile(files)) {
            case Compilation.Compiled compiled ->
                compiled.lint().get().stream().map(Diagnostic::print).toList();
            case Compilation.Rejected(List<Diagnostic> problems) ->
                fail(problems.stream().map(Diagnostic::print).toList().toString());
        };
    }
}
