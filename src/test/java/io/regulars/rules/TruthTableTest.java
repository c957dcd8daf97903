package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import io.regulars.rules.model.Assignment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is not known: a condition on it is neither true nor false, so neither it nor its {@code !} holds. Each is asked in a
 * release of its own and in one with all the others, where indexes answer.
 */
class TruthTableTest {
    private static final Client ANA = client().visit("2026-01-01T10:00", "massage", "60.00")
            .attribute("one", BigDecimal.ONE)
            .attribute("word", "red")
            .attribute("day", "2026-01-01")
            .consent("email", true)
            .consent("sms", false)
            .tag("red")
            .at("2026-01-10");

    private static final Map<Truth, String> ATOMS = Map.of(
            Truth.TRUE, "number(\"one\") == 1",
            Truth.FALSE, "number(\"one\") > 1",
            Truth.UNKNOWN, "number(\"none\") >= 1");

    /** Of what is unknown, and beside each what it says when it is known. */
    private static final Map<String, Truth> CONDITIONS = conditions();

    @Test
    void eachConditionIsOfItsTruthByItself() {
        CONDITIONS.forEach((condition, truth) ->
                assertThat(truths(List.of(condition))).as(condition).containsExactly(truth));
    }

    @Test
    void eachConditionIsOfItsTruthAmongMany() {
        List<String> conditions = List.copyOf(CONDITIONS.keySet());
        List<Truth> truths = truths(conditions);
        for (int i = 0; i < conditions.size(); i++) {
            assertThat(truths.get(i)).as(conditions.get(i)).isEqualTo(CONDITIONS.get(conditions.get(i)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "exists Booking( staff == \"ANA\" ) # false",
                "exists Booking( staff != \"ANA\" ) # false",
                "exists Booking( !( staff == \"ANA\" ) ) # false",
                "exists Booking( staff == null ) # true",
                "not Booking( staff == \"ANA\" ) # true",
                "not Booking( staff != \"ANA\" ) # true",
                "forall( Booking( staff == \"ANA\" ) ) # false",
                "forall( Booking( staff != \"ANA\" ) ) # false",
                "forall( $b : Booking( staff == \"ANA\" ) Booking( this == $b, price > 900 ) ) # true",
                "Booking( staff == \"ANA\" || price == 60 ) # true",
                "Booking( staff == \"ANA\", price == 60 ) # false",
                "Booking( $s : staff ) Booking( staff == $s ) # false",
                "accumulate( Booking( staff == \"ANA\" ); $n : count(); $n == 0 ) # true",
                "accumulate( Booking( $e : cancelledAt ); $n : count($e); $n == 0 ) # true",
                "accumulate( Booking( $e : cancelledAt ); $n : count(); $n == 1 ) # true",
                "accumulate( Survey( $x : score ); $n : sum($x); $n == 0 ) # true",
                "accumulate( Survey( $x : score ); $n : average($x); $n >= 0 ) # false",
                "accumulate( Survey( $x : score ); $n : average($x); !( $n >= 0 ) ) # false",
                "accumulate( Survey( $x : score ); $n : average($x); $n == null ) # true",
                "accumulate( Survey( $x : score ); $n : min($x); $n >= 0 ) # false",
                "accumulate( Survey( $x : score ); $n : min($x); !( $n >= 0 ) ) # false",
                "accumulate( Survey( $x : score ); $n : max($x); $n + 1 != 0 ) # false",
                "accumulate( Survey( $x : score ); $n : max($x); $n == null ) # true",
                "accumulate( Booking( $e : cancelledAt ); $n : max($e); $n >= \"2026-01-01\" ) # false",
                "accumulate( Booking( $s : staff ); $all : collectSet($s) ) Client( \"ANA\" not memberOf $all ) # true",
                "accumulate( Booking( $s : service ); $all : collectSet($s) ) Client( city memberOf $all ) # false",
                "accumulate( Booking( $s : service ); $all : collectSet($s) ) Client( city not memberOf $all ) # false",
            })
    void whatIsUnknownOfHerHistoryMatchesNothing(String elements, boolean holds) {
        drl("rule \"r\" when $c : Client() " + elements + " then segments.assign($c, \"s\"); end")
                .given(client().visit("2026-01-01T10:00", "massage", "60.00"))
                .at("2026-01-10")
                .isIn("s", holds);
    }

    @Test
    void whoSpentNothingHasNoRank() {
        drl(rule("top", "spendPercentile > 80")
                        + rule("not top", "spendPercentile <= 80")
                        + rule("not", "!( spendPercentile > 80 )"))
                .given(client())
                .at("2026-01-10")
                .isExactlyIn();
    }

    @Test
    void aNameMadeOfSomethingUnknownIsGivenToNobody() {
        drl("rule \"r\" when $c : Client( $x : city ) then segments.assign($c, \"city:\" + $x); end")
                .given(client())
                .at("2026-01-10")
                .isExactlyIn();
    }

    private static Map<String, Truth> conditions() {
        Map<String, Truth> all = new LinkedHashMap<>();
        for (String operator : List.of("==", "!=", "<", "<=", ">", ">=")) {
            unknown(
                    all,
                    "number(\"none\") " + operator + " 1",
                    "1 " + operator + " number(\"none\")",
                    "number(\"none\") " + operator + " number(\"none\")",
                    "number(\"one\") " + operator + " number(\"none\")",
                    "text(\"none\") " + operator + " \"red\"",
                    "text(\"word\") " + operator + " text(\"none\")",
                    "date(\"none\") " + operator + " \"2026-01-01\"",
                    "date(\"day\") " + operator + " date(\"none\")",
                    "visitsTo(text(\"none\")) " + operator + " 0",
                    "number(\"none\") + 1 " + operator + " 1",
                    "1 - number(\"none\") " + operator + " 1",
                    "0 * number(\"none\") " + operator + " 0",
                    "number(\"none\") / 2 " + operator + " 1",
                    "number(\"one\") / 0 " + operator + " 1",
                    "number(\"one\") % 0 " + operator + " 1",
                    "-number(\"none\") " + operator + " 1",
                    "averageOrderValue / noShows " + operator + " 1");
        }
        for (String not : List.of("", "not ")) {
            unknown(
                    all,
                    "number(\"none\") " + not + "in (1, 2)",
                    "text(\"none\") " + not + "in (\"red\", \"blue\")",
                    "tags " + not + "contains text(\"none\")",
                    "text(\"none\") " + not + "memberOf tags",
                    "text(\"none\") " + not + "matches \".*\"",
                    "text(\"none\") " + not + "str[startsWith] \"r\"",
                    "text(\"none\") " + not + "str[endsWith] \"d\"",
                    "text(\"none\") " + not + "contains \"e\"");
        }
        unknown(
                all,
                "consents(\"post\")",
                "consents(\"post\") == true",
                "consents(\"post\") != true",
                "consents(\"post\") in (true, false)",
                "text(\"none\") + \"x\" == \"x\"",
                "number(\"one\") in (5, number(\"none\"))",
                "number(\"one\") not in (5, number(\"none\"))");
        all.put("number(\"one\") in (1, number(\"none\"))", Truth.TRUE);
        all.put("number(\"one\") not in (1, number(\"none\"))", Truth.FALSE);
        for (String absent : List.of(
                "number(\"none\")",
                "text(\"none\")",
                "date(\"none\")",
                "consents(\"post\")",
                "number(\"none\") + 1",
                "number(\"one\") / 0",
                "visitsTo(text(\"none\"))")) {
            all.put(absent + " == null", Truth.TRUE);
            all.put(absent + " != null", Truth.FALSE);
        }
        for (String present :
                List.of("number(\"one\")", "text(\"word\")", "date(\"day\")", "consents(\"sms\")", "tags")) {
            all.put(present + " == null", Truth.FALSE);
            all.put(present + " != null", Truth.TRUE);
        }
        connectives(all);
        return all;
    }

    private static void unknown(Map<String, Truth> all, String... conditions) {
        Stream.of(conditions).forEach(condition -> all.put(condition, Truth.UNKNOWN));
    }

    /** The tables of Kleene's logic, written out. */
    private static void connectives(Map<String, Truth> all) {
        List<Truth> values = List.of(Truth.FALSE, Truth.UNKNOWN, Truth.TRUE);
        for (Truth left : values) {
            all.put("!( !( " + ATOMS.get(left) + " ) )", left);
            for (Truth right : values) {
                String both = "( " + ATOMS.get(left) + " %s " + ATOMS.get(right) + " )";
                all.put(both.formatted("&&"), and(left, right));
                all.put(both.formatted("||"), or(left, right));
            }
        }
    }

    private static Truth and(Truth left, Truth right) {
        if (left == Truth.FALSE || right == Truth.FALSE) {
            return Truth.FALSE;
        }
        return left == Truth.TRUE && right == Truth.TRUE ? Truth.TRUE : Truth.UNKNOWN;
    }

    private static Truth or(Truth left, Truth right) {
        if (left == Truth.TRUE || right == Truth.TRUE) {
            return Truth.TRUE;
        }
        return left == Truth.FALSE && right == Truth.FALSE ? Truth.FALSE : Truth.UNKNOWN;
    }

    /** By whether it or its negation puts them into a segment. */
    private static List<Truth> truths(List<String> conditions) {
        var text = new StringBuilder();
        for (int i = 0; i < conditions.size(); i++) {
            text.append(rule("is " + i, conditions.get(i)));
            text.append(rule("is not " + i, "!( " + conditions.get(i) + " )"));
        }
        List<String> segments = drl(text.toString()).ruleSet().segments(ANA).stream()
                .map(Assignment::segment)
                .toList();
        var truths = new ArrayList<Truth>();
        for (int i = 0; i < conditions.size(); i++) {
            boolean is = segments.contains("is " + i);
            boolean isNot = segments.contains("is not " + i);
            assertThat(is && isNot).as(conditions.get(i)).isFalse();
            truths.add(is ? Truth.TRUE : isNot ? Truth.FALSE : Truth.UNKNOWN);
        }
        return truths;
    }

    private static String rule(String name, String condition) {
        return "rule \"%1$s\" when $c : Client( %2$s ) then segments.assign($c, \"%1$s\"); end%n"
                .formatted(name, condition);
    }
}
