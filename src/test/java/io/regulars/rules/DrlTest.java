package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The DRL that default rules are written in. */
class DrlTest {
    private static final Clients REGULAR = client().visit("2026-01-01T10:00", "massage", "60.00")
            .visit("2026-01-02T10:00", "massage", "60.50")
            .visit("2026-01-02T12:00", "color", "80.00")
            .noShow("2026-01-05T12:00")
            .says("city", "Riga")
            .says("country", "LV")
            .tag("student");

    private static RulesTester segment(String when) {
        return drl("rule \"r\" when " + when + " then segments.assign($c, \"s\"); end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "visits == 2 | true",
                "visits != 2 | false",
                "visits > 1 | true",
                "visits < 2 | false",
                "visits >= 2, visits <= 2 | true",
                "2 <= visits | true",
                "visits > 2 or noShows == 1 | true",
                "visits > 2 && noShows == 1 | false",
                "!(visits > 2) | true",
                "visits + noShows == 3 | true",
                "spend == 200.50 | true",
                "spend - 200.30 == 0.20 | true",
                "spend > 200 && spend <= 200.5 | true",
                "spend / visits == 100.25 | true",
                "-visits == -2 | true",
                "city == \"Riga\" | true",
                "city in (\"Riga\", \"Vilnius\") | true",
                "city not in (\"Riga\", \"Vilnius\") | false",
                "city str[startsWith] \"Ri\" | true",
                "city not str[endsWith] \"ga\" | false",
                "city contains \"ig\" | true",
                "city contains \"IG\" | false",
                "city not contains \"ig\" | false",
                "city not contains \"il\" | true",
                "tags contains \"student\" | true",
                "tags not contains \"student\" | false",
                "booked(\"massage\") && spendInLast(30) > 200 | true",
                "visitsTo(\"massage\") == 2 | true",
                "local | true",
                "local == true | true",
                "!local | false",
                "firstVisitOn == \"2026-01-01\" | true",
                "lastVisitOn > \"2026-01-01\" | true",
                "visitsBetween(\"2026-01-02\", \"2026-01-31\") == 1 | true",
                "stage == NEW | true",
                "stage in (NEW, LAPSED) | true",
                "stage == \"REGULAR\" | false",
            })
    void aConditionOnTheClient(String condition, boolean holds) {
        segment("$c: Client( " + condition.replace(" or ", " || ") + " )")
                .given(REGULAR)
                .at("2026-01-10")
                .isIn("s", holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "age > 30 | false",
                "age <= 30 | false",
                "age != 30 | false",
                "!(age > 30) | false",
                "age > 30 or visits == 2 | true",
                "age > 30 && visits == 2 | false",
                "!(age > 30 && visits == 3) | true",
                "!(age > 30 or visits == 3) | false",
                "age + 1 > 0 | false",
                "1 / (visits - visits) > 0 | false",
                "age == null | true",
                "age != null | false",
                "gender == null && visits != null | true",
                "gender in (\"female\", \"male\") | false",
                "gender not in (\"female\", \"male\") | false",
                "!(gender in (\"female\", \"male\")) | false",
                "gender str[startsWith] \"f\" | false",
                "consents(\"email\") | false",
                "!consents(\"email\") | false",
                "spendPercentile > 80 | false",
            })
    void theUnknownIsNeitherTrueNorFalse(String condition, boolean holds) {
        segment("$c: Client( " + condition.replace(" or ", " || ") + " )")
                .given(client().visits("2026-01-01", "2026-01-02"))
                .at("2026-01-10")
                .isIn("s", holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exists Booking( status == NO_SHOW ) | true",
                "not Booking( status == NO_SHOW ) | false",
                "exists Booking( status == COMPLETED, service == \"color\", price > 70 ) | true",
                "not Booking( service == \"nails\" ) | true",
                "exists Booking( status == NO_SHOW, daysAgo > $c.daysSinceLastVisit ) | false",
                "exists Survey( score < 7 ) | false",
                "Booking( status == NO_SHOW ) | true",
                "$b: Booking( status == COMPLETED ) Booking( status == NO_SHOW, daysAgo < $b.daysAgo ) | true",
                "$b: Booking( status == COMPLETED ) not Booking( daysAgo < $b.daysAgo ) | false",
                "$n: Booking( status == NO_SHOW ) not Booking( daysAgo < $n.daysAgo ) | true",
            })
    void aConditionOnOtherFacts(String elements, boolean holds) {
        segment("$c: Client() " + elements).given(REGULAR).at("2026-01-10").isIn("s", holds);
    }

    @Test
    void aBoundBookingGivesASegmentEach() {
        drl("""
                rule "each service"
                when
                    $c: Client( $city : city )
                    Booking( status == COMPLETED, $service : service )
                then
                    segments.assign($c, $city + ":" + $service);
                end
                """).given(REGULAR).at("2026-01-10").isExactlyIn("Riga:massage", "Riga:color");
    }

    @Test
    void aNameMadeOfSomethingUnknownAssignsNothing() {
        drl("rule \"city\" when $c: Client( $city : city ) then segments.assign($c, \"city:\" + $city); end")
                .given(client())
                .at("2026-01-10")
                .isExactlyIn();
    }

    @Test
    void ofSeveralRulesForASegmentTheFirstBySalienceGivesTheReason() {
        drl("""
                rule "a" when $c: Client( visits >= 1 ) then segments.assign($c, "s"); end
                rule "b" salience 5 when $c: Client( noShows == 1 || visits > 50 ) then segments.assign($c, "s"); end
                """).given(REGULAR).at("2026-01-10").isIn("s").because("noShows is 1");
    }

