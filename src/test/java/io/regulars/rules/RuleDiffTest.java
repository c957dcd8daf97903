package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an analyst is told of the difference between two releases. */
class RuleDiffTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '`',
            value = {
                "Client( daysSinceLastVisit >= 60 ) → Client( daysSinceLastVisit >= 90 ) → VALUE_CHANGED daysSinceLastVisit 60 90",
                "Client( visits >= 3 ) → Client( visits > 3 ) → OPERATOR_CHANGED visits >= >",
                "Client( visits >= 3 ) → Client( visits in (3, 4) ) → CONDITION_CHANGED visits visits >= 3 visits in (3, 4)",
                "Client( visits >= 3 ) → Client( visits >= 3, hasEmail ) → CONDITION_ADDED hasEmail null hasEmail",
                "Client( visits >= 3, hasEmail ) → Client( hasEmail ) → CONDITION_REMOVED visits visits >= 3 null",
                "Client( spendPercentile > 80 ) → Client( spendPercentile > 90 ) → VALUE_CHANGED spendPercentile 80 90",
                "Client( spendInLast(30) > 1 ) → Client( spendInLast(60) > 1 ) → VALUE_CHANGED spendInLast(60) 30 60",
                "Client( spendInLast(30) > 1 ) → Client( spendInLast(60) > 2 ) → CONDITION_CHANGED spendInLast(60) spendInLast(30) > 1 spendInLast(60) > 2",
                "Client( spendInLast(30) > 1, spendInLast(90) > 2 ) → Client( spendInLast(90) > 3, spendInLast(60) > 1 ) → VALUE_CHANGED spendInLast(90) 2 3, VALUE_CHANGED spendInLast(60) 30 60",
                "Client( booked(\"cut\") ) → Client( booked(\"massage\") ) → VALUE_CHANGED booked(\"massage\") \"cut\" \"massage\"",
                "Client( !booked(\"cut\") ) → Client( booked(\"massage\") ) → CONDITION_REMOVED booked(\"cut\") !(booked(\"cut\")) null, CONDITION_ADDED booked(\"massage\") null booked(\"massage\")",
                "Client( spendInLast(30) > 1 ) → Client( spendInLast(30) > 1, spendInLast(60) > 1 ) → CONDITION_ADDED spendInLast(60) null spendInLast(60) > 1",
                "Client( visits >= 3 || noShows > 1 ) → Client( noShows > 2 || visits >= 3 ) → VALUE_CHANGED noShows 1 2",
                "Client( ) exists Booking( price > 10, late ) → Client( ) exists Booking( late, price > 20 ) → VALUE_CHANGED price 10 20",
                "Client( ) exists Booking( late ) → Client( ) not Booking( late ) → CONDITION_CHANGED Booking() exists Booking( late ) not Booking( late )",
                "Client( ) $b: Booking( price > 10 ) → Client( ) $b: Booking( price > 20 ) → VALUE_CHANGED price 10 20",
                // the same
                "Client( visits >= 3, hasEmail ) → Client( hasEmail && 3 <= visits ) → ``",
                "Client( visits >= 3 || (hasEmail || hasPhone) ) → Client( (hasPhone || visits >= 3) || hasEmail ) → ``",
                "Client( !(!(hasEmail)) ) → Client( hasEmail ) → ``",
                "Client( ) exists Booking( late ) → Client( ) exists Booking( late ) Client() → ``",
            })
    void aConditionIsDifferentOrMeansTheSame(String before, String after, String changes) {
        assertThat(changes(rule("r", before), rule("r", after))).isEqualTo(changes);
    }

    @Test
    void aSentenceSaysIt() {
        assertThat(RuleDiff.between(
                        files(rule("At risk", "Client( daysSinceLastVisit >= 60 )")),
                        files(rule("At risk", "Client( daysSinceLastVisit >= 90 )"))))
                .extracting(RuleChange::sentence)
                .containsExactly(
                        "The rule 'At risk' asks daysSinceLastVisit >= 90 instead of daysSinceLastVisit >= 60.");
    }

    @Test
    void whereARuleStandsAndHowItIsWrittenMakesNoDifference() {
        String one = rule("a", "Client( visits > 1 )");
        String other = rule("b", "Client( visits > 2 )");
        assertThat(RuleDiff.between(
                        files(one + other),
                        List.of(
                                new RuleFile("other.drl", "// new\n" + other.replace(" ", "  ")),
                                new RuleFile("third.drl", one))))
                .isEmpty();
        assertThat(RuleDiff.between(RulesTester.defaultFiles(), RulesTester.defaultFiles()))
                .isEmpty();
    }

    @Test
    void rulesComeGoAndAreRenamed() {
        assertThat(changes(rule("a", "Client( visits > 1 )"), rule("b", "Client( visits > 1 )")))
                .isEqualTo("RULE_RENAMED name a b");
        assertThat(changes(rule("60 days", "Client( visits > 60 )"), rule("90 days", "Client( visits > 90 )")))
                .isEqualTo("RULE_RENAMED name 60 days 90 days, VALUE_CHANGED visits 60 90");
        String other = rule("b", "Client( hasEmail )").replace("\"s\"", "\"t\"");
        assertThat(RuleDiff.between(files(rule("a", "Client( visits > 1 )")), files(other)))
                .extracting(RuleChange::kind)
                .containsExactlyInAnyOrder(RuleChange.Kind.RULE_REMOVED, RuleChange.Kind.RULE_ADDED);
    }

    @Test
    void whatARuleDoesAndSaysOfItselfIsCompared() {
        String rule = rule("a", "Client( visits > 1 )");
        assertThat(changes(rule, rule.replace("\"s\"", "\"t\"")))
                .isEqualTo("CONSEQUENCE_CHANGED then segments.assign($c, \"s\"); segments.assign($c, \"t\");");
        assertThat(changes(rule, rule.replace("when", "salience 5 when"))).isEqualTo("ATTRIBUTE_CHANGED salience 0 5");
        assertThat(changes(rule, rule.replace("when", "date-effective \"2026-01-01\" when")))
                .startsWith("CONDITION_ADDED date");
    }

    @Test
    void aCellOfATableIsNamed() {
        String table = """
                RuleTable Offers,,
                NAME,CONDITION,ACTION
                ,$c : Client,
                ,spend >=,"segments.assign($c, ""$param"");"
                Name,Spend,Segment
                gold,500,gold
                silver,200,silver
                """;
        List<RuleChange> changes = RuleDiff.between(
                List.of(new RuleFile("offers.csv", table)),
                List.of(new RuleFile("offers.csv", table.replace("silver,200", "silver,250"))));
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().kind()).isEqualTo(RuleChange.Kind.VALUE_CHANGED);
        assertThat(changes.getFirst().cell()).isIn("B7", "B4");
        assertThat(changes.getFirst().before()).isEqualTo("200");
        assertThat(RuleDiff.between(
                        List.of(new RuleFile("offers.csv", table)),
                        List.of(new RuleFile("offers.csv", table.replace("gold,500", "new,900,new\ngold,500")))))
                .extracting(RuleChange::kind)
                .containsExactly(RuleChange.Kind.RULE_ADDED);
    }

    @Test
    void campaignsAndWhatIsSaidAboutSegmentsAreCompared() {
        String campaign = """
                name: win-back
                title: Win back
                steps:
                  - name: offer
                    message: {channel: email, template: a}
                """;
        assertThat(yaml("campaigns/win-back.yaml", campaign, campaign.replace("template: a", "template: b")))
                .isEqualTo(
                        "5 CAMPAIGN_CHANGED win-back: Steps.offer.message.template of the campaign 'win-back' is \"b\" instead of \"a\".");
        assertThat(yaml(
                        "campaigns/win-back.yaml",
                        campaign,
                        campaign.replace("steps:\n", "steps:\n  - {name: wait, wait: 3d}\n")))
                .startsWith("4 CAMPAIGN_CHANGED win-back: Steps.wait of the campaign 'win-back' is ");
        assertThat(yaml("campaigns/win-back.yaml", campaign, "# well\n" + campaign))
                .isEmpty();
        assertThat(yaml(
                        "segments.yaml",
                        "segments:\n  vip: {title: VIPs}\n",
                        "segments:\n  vip: {title: VIP}\n  new: {title: New}\n"))
                .isEqualTo(
                        "3 SEGMENT_INFO_ADDED new: What is said about the segment 'new' is new.\n"
                                + "2 SEGMENT_INFO_CHANGED vip: Title of what is said about the segment 'vip' is \"VIP\" instead of \"VIPs\".");
    }

    private static String yaml(String path, String before, String after) {
        return String.join(
                "\n",
                RuleDiff.between(List.of(new RuleFile(path, before)), List.of(new RuleFile(path, after))).stream()
                        .map(change ->
                                change.line() + " " + change.kind() + " " + change.of() + ": " + change.sentence())
                        .sorted(java.util.Comparator.comparing(text -> text.substring(2)))
                        .toList());
    }

    private static String changes(String before, String after) {
        return String.join(
                ", ",
                RuleDiff.between(files(before), files(after)).stream()
                        .map(change -> Stream.of(change.kind(), change.what(), change.before(), change.after())
                                .map(String::valueOf)
                                .reduce((a, b) -> a + " " + b)
                                .orElse(""))
                        .toList());
    }

    private static List<RuleFile> files(String drl) {
        return List.of(new RuleFile("test.drl", drl));
    }

    private static String rule(String name, String when) {
        return "rule \"" + name + "\" when $c: " + when + " then segments.assign($c, \"s\"); end\n";
    }
}
