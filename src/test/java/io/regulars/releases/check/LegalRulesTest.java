package io.regulars.releases.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.RandomClients;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.BookingState;
import io.regulars.releases.scenarios.GenerateScenarios;
import io.regulars.rules.Definition;
import io.regulars.rules.LegalRules;
import io.regulars.rules.RuleDefinitions;
import io.regulars.rules.RuleDiff;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.Given;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.tree.PrintRule;
import io.regulars.rules.tree.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random legal rules through everything that reads rules: nothing throws, nothing contradicts another. Some hundred of them;
 * {@code -Dsoak} makes 10,000, {@code -Dlegal.seeds=7} or {@code =0-99} those of some seeds again.
 */
@Tag("slow")
class LegalRulesTest {
    private static final int RULES = 5;
    private static final int CLIENTS = 5;
    private static final Instant NOW = Instant.parse("2025-10-15T12:00:00Z");
    private static final String FAULT = "The service failed while it";

    private final List<String> found = new ArrayList<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private int rules;
    private int compiled;
    private int held;
    private int effects;

    @Test
    void everythingThatReadsRulesReadsEveryLegalRule() {
        for (long seed : seeds()) {
            String text = new LegalRules(new Random(seed)).next(RULES);
            List<String> legal = Stream.of(text.split("(?=rule \"rule )"))
                    .filter(alone -> tried(seed, alone, "check", () -> isLegal(alone)))
                    .toList();
            rules += RULES;
            compiled += legal.size();
            tried(seed, String.join("", legal), "read", () -> read(seed, String.join("", legal)));
        }
        System.out.println(rules + " rules, " + compiled + " legal, " + held + " memberships, " + effects
                + " effects; refused " + refused);
        assertThat(found)
                .as(String.join("\n\n", found.stream().limit(20).toList()))
                .isEmpty();
        assertThat(compiled).isGreaterThan(rules / 2);
        assertThat(held).isGreaterThan(rules / 4);
        assertThat(effects).isGreaterThan(rules / 20);
    }

