package io.regulars.releases.check;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Entered;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.Snapshot;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.EndlessRules;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Runs rules once for two clients made up, somebody unknown and a regular, so that what cannot run at all never answers. */
final class SmokeEvaluation {
    private static final Logger LOG = Logger.getLogger(SmokeEvaluation.class);
    private static final String FAILURE = "rules-fail";
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final BusinessSettings SALON = new BusinessSettings(
            ZoneId.of("Europe/Riga"),
            Currency.getInstance("EUR"),
            "LV",
            Duration.ofHours(24),
            null,
            Map.of(),
            Map.of("cut", new BusinessSettings.Service("cut", "hair", 10_00, null)));

    private SmokeEvaluation() {}

    /** What is wrong with them when they run, if anything is. */
    static Optional<Diagnostic> problem(RuleSet rules) {
        try {
            run(rules, client("unknown", 0));
            run(rules, client("regular", 5));
            return Optional.empty();
        } catch (EndlessRules endless) {
            return Optional.of(rules.error(
                    endless.rules().getFirst(),
                    "endless-rules",
                    String.valueOf(endless.getMessage()),
                    "Let the rules not make each other fire again."));
        } catch (RuntimeException e) {
            return Optional.of(failure(rules, e));
        }
    }

    /**
     * So that Drools has laid out what it needs for a first evaluation, which takes it fifty times as long as any other. What is wrong
     * with the rules was told when they were checked.
     */
    static void warm(RuleSet rules) {
        problem(rules).ifPresent(problem -> LOG.debugf("Warming up: %s", problem.message()));
    }

    /** At the rules that fail alone too, or nowhere in particular. */
    private static Diagnostic failure(RuleSet rules, RuntimeException fault) {
        String reason = fault.getMessage() + ".";
        String hint = new InternalFaults().sentence("ran the rules for a client", fault);
        List<String> failing = rules.assigningRules().stream()
                .filter(rule -> fails(rules.asSegments(Set.of(rule))))
                .toList();
        if (failing.isEmpty()) {
            return new Diagnostic(
                    "(all files)",
                    1,
                    1,
                    1,
                    1,
                    FAILURE,
                    Diagnostic.Severity.ERROR,
                    "The rules fail when run: " + reason,
                    hint);
        }
        String names = failing.stream().map(rule -> "'" + rule + "'").collect(Collectors.joining(", "));
        String who = failing.size() == 1 ? "The rule " + names + " fails" : "The rules " + names + " fail";
        return rules.error(failing.getFirst(), FAILURE, who + " when run: " + reason, hint);
    }

    private static boolean fails(RuleSet rule) {
        try {
            rule.segments(List.of(client("unknown", 0), client("regular", 5)));
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static void run(RuleSet rules, Client client) {
        var assigned = rules.segments(client);
        var entered = assigned.stream()
                .map(each -> new Entered(client, each.segment(), NOW))
                .toList();
        var members = assigned.stream()
                .map(each -> new Member(client, each.segment(), NOW))
                .toList();
        rules.effects(client, List.of(timePassed(client)), entered, List.of(), members);
        rules.nextMoment(client, members);
    }

    private static Trigger timePassed(Client client) {
        return new Trigger(client, Trigger.Kind.TIME, "time", NOW, null, null, null);
    }

    private static Client client(String id, int visits) {
        List<BookingState> bookings =
                IntStream.range(0, visits).mapToObj(SmokeEvaluation::visit).toList();
        var snapshot = new Snapshot(id, Profile.UNKNOWN, bookings, List.of(), List.of(), List.of(), List.of());
        return Client.of(SALON, snapshot, NOW, Cutoffs.NONE);
    }

    private static BookingState visit(int number) {
        Instant start = NOW.minus(Duration.ofDays(30L * (number + 1)));
        return new BookingState(
                "b-" + number,
                "cut",
                "ANNA",
                "main",
                "web",
                "card",
                start,
                start.plus(Duration.ofHours(1)),
                start.minus(Duration.ofDays(2)),
                BookingState.Status.COMPLETED,
                null,
                null,
                45_00L,
                0,
                0,
                0,
                0,
                null,
                null,
                null);
    }
}
