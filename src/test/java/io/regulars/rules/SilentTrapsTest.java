package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;
import static io.regulars.rules.RulesTester.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleSet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Drools does wrongly without a word if it is not prevented. Indexes show their traps only beyond 3 equalities or 9
 * ranges of one property, so there are 12 of each. A group's winner in a batch is in {@link LanguageTest}, what a session of many
 * or of nobody fires in the engine's tests; what must never be called at all is in the test of the architecture.
 */
class SilentTrapsTest {
    private static final int MANY = 12;

    @Test
    void anUnknownNumberIsInNoRange() {
        drl(many(i -> assigning("at least " + i, "number(\"a\") >= " + i)))
                .given(client())
                .at("2026-01-10")
                .isExactlyIn();
    }

    @Test
    void propertiesWithTheSameThresholdsAreToldApart() {
        drl(many(i -> assigning("a at least " + i, "number(\"a\") >= " + i)
                        + assigning("b at least " + i, "number(\"b\") >= " + i)
                        + assigning("a is " + i, "number(\"a\") == " + i)
                        + assigning("b is " + i, "number(\"b\") == " + i)
                        + assigning("t is " + i, "text(\"t\") == \"" + i + "\"")
                        + assigning("u is " + i, "text(\"u\") == \"" + i + "\"")))
                .given(client().attribute("a", BigDecimal.ONE)
                        .attribute("b", BigDecimal.TWO)
                        .attribute("t", "3")
                        .attribute("u", "4"))
                .at("2026-01-10")
                .isExactlyIn(
                        "a at least 0",
                        "a at least 1",
                        "b at least 0",
                        "b at least 1",
                        "b at least 2",
                        "a is 1",
                        "b is 2",
                        "t is 3",
                        "u is 4");
    }

    @Test
    void theSameConditionOnAFactMatchedFirstAndOnOneMatchedSecondIsOneKeyOfAnIndex() {
        String rules = many(i -> rule(
                        "first " + i,
                        "$c: Client() Member( days >= " + i + " )",
                        "campaigns.start($c, \"first " + i + "\");")
                + rule(
                        "second " + i,
                        "$c: Client() Entered() Member( days >= " + i + " )",
                        "campaigns.start($c, \"second " + i + "\");")
                + rule(
                        "named first " + i,
                        "$c: Client() Member( segment == \"s" + i + "\" )",
                        "campaigns.start($c, \"named first " + i + "\");")
                + rule(
                        "named second " + i,
                        "$c: Client() Entered() Member( segment == \"s" + i + "\" )",
                        "campaigns.start($c, \"named second " + i + "\");"));
        drl(rules)
                .given(client())
                .at("2026-01-03")
                .isMember("s7", "2026-01-01")
                .enters("e")
                .starts(Stream.concat(
                                Stream.of("named first 7", "named second 7"),
                                IntStream.rangeClosed(0, 2)
                                        .boxed()
                                        .flatMap(i -> Stream.of("first " + i, "second " + i)))
                        .toArray(String[]::new));
    }

    @Test
    void aCountComparedWithDecimalsIsNotCut() {
        drl(many(i -> assigning("over " + i + ".5", "visits >= " + i + ".5")
                        + assigning("is " + i, "visits == " + i)
                        + assigning("is " + i + ".5", "visits == " + i + ".5")))
                .given(client().visits("2026-01-01", "2026-01-02"))
                .at("2026-01-10")
                .isExactlyIn("over 0.5", "over 1.5", "is 2");
    }

    @Test
    void whatAJoinFiresTwiceHappensOnce() {
        RulesTester.At ana = drl(assigning("guest", "visits >= 1", "Booking()")
                        + rule("tag", "$c: Client() Entered() Booking()", "tags.add($c, \"guest\");"))
                .given(client().visits("2026-01-01", "2026-01-02"))
                .at("2026-01-10");
        ana.isExactlyIn("guest");
        var entered = new Entered(ana.client(), "guest", Instant.EPOCH);
        assertThat(ana.given().rules().effects(ana.client(), List.of(), List.of(entered), List.of(), List.of()))
                .hasSize(1);
    }

    @Test
    void forallSpeaksOfTheClientsOwnBookings() {
        RuleSet rules = drl(assigning("dear", "visits >= 1", "forall( Booking( price > 50 ) )"))
                .ruleSet();
        List<List<Assignment>> segments = rules.segments(List.of(
                client().visit("2026-01-01", "massage", "60.00").at("2026-01-10"),
                client().visit("2026-01-01", "haircut", "20.00").at("2026-01-10")));
        assertThat(segments.get(0)).hasSize(1);
        assertThat(segments.get(1)).isEmpty();
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        assertThat(problems(assigning("same", "visits >= 1") + assigning("same", "visits >= 2")))
                .extracting(Diagnostic::code)
                .containsExactly("duplicate-rule");
    }

    @Test
    void aFewRulesOnSomethingUnknownDoNotFireAndDoNotFail() {
        drl(assigning("some", "number(\"a\") >= 1")
                        + assigning("another", "number(\"b\") != 1")
                        + assigning("not fewer", "!( number(\"c\") < 1 )")
                        + assigning("from 1 to 5", "number(\"d\") >= 1 && number(\"d\") < 5")
                        + assigning("from 5", "number(\"d\") >= 5")
                        + assigning("named", "city == \"Riga\""))
                .given(client())
                .at("2026-01-10")
                .isExactlyIn();
    }

    @Test
    void aClientIsHashedByIdentityNotByHerHistory() throws NoSuchMethodException {
        assertThat(Client.class.getMethod("hashCode").getDeclaringClass()).isEqualTo(Object.class);
        assertThat(Client.class.getMethod("equals", Object.class).getDeclaringClass())
                .isEqualTo(Object.class);
    }

    private static String assigning(String segment, String condition, String... elements) {
        return rule(
                segment,
                "$c: Client( " + condition + " ) " + String.join(" ", elements),
                "segments.assign($c, \"" + segment + "\");");
    }

    private static String rule(String name, String when, String then) {
        return "rule \"" + name + "\" when " + when + " then " + then + " end\n";
    }

    private static String many(IntFunction<String> rules) {
        return IntStream.range(0, MANY).mapToObj(rules).collect(Collectors.joining());
    }
}