    private static long[] seeds() {
        String asked = System.getProperty("legal.seeds", Boolean.getBoolean("soak") ? "0-1999" : "0-19");
        String[] range = asked.split("-");
        return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]))
                .asLongStream()
                .toArray();
    }

    private boolean tried(long seed, String text, String what, Supplier<Boolean> task) {
        try {
            return task.get();
        } catch (RuntimeException | Error e) {
            var stack = Stream.of(e.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("io.regulars"))
                    .limit(6)
                    .toList();
            found.add("seed " + seed + " " + what + ": " + e + "\n  " + stack + "\n" + text);
            return false;
        }
    }

    private boolean isLegal(String text) {
        return switch (CheckRelease.compile(files(text))) {
            case CheckRelease.Checked checked -> true;
            case CheckRelease.Refused refusal -> {
                refusal.problems().forEach(problem -> {
                    assertThat(problem.code()).isNotIn("internal-fault", "not-compilable", "too-slow", "rules-fail");
                    refused.merge(problem.code(), 1, Integer::sum);
                    if (Boolean.getBoolean("legal.refused")) {
                        System.out.println(problem.print() + " | "
                                + text.lines()
                                        .skip(problem.line() - 1L)
                                        .findFirst()
                                        .orElse(""));
                    }
                });
                yield false;
            }
        };
    }

    /** A release of such rules. */
    static List<RuleFile> files(String text) {
        var files = new ArrayList<RuleFile>();
        files.add(new RuleFile("segments/random.drl", text));
        LegalRules.CAMPAIGNS.forEach(
                name -> files.add(new RuleFile("campaigns/" + name + ".yaml", """
                name: %s
                title: Any
                kind: marketing
                reentry: each-entry
                validity: 7d
                steps:
                  - name: mail
                    message: {channel: email, template: any}
                """.formatted(name))));
        return files;
    }

    private boolean read(long seed, String text) {
        List<RuleFile> files = files(text);
        CheckRelease.Checked checked = checked(files);
        List<Client> clients = clients(seed, checked.rules());
        evaluated(checked.rules(), clients);
        explained(checked.rules(), clients);
        reacted(checked.rules(), clients);
        compared(files, text, seed);
        defined(text);
        printed(text);
        counted(checked, clients);
        if (seed % 20 == 0) { // each is a life of its own for every number in a rule
            generated(checked, files);
        }
        return true;
    }

    private static CheckRelease.Checked checked(List<RuleFile> files) {
        return switch (CheckRelease.check(files, CheckPolicy.lenient())) {
            case CheckRelease.Checked checked -> {
                checked.warnings()
                        .forEach(warning -> assertThat(warning.print()).doesNotContain(FAULT));
                yield checked;
            }
            case CheckRelease.Refused refusal ->
                throw new AssertionError(
                        refusal.problems().stream().map(Diagnostic::print).toList());
        };
    }

    private static List<Client> clients(long seed, RuleSet rules) {
        var random = new Random(seed);
        Map<Cutoffs.Cut, Long> least = new HashMap<>();
        rules.cuts().forEach(cut -> least.put(cut, cut.percentile() * 3L));
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> new RandomClients(random)
                        .next()
                        .says("city", "Riga")
                        .tag("student")
                        .attribute("hair", "curly")
                        .cutoffs(new Cutoffs(least))
                        .at(NOW.minus(Duration.ofHours(random.nextInt(3_000)))))
                .toList();
    }

    /** Alone, in a batch and without a session they come into the same segments. */
    private void evaluated(RuleSet rules, List<Client> clients) {
        List<List<Assignment>> batch = rules.segments(clients);
        List<List<Assignment>> judged = rules.judge(clients);
        for (int i = 0; i < clients.size(); i++) {
            List<String> alone = names(rules.segments(clients.get(i)));
            assertThat(names(batch.get(i))).isEqualTo(alone);
            assertThat(names(judged.get(i))).isEqualTo(alone);
            held += alone.size();
            batch.get(i)
                    .forEach(assignment ->
                            assertThat(assignment.because()).isNotBlank().doesNotContain(FAULT));
        }
        rules.necessity();
    }

    private static List<String> names(List<Assignment> assignments) {
        return assignments.stream()
                .map(assignment -> assignment.segment() + " by " + assignment.rule())
                .toList();
    }

    private static void explained(RuleSet rules, List<Client> clients) {
        for (Client client : clients) {
            List<Assignment> assignments = rules.segments(client);
            Set<String> in =
                    Set.copyOf(assignments.stream().map(Assignment::segment).toList());
            Stream.concat(in.stream(), rules.segmentNames().stream()).distinct().forEach(segment -> {
                Explanation explanation = rules.explain(client, segment, 55.5);
                assertThat(explanation.sentence()).isNotBlank().doesNotContain(FAULT);
                if (in.contains(segment)) {
                    assertThat(explanation.holds()).as("they are in " + segment).isTrue();
                }
                explanation.rules().forEach(rule -> rule.conditions().forEach(condition -> condition.sentence()));
            });
            assignments.forEach(assignment -> rules.whyNot(clients.getFirst(), assignment));
            rules.nextMoment(client, List.of(new Member(client, "vip", NOW.minus(Duration.ofDays(200)))));
        }
    }

    private void reacted(RuleSet rules, List<Client> clients) {
        List<Given> given = clients.stream().map(LegalRulesTest::given).toList();
        List<List<Effect>> batch = rules.effects(given);
        for (int i = 0; i < given.size(); i++) {
            List<String> alone = effects(rules.effects(List.of(given.get(i))).getFirst());
            assertThat(effects(batch.get(i))).isEqualTo(alone);
            assertThat(alone).noneMatch(effect -> effect.contains(FAULT));
            effects += alone.size();
        }
        rules.lookAtSince(Set.of("vip"));
    }

    private static List<String> effects(List<Effect> effects) {
        return effects.stream().map(Effect::toString).sorted().toList();
    }

    private static Given given(Client client) {
        var triggers = new ArrayList<Trigger>();
        if (!client.bookingFacts().isEmpty()) {
            var booking = client.bookingFacts().getFirst();
            Trigger.Kind kind = booking.state().status() == BookingState.Status.CANCELLED
                    ? Trigger.Kind.CANCELLED
                    : Trigger.Kind.BOOKED;
            triggers.add(new Trigger(client, kind, "booking", client.now(), booking, null, null));
        }
        client.snapshot().activities().stream()
                .limit(1)
                .forEach(activity -> triggers.add(
                        new Trigger(client, Trigger.Kind.ACTIVITY, "activity", client.now(), null, activity, null)));
        client.snapshot().surveys().stream()
                .limit(1)
                .forEach(survey -> triggers.add(
                        new Trigger(client, Trigger.Kind.SURVEY, "survey", client.now(), null, null, survey)));
        Instant since = client.now().minus(Duration.ofDays(40));
        return new Given(
                client,
                triggers,
                List.of(new Entered(client, "vip", client.now()), new Entered(client, "s 1", client.now())),
                List.of(new Left(client, "s 2", since, client.now())),
                List.of(new Member(client, "vip", client.now()), new Member(client, "s 0", since)));
    }

    private static void compared(List<RuleFile> files, String text, long seed) {
        assertThat(RuleDiff.between(files, files(text.replace(" when", "\n// the same\nwhen"))))
                .isEmpty();
        for (String other : List.of(
                text.replaceAll("(?<![\\w\"$.-])1(?![\\w\".-])", "2"),
                text.replace(" >= ", " > ").replace("exists ", "not "),
                new LegalRules(new Random(seed + 1)).next(RULES))) {
            RuleDiff.between(files, files(other))
                    .forEach(change -> assertThat(change.sentence()).doesNotContain(FAULT));
        }
    }

    /** What fits the builder comes back from it. */
    private static void defined(String text) {
        RuleDefinitions.Found defined = RuleDefinitions.in(files(text));
        assertThat(defined.problems()).isEmpty();
        for (RuleDefinitions.OfRule rule : defined.rules()) {
            Definition definition = rule.definition();
            if (definition == null) {
                assertThat(rule.reason()).isNotNull().doesNotContain(FAULT);
            } else {
                var again = RuleDefinitions.in(List.of(new RuleFile("segments/s.drl", definition.drl("again", "s"))));
                Definition same = again.rules().getFirst().definition();
                assertThat(same).as(definition.json().toString()).isNotNull();
                assertThat(Objects.requireNonNull(same).json()).isEqualTo(definition.json());
            }
        }
    }

    private static void printed(String text) {
        Map<String, List<Rule>> byName = new TreeMap<>();
        new DrlReader(new DiagnosticCollector())
                .read(new RuleFile("segments/random.drl", text))
                .forEach(rule -> byName.computeIfAbsent(rule.name(), name -> new ArrayList<>())
                        .add(rule));
        byName.values().stream().filter(branches -> branches.size() == 1).forEach(branches -> {
            String drl = PrintRule.print(branches.getFirst());
            var problems = new DiagnosticCollector();
            List<Rule> again = new DrlReader(problems).read(new RuleFile("segments/random.drl", drl));
            assertThat(problems.all()).as(drl).isEmpty();
            assertThat(numbered(PrintRule.print(again.getFirst()))).isEqualTo(numbered(drl));
        });
    }

    /** Patterns that nobody speaks of are numbered too. */
    private static String numbered(String drl) {
        return drl.replaceAll("\\$([fr])[\\d_]+", "\\$$1");
    }

    private static void counted(CheckRelease.Checked checked, List<Client> clients) {
        RuleSet rules = checked.rules();
        RuleSet asSegments = rules.asSegments(rules.assigningRules());
        asSegments.segments(clients);
        Coverage.Watched watched = rules.watched();
        watched.rules().segments(clients);
        watched.rules().effects(clients.stream().map(LegalRulesTest::given).toList());
        watched.coverage();
        rules.expired(java.time.LocalDate.of(2026, 1, 1));
    }

    /** They pass as they are. */
    private static void generated(CheckRelease.Checked checked, List<RuleFile> files) {
        for (String rule : checked.rules().assigningRules().stream().limit(1).toList()) {
            checked.rules()
                    .outline(rule)
                    .filter(outline -> !outline.segments().isEmpty()
                            && outline.thresholds().size() < 4)
                    .ifPresent(outline -> {
                        String scenarios =
                                new GenerateScenarios(checked.rules(), checked.campaigns()).generate(outline);
                        assertThat(scenarios).doesNotContain(FAULT);
                        var all = new ArrayList<>(files);
                        all.add(new RuleFile("scenarios/generated.yaml", scenarios));
                        checked(all);
                    });
        }
    }
}
