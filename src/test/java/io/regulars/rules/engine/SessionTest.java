package io.regulars.rules.engine;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Finding;
import io.regulars.facts.Member;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.EndlessRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.drools.base.common.NetworkNode;
import org.drools.core.reteoo.BetaNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session contains: the facts that the rule set matches, the globals that its consequences call; and how these are joined. */
class SessionTest {
    private static final Clients GUEST = client().visit("2026-01-01T10:00", "massage", "60.00")
            .visit("2026-01-02T10:00", "haircut", "20.00")
            .csat("2026-01-03", 9);
    private static final AssignsSegments NOBODY = (by, segment) -> {};

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "$c: Client( visits > 1 ) # Client",
                "$c: Client( visits > 1 ) Booking( price > 50 ) # Client Booking Booking",
                "$c: Client() exists Booking( price > 50 ) # Client Booking Booking",
                "$c: Client() not Booking( price > 90 ) # Client Booking Booking",
                "$c: Client() forall( Booking( price > 5 ) ) # Client Booking Booking",
                "$c: Client() exists( Survey( score > 9 ) or Booking( price > 50 ) ) # Client Booking Booking Survey",
                "$c: Client() accumulate( Survey( $s : score ); $m : max($s); $m > 8 ) # Client Survey",
                "$c: Client() accumulate( Booking( $p : price ); $s : sum($p); $s > 8 ) # Client Booking Booking",
                "$c: Client() exists( $b : Booking() and Survey( answeredOn > $b.startsAt ) ) # Client Booking Booking Survey",
                "$c: Client() Survey( score > 8 ) # Client Survey",
            })
    void theFactsThatRulesMatchAreInTheSessionAndNoOthers(String when, String facts) {
        var seen = new ArrayList<String>();
        SessionRunner base = new SessionRunner(assigning(when));
        base.run(1, session -> {
            session.setGlobal("segments", NOBODY);
            base.insert(session, GUEST.at("2026-01-10"));
            session.getObjects().forEach(fact -> seen.add(fact.getClass().getSimpleName()));
        });
        assertThat(seen).containsExactlyInAnyOrder(facts.split(" "));
    }

    @Test
    void eachActionCallsTheGlobalThatItNames() {
        var called = new TreeSet<String>();
        var tags = new ChangesTags() {
            @Override
            public void add(Fired by, @Nullable String tag) {
                called.add("tags.add " + tag);
            }

            @Override
            public void remove(Fired by, @Nullable String tag) {
                called.add("tags.remove " + tag);
            }
        };
        var base = new SessionRunner(new Lowering(
                "test", CompiledRules.of("""
                rule "a" when $c: Client() Booking( $s : service ) then segments.assign($c, "of " + $s); end
                rule "b" when $c: Client() Member() then campaigns.start($c, "c"); tags.add($c, "t"); tags.remove($c, "u"); end
                rule "d" when $c: Client() then insertLogical( new Finding($c, "f") ); end
                """), List.of(Consequence.SEGMENTS, Consequence.CAMPAIGNS, Consequence.TAGS)));
        Client guest = GUEST.at("2026-01-10");
        Set<String> globals = new TreeSet<>();
        var findings = base.run(1, session -> {
            session.setGlobal("segments", (AssignsSegments) (by, segment) -> called.add("segments.assign " + segment));
            session.setGlobal(
                    "campaigns", (StartsCampaigns) (by, campaign) -> called.add("campaigns.start " + campaign));
            session.setGlobal("tags", tags);
            base.insert(session, guest);
            session.insert(new Member(guest, "m", guest.now()));
            globals.addAll(session.getGlobals().getGlobalKeys());
        });
        assertThat(globals).containsExactly("budget", "campaigns", "findings", "segments", "tags");
        assertThat(called)
                .containsExactly(
                        "campaigns.start c",
                        "segments.assign of haircut",
                        "segments.assign of massage",
                        "tags.add t",
                        "tags.remove u");
        assertThat(findings).extracting(Finding::name).containsExactly("f");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "$c: Client() Booking( price > 50 ) Survey() # JoinNode JoinNode",
                "$c: Client() exists Booking( price > 50 ) # ExistsNode",
                "$c: Client() not Booking( price > 50 ) # NotNode",
                "$c: Client() forall( Booking( price > 50 ) ) # NotNode",
                "$c: Client() accumulate( Booking( $p : price ); $s : sum($p); $s > 8 ) # AccumulateNode",
                "$c: Client() exists( Survey() or Booking() ) # AccumulateNode AccumulateNode",
            })
    void whatDroolsHasAConstructForIsThatConstruct(String when, String nodes) {
        var base = (InternalKnowledgeBase)
                KieBaseBuilder.createKieBaseFromModel(assigning(when).model());
        var found = new ArrayList<String>();
        Set<NetworkNode> seen = new HashSet<>();
        base.getRete().getObjectTypeNodes().forEach(node -> walk(node, seen, found));
        assertThat(found).containsExactlyInAnyOrder(nodes.split(" "));
    }

    private static void walk(NetworkNode node, Set<NetworkNode> seen, List<String> found) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof BetaNode) {
            found.add(node.getClass().getSimpleName());
        }
        if (node.getSinks() != null) {
            Arrays.stream(node.getSinks()).forEach(sink -> walk(sink, seen, found));
        }
    }

    @Test
    void ofMatchesThatSayTheSameTheEarlierGivesTheReason() {
        Clients guest = client();
        List.of("28", "10", "20", "26", "24")
                .forEach(day -> guest.with(booking("2026-01-" + day + "T10:00")
                        .of("massage")
                        .price(day + ".00")
                        .completed()));

        assertThat(segments("""
                        rule "r" when $c: Client() Booking( price > 15 ) then segments.assign($c, "dear"); end
                        rule "g" activation-group "g" when $c: Client() Booking( price > 21 ) then segments.assign($c, "dearer"); end
                        """, guest.at("2026-06-10")))
                .containsExactly("dear because the booking's price is 20", "dearer because the booking's price is 24");
    }

    @Test
    void joinsAreBoundedByWhatTheyTryForOneClientNotForABatch() {
        Clients frequent = frequent().visit("2026-01-02T10:00", "massage", "2.00");
        String dearer = "rule \"dearer\" when $c: Client() $a: Booking() Booking( price > $a.price )"
                + " then segments.assign($c, \"s\"); end";
        List<Client> many =
                IntStream.range(0, 60).mapToObj(i -> frequent.at("2026-01-10")).toList();

        assertThat(new Segmentation(CompiledRules.of(dearer)).of(many))
                .hasSize(60)
                .allMatch(one -> one.size() == 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "Booking() Booking() Booking() Booking()",
                "$a: Booking() $b: Booking() exists Booking( price > $a.price + $b.price )",
                "$a: Booking() $b: Booking() not Booking( price < $a.price - $b.price )",
                "$a: Booking() $b: Booking() accumulate( Booking( price > $a.price - $b.price, $p : price ); $s : sum($p) )"
                        + " Booking( price > $s )",
            })
    void whatJoinsTooMuchIsStoppedBeforeTheMemoryIsFull(String joined) {
        String rule = "rule \"hungry\" when $c: Client() " + joined + " then segments.assign($c, \"s\"); end";

        assertThatThrownBy(() -> segments(rule, frequent().at("2026-01-10")))
                .isInstanceOfSatisfying(
                        EndlessRules.class,
                        stopped -> assertThat(stopped.rules()).containsExactly("hungry"));
    }

    @Test
    void aClientWithMoreBookingsThanRulesMayFireIsNoLoop() {
        Clients walkIns = client();
        IntStream.range(0, 10_050).forEach(i -> walkIns.visit("2026-01-01T10:00", "massage", "1.00"));

        assertThat(segments(
                        "rule \"r\" when $c: Client() Booking( $s : service ) then segments.assign($c, $s); end",
                        walkIns.at("2026-01-10")))
                .hasSize(1);
    }

    private static Clients frequent() {
        Clients frequent = client();
        IntStream.range(0, 150).forEach(i -> frequent.visit("2026-01-01T10:00", "massage", "1.00"));
        return frequent;
    }

    private static List<String> segments(String rules, Client client) {
        return new Segmentation(CompiledRules.of(rules))
                .of(client).stream().map(SessionTest::text).toList();
    }

    private static String text(Assignment assignment) {
        return assignment.segment() + " because " + assignment.because();
    }

    private static Lowering assigning(String when) {
        String rule = "rule \"r\" when " + when + " then segments.assign($c, \"s\"); end";
        return new Lowering("test", CompiledRules.of(rule), List.of(Consequence.SEGMENTS));
    }
}
