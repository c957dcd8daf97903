package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of segments, findings and tags that nobody gives, or that are given in two spellings. */
class LintOfNamesTest {
    private static final String GIVEN = """
            rule "v" when $c: Client( visits >= 9 ) then segments.assign($c, "vip"); end
            rule "l" when $c: Client( visits >= 8 ) then segments.assign($c, "lapsed"); end
            rule "a" when $c: Client( visits >= 7 ) then segments.assign($c, "at-risk"); end
            rule "service" when $c: Client() Booking( status == COMPLETED, $s : service != null ) then segments.assign($c, "service:" + $s); end
            rule "stage" when $c: Client( visits >= 2, $stage : stage ) then segments.assign($c, "stage:" + $stage + ":now"); end
            rule "f" when $c: Client( $city : city ) then insertLogical( new Finding($c, "from:" + $city) ); end
            rule "g" when $c: Client( visits >= 6 ) then insertLogical( new Finding($c, "keen") ); end
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Entered( segment == \"laped\" )           | 'laped'. Did you mean 'lapsed'?",
                "Left( \"vpi\" == segment )                | 'vpi'. Did you mean 'vip'?",
                "Member( segment in (\"lapsed\", \"at-rsk\"), days > 3 ) | 'at-rsk'. Did you mean 'at-risk'?",
                "Member( segment not in (\"vipp\") )       | 'vipp'. Did you mean 'vip'?",
                "Entered( segment != \"VIP\" )             | 'VIP'. Did you mean 'vip'?",
                "Entered( segment == \"vip \" )            | 'vip '. Did you mean 'vip'?",
                "Entered( segment == \"servce:massage\" )  | 'servce:massage'. Did you mean 'service:massage'?",
                "Entered( segment == \"Service:massage\" ) | 'Service:massage'. Did you mean 'service:massage'?",
                "Entered( segment == \"stage:LAPSD:now\" ) | 'stage:LAPSD:now'. Did you mean 'stage:LAPSED:now'?",
                "Entered( segment == \"stage:LAPSED\" )    | 'stage:LAPSED'. Did you mean 'stage:LAPSED:now'?",
                "Entered( segment str[startsWith] \"servce:\" ) | that begins with 'servce:'. Did you mean 'service:'?",
                "Entered( segment str[endsWith] \"-risc\" )     | ",
                "Entered( segment == \"keen\" )            | 'keen'.",
            })
    void aSegmentThatNoRuleGivesIsToldThoughOthersAreComputed(String event, String told) {
        List<Diagnostic> warnings =
                LintTester.of(GIVEN + "rule \"w\" when $c: Client() " + event + " then tags.add($c, \"t\"); end\n");

        if (told == null) {
            assertThat(warnings).isEmpty(); // a computed name may end so
        } else {
            assertThat(warnings).singleElement().satisfies(warning -> {
                assertThat(warning.code()).isEqualTo("unknown-segment");
                assertThat((warning.message() + " " + warning.hint()).strip()).endsWith(told);
                assertThat(warning.line()).isEqualTo(8);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Entered( segment == \"vip\" )",
                "Entered( segment == \"service:massage\" )",
                "Entered( segment == \"stage:LAPSED:now\" )",
                "Member( segment in (\"vip\", \"service:cut\"), days >= 3 )",
                "Entered( segment str[startsWith] \"service:ma\" )",
                "Entered( segment str[startsWith] \"serv\" )",
                "Entered( segment matches \"vip|lapsed\" )",
                "Entered( segment != null )",
                "Finding( name == \"from:Riga\" ) Trigger( kind == BOOKED )",
            })
    void aSegmentThatARuleMayGiveIsNotTold(String event) {
        assertThat(LintTester.of(GIVEN + "rule \"w\" when $c: Client() " + event + " then tags.add($c, \"t\"); end\n"))
                .isEmpty();
    }

    @Test
    void eachNameOfAListIsToldWhereItStands() {
        assertThat(LintTester.of("""
                rule "v" when $c: Client( visits >= 9 ) then segments.assign($c, "vip"); end
                rule "w" when $c: Client() Entered( segment in ("vip", "vpi", "lapsed") ) then tags.add($c, "t"); end
                """))
                .map(Diagnostic::print)
                .containsExactly(
                        "test.drl:2:56: warning: No rule puts clients into the segment 'vpi'. Did you mean 'vip'?",
                        "test.drl:2:63: warning: No rule puts clients into the segment 'lapsed'.");
    }

    @Test
    void aNameThatIsComputedWhollyMayBeAny() {
        assertThat(LintTester.of("""
                rule "c" when $c: Client( $tier : text("tier") != null ) then segments.assign($c, $tier); end
                rule "w" when $c: Client() Entered( segment == "gold" ) then tags.add($c, "t"); end
                """)).isEmpty();
    }

    @Test
    void aFindingIsComparedInTheSameWay() {
        assertThat(
                        LintTester.told(
                                LintTester.of(
                                        GIVEN
                                                + "rule \"w\" when $c: Client() Finding( name == \"form:Riga\" ) then segments.assign($c, \"s\"); end\n")))
                .containsExactly(
                        "unknown-finding: No rule concludes the finding 'form:Riga'. Did you mean 'from:Riga'?");
    }

    @Test
    void aRowOfATableThatWaitsForASegmentNobodyGivesIsTold() {
        String table = """
                RuleTable Perks,,,
                NAME,CONDITION,CONDITION,ACTION
                ,$c : Client,Entered,
                ,spend >=,segment,"tags.add($c, ""perk:$param"");"
                Perk,Spend,Segment,Perk
                first,100,lapsd,a
                second,200,service:cut,b
                """;
        assertThat(LintTester.of(List.of(new RuleFile("segments/g.drl", GIVEN), new RuleFile("tables/t.csv", table))))
                .singleElement()
                .satisfies(warning -> assertThat(warning.print())
                        .isEqualTo("tables/t.csv [C6]: warning: No rule puts clients into the segment 'lapsd'. Did you "
                                + "mean 'lapsed'?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "segments.assign($c, \"VIP\")           | segment | VIP           | vip",
                "segments.assign($c, \"At Risk\")       | segment | At Risk       | at-risk",
                "segments.assign($c, \"at_risk\")       | segment | at_risk       | at-risk",
                "segments.assign($c, \"Service:cut\")   | segment | Service:cut   | service:cut",
                "segments.assign($c, \"service: \" + $x)| segment | `service: `   | service:",
            })
    void twoSpellingsOfOneSegmentAreTold(String action, String kind, String written, String meant) {
        List<Diagnostic> warnings = LintTester.of(
                GIVEN + "rule \"w\" when $c: Client( visits >= 3, $x : city ) then " + action + "; end\n");

        assertThat(LintTester.told(warnings))
                .contains("similar-" + kind + ": The " + kind + " '" + written + "' and '" + meant
                        + "' differ only in capitals, blanks or dashes. They are two " + kind + "s. Did you mean '"
                        + meant + "'?");
        assertThat(warnings)
                .filteredOn(each -> each.code().startsWith("similar"))
                .singleElement()
                .satisfies(each -> assertThat(each.line()).isEqualTo(8));
    }

    @Test
    void twoSpellingsOfOneTagAreToldAndTagsThatDifferAreNot() {
        assertThat(LintTester.told(LintTester.of("""
                rule "a" when $c: Client( visits == 1 ) Trigger( kind == BOOKED ) then tags.add($c, "call"); end
                rule "b" when $c: Client( visits == 2 ) Trigger( kind == BOOKED ) then tags.remove($c, "Call"); end
                rule "c" when $c: Client( visits == 3 ) Trigger( kind == BOOKED ) then tags.add($c, "recall"); end
                """)))
                .singleElement()
                .satisfies(told -> assertThat(told).startsWith("similar-tag: The tag 'Call' and 'call'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"vip \"", "\" vip\"", "\"vip\u00a0\"", "\" of:\" + $x", "\"of:\" + $x + \" \""})
    void aNameWithABlankAtAnEndIsRefused(String name) {
        for (String verb : List.of("segments.assign($c, %s)", "insertLogical( new Finding($c, %s) )")) {
            assertThat(refused("rule \"r\" when $c: Client( visits >= 3, $x : city ) then " + verb.formatted(name)
                            + "; end"))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo("blank-at-the-end");
                        assertThat(problem.hint()).isIn("Write 'vip'.", "Write 'of:'.", "Leave it out.");
                    });
        }
        assertThat(refused("rule \"r\" when $c: Client( $x : city ) Trigger( kind == BOOKED ) then tags.add($c, " + name
                        + "); end"))
                .hasSize(1);
    }

    @Test
    void blanksWithinAreNotRefused() {
        assertThat(LintTester.ofConditions("visits >= 3, city != \"a\"")).isEmpty();
        assertThat(
                        LintTester.of(
                                "rule \"r\" when $c: Client( visits >= 3, $x : city ) then segments.assign($c, \"from \" + $x + \" city\"); end"))
                .isEmpty();
    }

    private static List<Diagnostic> refused(String drl) {
        return CompileRules.compile(List.of(new RuleFile("test.drl", drl)))
                        instanceof Compilation.Rejected(var problems)
                ? problems
                : List.of();
    }
}
