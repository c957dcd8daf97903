package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;
import static io.regulars.rules.RulesTester.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.EndlessRules;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rest of the accepted DRL: what joins, counts and concludes. */
class LanguageTest {
    private static final Clients REGULAR = client().visit("2026-01-01T10:00", "massage", "60.00")
            .visit("2026-01-02T10:00", "massage", "60.50")
            .visit("2026-01-02T12:00", "color", "80.00")
            .noShow("2026-01-05T12:00")
            .says("city", "Riga")
            .tag("student");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "matches | $c: Client( city matches \"R.*\" ) | true",
                "matches whole | $c: Client( city matches \"Ri\" ) | false",
                "not matches | $c: Client( city not matches \"V.*\" ) | true",
                "matches of unknown | $c: Client( gender not matches \"V.*\" ) | false",
                "memberOf | $c: Client( \"student\" memberOf tags ) | true",
                "not memberOf | $c: Client( \"student\" not memberOf tags ) | false",
                "memberOf unknown | $c: Client( gender not memberOf tags ) | false",
                "or | ( $c: Client( visits > 9 ) or $c: Client( noShows == 1 ) ) | true",
                "or of bookings | $c: Client() ( Booking( price > 70 ) or Booking( price < 1, status == COMPLETED ) ) | true",
                "or, none | $c: Client() ( Booking( price > 90 ) or Survey() ) | false",
                "and, or | $c: Client() ( Booking( price > 70 ) and ( Survey() or Booking( service == \"color\" ) ) ) | true",
                "prefix or | $c: Client() (or Survey() Booking( price > 70 )) | true",
                "exists and | $c: Client() exists( $b: Booking( price > 70 ) and Booking( price < $b.price, status == COMPLETED ) ) | true",
                "exists and, not joined | $c: Client() exists( $b: Booking( price > 70 ) and Booking( price > $b.price ) ) | false",
                "not and | $c: Client() not( $b: Booking( price > 70 ) and Booking( price > $b.price ) ) | true",
                "exists or | $c: Client() exists( Survey() or Booking( price > 70 ) ) | true",
                "not or | $c: Client() not( Survey() or Booking( price > 70 ) ) | false",
                "exists, the client or a booking | $c: Client() exists( Client( visits > 9 ) or Booking( price > 70 ) ) | true",
                "exists, the client and a booking | $c: Client() exists( Client( visits > 1, noShows == 1 ) and Booking( price > 70 ) ) | true",
                "exists, the client and no booking | $c: Client() exists( Client( visits > 1 ) and Booking( price > 90 ) ) | false",
                "exists, neither | $c: Client() exists( Client( gender != \"x\" ) or Survey() ) | false",
                "not not | $c: Client() not( not Booking( price > 70 ) ) | true",
                "exists not | $c: Client() exists( Booking( price > 70 ) and not Survey() ) | true",
                "forall one | $c: Client() forall( Booking( daysAgo >= 0 ) ) | true",
                "forall one, not | $c: Client() forall( Booking( status == COMPLETED ) ) | false",
                "forall two | $c: Client() forall( $b: Booking( status == COMPLETED ) Booking( this == $b, price >= 60 ) ) | true",
                "forall two, not | $c: Client() forall( $b: Booking( status == COMPLETED ) Booking( this == $b, price > 60 ) ) | false",
                "forall of nothing | $c: Client() forall( Survey( score > 9 ) ) | true",
                "forall of unknown | $c: Client() forall( Booking( staff == \"ANA\" ) ) | false",
                "forall other | $c: Client() forall( $b: Booking( status == NO_SHOW ) Booking( daysAgo > $b.daysAgo ) ) | true",
                "same fact | $c: Client() $b: Booking( price > 70 ) Booking( this == $b, service == \"color\" ) | true",
                "other fact | $c: Client() $b: Booking( price > 70 ) Booking( this != $b, service == \"color\" ) | false",
                "count | $c: Client() accumulate( Booking( status == COMPLETED ); $n: count(); $n == 3 ) | true",
                "sum | $c: Client() accumulate( Booking( status == COMPLETED, $p: price ); $s: sum($p); $s == 200.5 ) | true",
                "sum of computed | $c: Client() accumulate( $b: Booking( status == COMPLETED ); $s: sum( $b.price * 2 ); $s == 401 ) | true",
                "average | $c: Client() accumulate( Booking( status == COMPLETED, service == \"massage\", $p: price ); $a: average($p); $a == 60.25 ) | true",
                "min and max | $c: Client() accumulate( Booking( status == COMPLETED, $p: price ); $l: min($p), $h: max($p); $l == 60, $h == 80 ) | true",
                "last day | $c: Client() accumulate( Booking( $d: startsAt ); $last: max($d); $last == \"2026-01-05\" ) | true",
                "collectSet | $c: Client() accumulate( Booking( $s: service ); $all: collectSet($s); $all contains \"color\" ) | true",
                "memberOf a set | $c: Client() accumulate( Booking( $s: service ); $all: collectSet($s) ) Client( \"nails\" not memberOf $all ) | true",
                "count of nothing | $c: Client() accumulate( Survey(); $n: count(); $n == 0 ) | true",
                "sum of nothing | $c: Client() accumulate( Survey( $x: score ); $n: sum($x); $n == 0 ) | true",
                "average of nothing | $c: Client() accumulate( Survey( $x: score ); $n: average($x); $n >= 0 ) | false",
                "min of nothing is unknown | $c: Client() accumulate( Survey( $x: score ); $n: min($x); $n == null ) | true",
                "above the average | $c: Client() accumulate( Booking( status == COMPLETED, $p: price ); $a: average($p) ) Booking( price > $a ) | true",
                "result compared by && | $c: Client() accumulate( Booking(); $n: count(); $n > 3 && $n < 5 ) | true",
                "days | $c: Client( daysSinceLastVisit >= 8d ) | true",
                "days of a window | $c: Client( visitsInLast(9d) == 1 ) | true",
                "acc | $c: Client() acc( Booking(); $n: count(); $n == 4 ) | true",
            })
    void aConstructMatches(String name, String when, boolean holds) {
        drl("rule \"r\" when " + when + " then segments.assign($c, \"s\"); end")
                .given(REGULAR)
                .at("2026-01-10")
                .isIn("s", holds);
    }

    @Test
    void aRuleIsEffectiveFromTheStartOfADayAndUntilTheStartOfAnother() {
        var given = drl("""
                rule "summer" date-effective "2026-06-01" date-expires "1-Sep-2026"
                when $c: Client() then segments.assign($c, "summer"); end
                """).given(client());

        given.at("2026-05-31T23:59").isNotIn("summer");
        given.at("2026-06-01T00:00").isIn("summer");
        given.at("2026-08-31T23:59").isIn("summer");
        given.at("2026-09-01T00:00").isNotIn("summer");
    }

    @Test
    void theDaysOnWhichARuleBecomesEffectiveAndExpiresAreMomentsOfTheClient() {
        RuleSet rules = drl("""
                rule "summer" date-effective "2026-06-01" date-expires "2026-09-01"
                when $c: Client() then segments.assign($c, "summer"); end
                """).ruleSet();
        var moments = new ArrayList<Instant>();
        rules.moments(client().at("2026-01-10"), List.of(), moments::add);

        assertThat(moments)
                .containsExactlyInAnyOrder(
                        Instant.parse("2026-05-31T21:00:00Z"), Instant.parse("2026-08-31T21:00:00Z"));
    }

    @Test
    void anAggregateOverAWindowChangesWhenABookingLeavesIt() {
        RuleSet rules = drl("""
                rule "busy" when $c: Client() accumulate( Booking( daysAgo <= 30, status == COMPLETED ); $n: count(); $n >= 2 )
                then segments.assign($c, "busy"); end
                """).ruleSet();
        var moments = new ArrayList<Instant>();
        rules.moments(client().visits("2026-01-01", "2026-01-05").at("2026-01-10"), List.of(), moments::add);

        assertThat(moments).contains(Instant.parse("2026-01-31T22:00:00Z")).hasSizeLessThan(10);
    }

    @Test
    void ofAnActivationGroupOnlyTheFirstRuleCounts() {
        var rules = drl("""
                rule "gold" activation-group "offer" salience 2 when $c: Client( visits >= 9 ) then segments.assign($c, "gold"); end
                rule "silver" activation-group "offer" salience 1 when $c: Client( visits >= 2 ) then segments.assign($c, "silver"); end
                rule "bronze" activation-group "offer" when $c: Client() then segments.assign($c, "bronze"); end
                rule "other" when $c: Client() then segments.assign($c, "other"); end
                """);

        rules.given(REGULAR).at("2026-01-10").isExactlyIn("silver", "other");
        rules.given(client()).at("2026-01-10").isExactlyIn("bronze", "other");
    }

    @Test
    void anActivationGroupHasAWinnerForEachClientOfABatch() {
        RuleSet rules = drl("""
                rule "silver" activation-group "offer" salience 1 when $c: Client( visits >= 2 ) then segments.assign($c, "silver"); end
                rule "bronze" activation-group "offer" when $c: Client() then segments.assign($c, "bronze"); end
                """).ruleSet();
        List<Client> clients = List.of(
                client().at("2026-01-10"),
                REGULAR.at("2026-01-10"),
                client().at("2026-01-10"),
                REGULAR.at("2026-01-10"));

        assertThat(rules.segments(clients))
                .extracting(
                        assigned -> assigned.stream().map(Assignment::segment).toList())
                .containsExactly(List.of("bronze"), List.of("silver"), List.of("bronze"), List.of("silver"));
    }

    @Test
    void ofAGroupOfCampaignsOneStarts() {
        drl("""
                rule "big" activation-group "offer" salience 1 when $c: Client( visits >= 2 ) Entered( segment == "new" )
                then campaigns.start($c, "big"); end
                rule "small" activation-group "offer" when $c: Client() Entered( segment == "new" )
                then campaigns.start($c, "small"); end
                """).given(REGULAR).at("2026-01-10").enters("new").starts("big");
    }

    @Test
    void aFindingOfOneRuleIsMatchedByOthersInBothPhases() {
        var at = drl("""
                rule "finds" when $c: Client( visits >= 2 ) then insertLogical( new Finding($c, "returning") ); end
                rule "chains" when $c: Client() Finding( name == "returning" ) then insertLogical( new Finding($c, "again") ); end
                rule "assigns" when $c: Client() Finding( name == "again" ) then segments.assign($c, "s"); end
                rule "lacks" when $c: Client() not Finding( name == "again" ) then segments.assign($c, "t"); end
                rule "starts" when $c: Client() Finding( name == "again" ) Entered( segment == "s" )
                then campaigns.start($c, "k"); end
                """).given(REGULAR).at("2026-01-10");

        at.isExactlyIn("s").enters("s").starts("k");
        at.isIn("s").because("it was found: again");
    }

    @Test
    void aFindingIsOfItsClientAlone() {
        RuleSet rules = drl("""
                rule "lacks" salience 100 when $c: Client() not Finding( name == "x" ) then segments.assign($c, "without"); end
                rule "has" when $c: Client() Finding( name == "x" ) then segments.assign($c, "with"); end
                rule "finds" when $c: Client( visits >= 2 ) then insertLogical( new Finding($c, "x") ); end
                """).ruleSet();

        assertThat(rules.segments(List.of(client().at("2026-01-10"), REGULAR.at("2026-01-10"))))
                .extracting(
                        assigned -> assigned.stream().map(Assignment::segment).toList())
                .containsExactly(List.of("without"), List.of("with"));
    }

    @Test
    void rulesThatConcludeWithoutEndAreStoppedAndNamedAndHarmNoOtherClient() {
        RuleSet rules = drl("""
                rule "ping" when $c: Client( visits >= 2 ) Finding( $n : name ) then insertLogical( new Finding($c, "a" + $n) ); end
                rule "start" when $c: Client() then insertLogical( new Finding($c, "a") ); end
                rule "fine" when $c: Client() then segments.assign($c, "fine"); end
                """).ruleSet();

        assertThatThrownBy(() -> rules.segments(REGULAR.at("2026-01-10")))
                .isInstanceOfSatisfying(
                        EndlessRules.class, e -> assertThat(e.rules()).containsExactly("ping"));
        assertThat(rules.segments(client().at("2026-01-10")))
                .extracting(Assignment::segment)
                .containsExactly("fine");
    }

    @Test
    void aRuleThatJoinsTooMuchIsStoppedAndNamed() {
        Clients many = client();
        for (int i = 0; i < 150; i++) {
            many.visit("2026-01-01T10:00", "massage", "1.00");
        }
        RuleSet rules = drl("""
                rule "every four" when $c: Client() Booking() Booking() Booking() Booking() then segments.assign($c, "s"); end
                """).ruleSet();

        assertThatThrownBy(() -> rules.segments(many.at("2026-01-10")))
                .isInstanceOf(EndlessRules.class)
                .hasMessageContaining("every four");
    }

    @Test
    void metadataIsReadAndHidesNoMistakeInTheConditions() {
        assertThat(problems("""
                rule "r" @owner("ana") @cost(3) @reviewed
                when $c: Client( visits > 3 ) then segments.assign($c, "s"); end
                """)).isEmpty();
        assertThat(problems("""
                rule "r" @cost(3)
                  salience 3
                when
                  accumulate( Booking( $p : price ); $sum : sum( $p ) )
                  Client( visits ( > 1 && < 3 ) )
                then
                end
                """)).isNotEmpty();
    }

    @Test
    void aRuleWithBranchesCountsAsOne() {
        assertThat(drl("""
                rule "r" when ( $c: Client( visits > 9 ) or $c: Client( noShows == 1 ) ) then segments.assign($c, "s"); end
                """).ruleSet().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a rule extends another | rule \"a\" extends \"b\" when $c: Client() then segments.assign($c, \"s\"); end | not-allowed",
                "too many branches | rule \"a\" when $c: Client() (Booking() or Booking()) (Booking() or Booking()) (Booking() or Booking()) (Booking() or Booking()) (Booking() or Booking()) (Booking() or Booking()) (Booking() or Booking()) then segments.assign($c, \"s\"); end | too-many-branches",
                "a variable of the other branch | rule \"a\" when ( $c: Client( $x: city ) or $c: Client() ) then segments.assign($c, $x); end | unknown-variable",
                "a bad regular expression | rule \"a\" when $c: Client( city matches \"(?=a)\" ) then segments.assign($c, \"s\"); end | regular-expression",
                "a regular expression from data | rule \"a\" when $c: Client( city matches country ) then segments.assign($c, \"s\"); end | regular-expression",
                "memberOf no set | rule \"a\" when $c: Client( city memberOf country ) then segments.assign($c, \"s\"); end | wrong-type",
                "an unknown function | rule \"a\" when $c: Client() accumulate( Booking( $p: price ); $x: median($p) ) then segments.assign($c, \"s\"); end | unknown-function",
                "a sum of texts | rule \"a\" when $c: Client() accumulate( Booking( $p: service ); $x: sum($p) ) then segments.assign($c, \"s\"); end | wrong-type",
                "a sum of nothing | rule \"a\" when $c: Client() accumulate( Booking( $p: price ); $x: sum() ) then segments.assign($c, \"s\"); end | wrong-arguments",
                "own code in accumulate | rule \"a\" when $c: Client() $n: Number() from accumulate( Booking( $p: price ), init( int n = 0; ) action( n++; ) result( n ) ) then segments.assign($c, \"s\"); end | not-allowed",
                "from accumulate | rule \"a\" when $c: Client() $n: Number() from accumulate( Booking( $p: price ), sum($p) ) then segments.assign($c, \"s\"); end | not-allowed",
                "accumulate of members | rule \"a\" when $c: Client() accumulate( Member(); $n: count() ) Entered( segment == \"x\" ) then campaigns.start($c, \"s\"); end | unsupported-element",
                "a finding and a segment | rule \"a\" when $c: Client() then segments.assign($c, \"s\"); insertLogical( new Finding($c, \"x\") ); end | both-phases",
                "a finding in a group | rule \"a\" activation-group \"g\" when $c: Client() then insertLogical( new Finding($c, \"x\") ); end | group-of-findings",
                "another fact concluded | rule \"a\" when $c: Client() then insertLogical( new Member($c, \"x\") ); end | wrong-conclusion",
                "a finding through not | rule \"a\" when $c: Client() not Finding( name == \"x\" ) then insertLogical( new Finding($c, \"x\") ); end | finding-loop",
                "a bad date | rule \"a\" date-effective \"soon\" when $c: Client() then segments.assign($c, \"s\"); end | not-a-date",
                "a day that is not | rule \"a\" date-expires \"30-Feb-2026\" when $c: Client() then segments.assign($c, \"s\"); end | not-a-date",
                "no-loop | rule \"a\" no-loop true when $c: Client() then segments.assign($c, \"s\"); end | unsupported-attribute",
                "salience computed | rule \"a\" salience (1 + 2) when $c: Client() then segments.assign($c, \"s\"); end | salience",
                "days and hours, of which Drools' parser drops the hours | rule \"a\" when $c: Client( daysSinceLastVisit > 7d24h ) then segments.assign($c, \"s\"); end | syntax",
                "hours | rule \"a\" when $c: Client( daysSinceLastVisit > 36h ) then segments.assign($c, \"s\"); end | syntax",
                "eval | rule \"a\" when $c: Client() eval( true ) then segments.assign($c, \"s\"); end | not-allowed",
                "different facts compared | rule \"a\" when $c: Client() $b: Booking() Survey( this == $b ) then segments.assign($c, \"s\"); end | wrong-operator",
            })
    void whatIsNotAcceptedIsRefused(String name, String text, String code) {
        assertThat(problems(text)).extracting(Diagnostic::code).containsExactly(code);
    }
}
