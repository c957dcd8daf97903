package io.regulars.rules;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Bookings;
import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Cutoffs;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Asking each rule by itself answers what Drools answers: the same segments, by the same rules, for the same reasons. */
class JudgeTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final long SEED = 20261122;
    private static final RuleFile JOINS = new RuleFile("segments/joins.drl", """
            rule "twice a day" when
                $c : Client()
                $a : Booking( status == COMPLETED )
                Booking( this != $a, startsAt == $a.startsAt )
            then segments.assign($c, "twice-a-day"); end
            rule "either" when
                $c : Client( visits > 3 ) or $c : Client( city == "Riga" )
            then segments.assign($c, "either"); end
            rule "second of a group" activation-group "g" when $c : Client( visits > 2 )
            then segments.assign($c, "g-few"); end
            rule "first of a group" salience 5 activation-group "g" when $c : Client( visits > 6 )
            then segments.assign($c, "g-many"); end
            rule "by service" when $c : Client() Booking( $s : service, price > 50 )
            then segments.assign($c, "dear:" + $s); end
            """);
    private static final String FINDING = """
            rule "busy" when $c : Client( visits > 4 ) then insertLogical( new Finding($c, "busy") ); end
            rule "calm" when $c : Client() not Finding( name == "busy" ) then segments.assign($c, "calm"); end
            """;

    private final Random chance = new Random(SEED);

    @Test
    void theDefaultRulesAndTheLibraryAndJoins() {
        var files = new ArrayList<>(List.of(JOINS));
        RulesTester.defaultFiles().stream()
                // the tables to copy from have the names of those that run
                .filter(file -> !file.path().startsWith("library/tables/"))
                .forEach(file ->
                        files.add(new RuleFile(file.path().replaceFirst("^library/", "segments/mine-"), file.bytes())));
        agreed(compiled(files), 300);
    }

    @Test
    void rulesThatRestOnWhatOthersConclude() {
        agreed(compiled(List.of(new RuleFile("segments/findings.drl", FINDING))), 50);
    }

    private void agreed(RuleSet rules, int number) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clients.add(anybody().at("2026-11-22T12:00"));
        }

        List<List<Assignment>> assigned = rules.segments(clients);
        assertThat(texts(rules.judge(clients)))
                .as("seed %d", SEED)
                .isEqualTo(texts(assigned))
                .anyMatch(segments -> !segments.isEmpty());
        namesOf(assigned)
                .forEach(name -> assertThat(rules.held(clients, Set.of(name)))
                        .as("seed %d: who is %s", SEED, name)
                        .map(names -> names.contains(name))
                        .isEqualTo(assigned.stream()
                                .map(all -> Assignment.segments(all).contains(name))
                                .toList()));
    }

    private static Set<String> namesOf(List<List<Assignment>> assignments) {
        return assignments.stream()
                .flatMap(all -> Assignment.segments(all).stream())
                .collect(Collectors.toSet());
    }

    private static List<List<String>> texts(List<List<Assignment>> assignments) {
        return assignments.stream()
                .map(all -> all.stream()
                        .map(one -> one.segment() + " by " + one.rule() + " because " + one.because())
                        .toList())
                .toList();
    }

    private static RuleSet compiled(List<RuleFile> files) {
        return ((Compilation.Compiled) CompileRules.compile(files)).rules();
    }

    private Clients anybody() {
        Clients client = client().cutoffs(new Cutoffs(Map.of(new Cutoffs.Cut(80_000, true), 300_00L)))
                .service("cut", "hair", "5.00")
                .service("color", "color", "9.00");
        if (chance.nextBoolean()) {
            client.born((1950 + chance.nextInt(60)) + "-02-1" + chance.nextInt(9))
                    .says("city", chance.nextBoolean() ? "Riga" : "Jelgava")
                    .says("country", chance.nextBoolean() ? "LV" : "EE")
                    .says("source", "instagram")
                    .registered(day(400) + "T09:00");
        }
        for (int i = chance.nextInt(12); i > 0; i--) {
            client.with(anyBooking());
        }
        for (int i = chance.nextInt(3); i > 0; i--) {
            client.csat(day(200) + "T10:00", chance.nextInt(11)).viewed(day(40) + "T11:00", "color");
        }
        if (chance.nextInt(4) == 0) {
            client.tag("student").receipt(day(90), "40.00").bookingStarted(day(9) + "T08:00");
        }
        return client;
    }

    private Bookings anyBooking() {
        String start = day(300) + "T" + (10 + chance.nextInt(9)) + ":00";
        Bookings any = booking(start)
                .of(List.of("cut", "color", "massage").get(chance.nextInt(3)))
                .price((20 + chance.nextInt(80)) + ".00");
        return switch (chance.nextInt(6)) {
            case 0 -> any.noShow();
            case 1 -> any.cancelled(start);
            case 2 -> booking(TODAY.plusDays(1 + chance.nextInt(20)) + "T09:00");
            default -> any.completed();
        };
    }

    private String day(int back) {
        return TODAY.minusDays(chance.nextInt(back)).toString();
    }
}
