package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.PrintRule;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that is printed reads back to the same rule, places aside. */
class PrintedRulesTest {
    static Stream<String> defaultFiles() {
        return RulesTester.defaultFiles().stream()
                .filter(file -> file.path().endsWith(".drl"))
                .map(RuleFile::content);
    }

    @ParameterizedTest
    @MethodSource("defaultFiles")
    void aDefaultRuleReadsBack(String content) {
        read(content).forEach(PrintedRulesTest::readsBack);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$c: Client( visits > 1 && spend < 5 && (noShows == 1 || noShows == 2), !(hasEmail || hasPhone) )",
                "$c: Client( visits > 1 && (spend < 5 && noShows > 0) )",
                "$c: Client( visits - noShows - 1 > -2, visits * (noShows + 1) / 2 <= spend, visits > 2 * noShows )",
                "$c: Client( text(\"a\\\"b\\\\\") == \"x\\\"\\n\", 3 <= visits )",
                "$c: Client() exists Booking( price > 70 ) Client( visits > 1 )",
                "$c: Client( $s: favouriteStaff != null ) exists( $b: Booking( late, staff == $s ) and Survey( answeredOn == $b.startsAt ) )",
                "$c: Client() not( $b: Booking( late ) and not Survey( answeredOn == $b.startsAt ) and Booking( price > 1 ) )",
                "$c: Client() exists( Survey() or Booking( price > 70 ) or (Booking( late ) and not Survey( score > 3 )) )",
                "$c: Client() not( Survey() or Booking( price > 70 ) ) not( not Booking() )",
                "$c: Client() exists( not Survey() and exists Booking( late ) and ( Client( visits > 1, spend > 2 ) or Booking() ) )",
                "$c: Client() forall( Booking( daysAgo >= 0 ) )",
                "$c: Client() forall( $b: Booking( status == COMPLETED ) Booking( this == $b, price >= 60, late == false ) )",
                "$c: Client() forall( $b: Booking( late ) Booking( daysAgo > $b.daysAgo ) ) exists Survey()",
                "$c: Client() accumulate( Booking( status == COMPLETED, $p: price ); $l: min($p), $h: max($p); $l == 60, $h == 80 )",
                "$c: Client() accumulate( Booking( $p: price ); $a: average($p) ) $b: Booking( price > $a ) Booking( this != $b, price < $a )",
                "$c: Client() $b: Booking() accumulate( Survey(); $n: count(); $n > $b.daysAgo, $n < 9 ) exists Survey( score > $n )",
                "$c: Client() accumulate( $b: Booking(); $s: sum( $b.price * 2 ); $s == 401 && $s < 1000 ) Client( visits > 2 )",
                "$c: Client() accumulate( Booking( $s: service ); $all: collectSet($s) ) Client( \"nails\" not memberOf $all, favouriteService memberOf $all )",
                "$c: Client() $b: Booking( late ) exists Survey( answeredOn == $b.startsAt ) Booking( daysAgo > $b.daysAgo )",
                "$c: Client() Finding( name == \"x\" ) not Finding( name == \"y\" ) exists Finding( name str[startsWith] \"z\" )",
            })
    void whateverARuleSaysReadsBack(String when) {
        List<Rule> rules = read("rule \"r\" when " + when + " then segments.assign($c, \"s\"); end");
        assertThat(rules).hasSize(1);
        readsBack(rules.getFirst());
    }

    @Test
    void whatStandsBeforeWhenAndAfterThenReadsBack() {
        read("""
                rule "A \\"quoted\\" name"
                    @owner(ana) @note("what it is, for whom") @beta
                    salience -5
                    activation-group "a b"
                    date-effective "2026-06-01"
                    date-expires "1-Sep-2026"
                when
                    $c: Client( visits > 1 )
                    Trigger( kind == BOOKED || activityType == "PAGE_VIEWED" )
                    $m: Member( segment str[startsWith] "service:" )
                then
                    campaigns.start($c, "for:" + $m.segment);
                    tags.add($c, "x");
                    tags.remove($c, "y");
                end
                rule "finding" when $c: Client() then insertLogical( new Finding($c, "f") ); end
                """).forEach(PrintedRulesTest::readsBack);
    }

    static void readsBack(Rule rule) {
        String printed = PrintRule.print(rule);
        List<Rule> again = read(printed);
        assertThat(again).as(printed).hasSize(1);
        assertThat(withoutPlaces(again.getFirst()).equals(withoutPlaces(rule)))
                .as(printed)
                .isTrue();
    }

    private static String withoutPlaces(Rule rule) {
        return rule.toString().replaceAll("Position\\[[^]]*]", "");
    }

    private static List<Rule> read(String content) {
        var problems = new DiagnosticCollector();
        List<Rule> rules = new DrlReader(problems).read(new RuleFile("test.drl", content));
        assertThat(problems.all().stream().map(Diagnostic::print)).as(content).isEmpty();
        return rules;
    }
}
