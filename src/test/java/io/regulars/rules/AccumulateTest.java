package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.Explanation.OfCondition;
import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is accumulated of bookings and surveys, wherever a rule may compare it: decided, explained, checked, foreseen, compared. */
class AccumulateTest {
    private static final Clients KNOWN = client().visit("2026-01-01T10:00", "massage", "60.00")
            .visit("2026-01-02T10:00", "massage", "80.00")
            .noShow("2026-01-05T12:00")
            .csat("2026-01-03", 8)
            .csat("2026-01-06", 10)
            .says("city", "Riga");
    private static final Clients NOBODY = client();

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "accumulate( Booking( status == COMPLETED, $p : price ); $s : sum($p); $s > 100 ) # sum of price is 140",
                "accumulate( $b : Booking( status == COMPLETED ); $s : sum($b.price); $s > 100 ) # sum of price is 140",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price); $s > 100 ) # sum of price is 140",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price * 2); $s > 100 ) # sum of (price * 2) is 280",
                "accumulate( Booking( status == COMPLETED, $p : price ); $a : average($p); $a >= 70 ) # average of price is 70",
                "accumulate( Booking( status == COMPLETED, $p : price ); $l : min($p), $h : max($p); $l >= 60, $h < 90 )"
                        + " # min of price is 60 and max of price is 80",
                "accumulate( Booking( $d : startsAt ); $last : max($d); $last >= \"2026-01-05\" ) # max of startsAt is 2026-01-05",
                "accumulate( Booking( $v : service ); $all : collectSet($v); $all contains \"massage\" )"
                        + " # collectSet of service has \"massage\"",
                "accumulate( Booking( $v : service ); $all : collectSet($v) ) Client( \"color\" not memberOf $all )"
                        + " # collectSet of service lacks \"color\"",
                "accumulate( Booking( $d : startsAt ); $n : count($d); $n >= 3 ) # count of startsAt is 3",
                "accumulate( Survey( $x : score ); $s : sum($x); $s > 10 ) # sum of score is 18",
                "accumulate( Survey( $x : score ); $a : average($x); $a >= 9 ) # average of score is 9",
                "accumulate( Survey( $x : score ); $l : min($x), $h : max($x); $h > $l ) # max of score is 10 and min of score is 8",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price) ) Client( this == $c, spend <= $s )"
                        + " # spend is 140 and sum of price is 140",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price) ) Booking( price < $s, price > 60 )"
                        + " # the booking's price is 80 and sum of price is 140",
                "$b : Booking( price == 60 ) accumulate( Booking( this != $b, $p : price ); $s : sum($p); $s == 130 )"
                        + " # the booking's price is 60 and sum of price is 130",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price); $s > 100 || $s < 10 ) # sum of price is 140",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price); !( $s < 10 ) ) # sum of price is 140",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price); $s in (140, 150) ) # sum of price is 140",
                "accumulate( Booking( status == COMPLETED ); $s : max(price); $s != null ) # max of price is 80",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price); $s - 40 == 100 ) # sum of price is 140",
                "accumulate( Booking( status == COMPLETED ); $s : sum(price) )"
                        + " accumulate( Booking( status == NO_SHOW ); $t : sum(price); $t < $s )"
                        + " # sum of price over Booking(status == \"NO_SHOW\") is 50",
            })
    void holdsIsExplainedAndReadByAllThatReadsRules(String when, String because) {
        RuleSet rules = drl(rule(when)).ruleSet();
        Client known = KNOWN.at("2026-01-10");

        assertThat(rules.segments(known)).extracting(Assignment::segment).containsExactly("s");
        assertThat(rules.segments(known).getFirst().because()).contains(because);
        assertThat(rules.explain(known, "s").holds()).isTrue();
        assertThat(rules.explain(known, "s").sentence()).doesNotContain("$");

        Explanation whyNot = rules.explain(NOBODY.at("2026-01-10"), "s");
        assertThat(whyNot.holds())
                .isEqualTo(!rules.segments(NOBODY.at("2026-01-10")).isEmpty());
        rules.nextMoment(known, List.of());
        assertThat(lint(when)).isEmpty();
        assertThat(RuleDiff.between(files(when), files(when + " // the same"))).isEmpty();
        assertThat(RuleDefinitions.in(files(when)).rules().getFirst().reason()).isNotNull();
    }

    @Test
    void whatIsMissingToASumIsSaid() {
        RuleSet rules = drl(rule("accumulate( Booking( status == COMPLETED, $p : price ); $s : sum($p); $s > 200 )"))
                .ruleSet();

        Explanation explanation = rules.explain(KNOWN.at("2026-01-10"), "s");
        assertThat(explanation.sentence()).isEqualTo("sum of price is 140; it must be more than 200: 60 more.");
        OfCondition sum = explanation.rules().getFirst().conditions().getFirst();
        assertThat(sum.condition()).isEqualTo("sum(Booking(status == \"COMPLETED\"); price) > 200");
        assertThat(sum.values()).containsExactly(new Explanation.Value("sum of price", "140"));
        assertThat(sum.evidence()).extracting(Explanation.Evidence::id).containsExactly("b-1", "b-2");
    }

    @Test
    void sumsOfDifferentBookingsAreToldApart() {
        RuleSet rules = drl(rule("""
                        accumulate( Booking( status == COMPLETED ); $s : sum(price) )
                        accumulate( Booking( status == NO_SHOW ); $t : sum(price); $t < $s )
                        """)).ruleSet();

        assertThat(rules.segments(KNOWN.at("2026-01-10")).getFirst().because())
                .isEqualTo("sum of price over Booking(status == \"NO_SHOW\") is 50"
                        + " and sum of price over Booking(status == \"COMPLETED\") is 140");
    }

    @Test
    void aSumThatTimeChangesIsForeseen() {
        RuleSet rules = drl(rule("accumulate( Booking( daysAgo <= 30, $p : price ); $s : sum($p); $s >= 100 )"))
                .ruleSet();

        assertThat(rules.nextMoment(KNOWN.at("2026-01-10"), List.of())).isEqualTo(KNOWN.moment("2026-01-30T22:00:00Z"));
    }

    @Test
    void aChangedBoundOfASumIsTheWholeDifference() {
        var before = files("accumulate( Booking( $p : price ); $s : sum($p); $s > 100 )");
        var after = files("accumulate( Booking( $p : price ); $s : sum($p); $s > 200 )");

        assertThat(RuleDiff.between(before, after)).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(RuleChange.Kind.VALUE_CHANGED);
            assertThat(change.sentence()).contains("100", "200");
        });
    }

    @Test
    void campaignsTagsAndFindingsRestOnASumAsWell() {
        RuleSet rules = drl("""
                        rule "start" when $c : Client() Entered( segment == "vip" )
                            accumulate( Booking( $p : price ); $s : sum($p); $s > 100 )
                        then campaigns.start($c, "thanks"); end
                        rule "tag" when $c : Client() Trigger( kind == BOOKED )
                            accumulate( Survey( $x : score ); $a : average($x); $a >= 9 )
                        then tags.add($c, "happy"); end
                        rule "find" when $c : Client() accumulate( Booking( $v : service ); $all : collectSet($v); $all contains "massage" )
                        then insertLogical( new Finding($c, "massaged") ); end
                        rule "vip" when $c : Client() Finding( name == "massaged" ) then segments.assign($c, "vip"); end
                        """).ruleSet();

        assertThat(rules.segments(KNOWN.at("2026-01-10")))
                .extracting(Assignment::segment)
                .containsExactly("vip");
        Reaction.of(rules, KNOWN.at("2026-01-10"))
                .enters("vip")
                .starts("thanks")
                .because("sum of price is 190 and the client came into vip");
    }

    private static String rule(String when) {
        return "rule \"r\" when $c : Client() " + when + "\nthen segments.assign($c, \"s\"); end";
    }

    private static List<RuleFile> files(String when) {
        return List.of(new RuleFile("test.drl", rule(when)));
    }

    private static List<Diagnostic> lint(String when) {
        return ((Compilation.Compiled) CompileRules.compile(files(when))).lint().get();
    }
}