    @Test
    void aDisabledRuleDoesNothing() {
        drl("rule \"r\" enabled false when $c: Client() then segments.assign($c, \"s\"); end")
                .given(REGULAR)
                .at("2026-01-10")
                .isNotIn("s");
    }

    @Test
    void aReasonNamesTheValuesOfTheBranchThatHolds() {
        segment("$c: Client( city in (\"Riga\"), visits >= 5 || noShows >= 1, tags contains \"student\" ) "
                        + "$b : Booking( price > 70 )")
                .given(REGULAR)
                .at("2026-01-10")
                .isIn("s")
                .because("city is Riga and noShows is 1 and tags has \"student\" and the booking's price is 80");
    }

    @Test
    void thePhaseAfterSeesWhatWasEnteredLeftAndHeldAndWhatHappened() {
        RuleSet rules = drl("""
                rule "welcome" when $c: Client() Entered( segment == "new" ) then campaigns.start($c, "welcome"); end
                rule "back" when $c: Client() Left( segment == "lapsed" ) Trigger( kind == COMPLETED )
                then campaigns.start($c, "welcome-back"); tags.add($c, "returned"); end
                rule "second" when $c: Client( upcomingBookings == 0 ) Member( segment == "first-timer", days >= 3 )
                    not Member( segment == "vip" )
                then campaigns.start($c, "second-visit"); end
                """).ruleSet();
        Client client = REGULAR.at("2026-01-10");
        Instant since = Instant.parse("2026-01-05T10:00:00Z");
        var trigger = new Trigger(client, Trigger.Kind.COMPLETED, "booking:b-1:COMPLETED", since, null, null, null);

        assertThat(rules.effects(client, List.of(), List.of(), List.of(), List.of()))
                .isEmpty();
        assertThat(rules.effects(client, List.of(), List.of(new Entered(client, "new", since)), List.of(), List.of()))
                .singleElement()
                .isInstanceOfSatisfying(Effect.Start.class, start -> {
                    assertThat(start.campaign()).isEqualTo("welcome");
                    assertThat(start.origin()).isEqualTo("segment:new@" + since);
                    assertThat(start.because()).isEqualTo("the client came into new");
                });
        assertThat(rules.effects(
                        client,
                        List.of(trigger),
                        List.of(),
                        List.of(new Left(client, "lapsed", since.minusSeconds(9), since)),
                        List.of()))
                .extracting(Effect::rule)
                .containsExactly("back", "back");
        var firstTimer = new Member(client, "first-timer", since);
        assertThat(rules.effects(client, List.of(), List.of(), List.of(), List.of(firstTimer)))
                .hasSize(1);
        assertThat(rules.effects(
                        client, List.of(), List.of(), List.of(), List.of(firstTimer, new Member(client, "vip", since))))
                .isEmpty();
    }

    @Test
    void manyClientsAtOnceComeOutAsOneByOne() {
        RuleSet rules = drl("""
                rule "loyal" when $c: Client( visits >= 2 ) then segments.assign($c, "loyal"); end
                rule "lost" when $c: Client() Booking( status == NO_SHOW ) then segments.assign($c, "lost"); end
                rule "each" when $c: Client() Booking( status == COMPLETED, $s : service )
                then segments.assign($c, "service:" + $s); end
                """).ruleSet();
        List<Client> clients = new java.util.ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Clients some = client();
            for (int visit = 0; visit < i % 4; visit++) {
                some.visit("2026-01-0" + (visit + 1) + "T10:00", visit % 2 == 0 ? "massage" : "color", "10.00");
            }
            if (i % 3 == 0) {
                some.noShow("2026-01-05");
            }
            clients.add(some.at("2026-01-10"));
        }
        List<List<Assignment>> together = rules.segments(clients);
        for (int i = 0; i < clients.size(); i++) {
            assertThat(names(together.get(i))).isEqualTo(names(rules.segments(clients.get(i))));
        }
        assertThat(together.stream().mapToInt(List::size).sum()).isGreaterThan(300);
    }

    @Test
    void manyThresholdsOnOnePropertyAreEachExact() {
        // past a few rules Drools indexes them; an index of another type than the literal would cut or lose some
        var text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            double threshold = 10 * i + 0.5;
            text.append("rule \"at least " + threshold + "\" when $c: Client( spend >= " + threshold
                    + " ) then segments.assign($c, \"ge" + i + "\"); end\n");
            text.append("rule \"below " + threshold + "\" when $c: Client( spend < " + threshold
                    + " ) then segments.assign($c, \"lt" + i + "\"); end\n");
            text.append("rule \"equal " + threshold + "\" when $c: Client( spend == " + threshold
                    + " ) then segments.assign($c, \"eq" + i + "\"); end\n");
            text.append("rule \"older " + i + "\" when $c: Client( age >= " + i + " ) then segments.assign($c, \"age"
                    + i + "\"); end\n");
        }
        RuleSet rules = drl(text.toString()).ruleSet();
        for (int cents = 0; cents < 20_000; cents += 50) {
            String price = java.math.BigDecimal.valueOf(cents, 2).toPlainString();
            List<String> names = names(rules.segments(
                    client().visit("2026-01-01T10:00", "massage", price).at("2026-01-10")));
            var expected = new java.util.TreeSet<String>();
            for (int i = 0; i < 20; i++) {
                int threshold = 1000 * i + 50;
                expected.add((cents >= threshold ? "ge" : "lt") + i);
                if (cents == threshold) {
                    expected.add("eq" + i);
                }
            }
            assertThat(names).containsExactlyElementsOf(expected);
        }
    }

    private static List<String> names(List<Assignment> assignments) {
        return assignments.stream().map(Assignment::segment).toList();
    }
}
