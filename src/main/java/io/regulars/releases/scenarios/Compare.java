package io.regulars.releases.scenarios;

import io.regulars.arbiter.Gate;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.play.PlayCampaigns;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleSet;
import io.regulars.segments.HeldSegment;
import io.regulars.simulation.Simulation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what came out with what was expected, and says of each difference what was expected, what is so, and why. */
final class Compare {
    private static final Set<String> GATES =
            Stream.of(Gate.values()).map(Gate::word).collect(Collectors.toCollection(TreeSet::new));

    private final Scenario scenario;
    private final Simulation simulation;
    private final RuleSet rules;
    private final CampaignCatalogue campaigns;
    private final List<Diagnostic> problems = new ArrayList<>();
    private final List<Unmet> unmet = new ArrayList<>();
    /** How much of what happened the expectations before have seen. */
    private int transitionsSeen;

    private int decidedSeen;
    /** What is compared at present. */
    private String expectedIn = "";

    private Instant expectedAt = Instant.EPOCH;
    private final BitSet overSeen = new BitSet();

    Compare(Scenario scenario, Simulation simulation, RuleSet rules, CampaignCatalogue campaigns) {
        this.scenario = scenario;
        this.simulation = simulation;
        this.rules = rules;
        this.campaigns = campaigns;
    }

    /**
     * Something that came out otherwise than was expected.
     *
     * @param pointer of the whole expectation
     * @param amendment what it would have to say
     */
    record Unmet(String pointer, Instant at, ExpectationQuestion.Difference difference, Amendment amendment) {}

    List<Diagnostic> problems() {
        return problems;
    }

    /** What another expectation would be met by. */
    List<Unmet> unmet() {
        return unmet;
    }

    /** Compares at a moment that the simulation has come to. */
    void with(Expectation expected, Instant at) {
        expectedIn = expected.pointer();
        expectedAt = at;
        segments(expected, at);
        transitions(expected.entered(), true, at);
        transitions(expected.left(), false, at);
        starts(expected, at);
        actions(expected, at);
        sends(expected, at);
        holds(expected, at);
        drops(expected, at);
        tags(expected, at);
        transitionsSeen = simulation.transitions().size();
        decidedSeen = simulation.campaigns().decided().size();
        List<PlayCampaigns.Action> all = simulation.campaigns().actions();
        for (int i = 0; i < all.size(); i++) {
            overSeen.set(i, all.get(i).doneAt() != null || all.get(i).givenUp() != null);
        }
    }

    private void segments(Expectation expected, Instant at) {
        var held = simulation.segments();
        for (String name : expected.in().all()) {
            if (!held.containsKey(name) && isAssigned(expected.in().pointer(name), name, at)) {
                problem(
                        expected.in().pointer(name),
                        "in '" + name + "'" + on(at),
                        "in " + listed(held.keySet()),
                        simulation.explain(name, at).sentence(),
                        Amendment.move("in", "not in", name));
            }
        }
        for (String name : expected.notIn().all()) {
            HeldSegment segment = held.get(name);
            if (segment == null) {
                isAssigned(expected.notIn().pointer(name), name, at);
            } else {
                problem(
                        expected.notIn().pointer(name),
                        "not in '" + name + "'" + on(at),
                        "in it since " + local(segment.since()),
                        why(segment),
                        Amendment.move("not in", "in", name));
            }
        }
        expected.because().forEach((name, reason) -> {
            HeldSegment segment = held.get(name);
            if (segment == null || !segment.because().equals(reason)) {
                problem(
                        expected.pointer() + "/because/" + name,
                        "in '" + name + "' because " + reason,
                        segment == null ? "not in it" + on(at) : "because " + segment.because(),
                        segment == null ? simulation.explain(name, at).sentence() : by(segment),
                        segment == null
                                ? Amendment.move("because", "not in", name)
                                : Amendment.say("because", name, segment.because()));
            }
        });
        expected.since().forEach((name, since) -> {
            HeldSegment segment = held.get(name);
            if (segment == null || !segment.since().equals(since)) {
                problem(
                        expected.pointer() + "/since/" + name,
                        "in '" + name + "' since " + local(since),
                        segment == null ? "not in it" + on(at) : "since " + local(segment.since()),
                        segment == null ? simulation.explain(name, at).sentence() : why(segment),
                        segment == null
                                ? Amendment.move("since", "not in", name)
                                : Amendment.say("since", name, local(segment.since())));
            }
        });
    }

    /** A name that no rule can give would be expected in vain, or not be there whatever the rules say. */
    private boolean isAssigned(String pointer, String name, Instant at) {
        boolean known = rules.segmentNames().contains(name)
                || !simulation.explain(name, at).rules().isEmpty();
        if (!known) {
            problems.add(scenario.document()
                    .error(
                            pointer,
                            "unknown-segment",
                            "No rule puts clients into a segment '" + name + "'.",
                            NearestName.hint(name, rules.segmentNames())));
        }
        return known;
    }

    private void transitions(Expectation.Names expected, boolean entered, Instant at) {
        List<Simulation.Transition> all = simulation.transitions();
        Set<String> found = all.subList(transitionsSeen, all.size()).stream()
                .filter(transition -> transition.entered() == entered)
                .map(Simulation.Transition::segment)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : expected.all()) {
            if (!found.contains(name) && isAssigned(expected.pointer(name), name, at)) {
                problem(
                        expected.pointer(name),
                        "'" + name + (entered ? "' entered by " : "' left by ") + local(at),
                        (entered ? "entered: " : "left: ") + listed(found),
                        simulation.explain(name, at).sentence(),
                        Amendment.drop(entered ? "entered" : "left", name));
            }
        }
    }

    private void starts(Expectation expected, Instant at) {
        List<PlayCampaigns.Decided> all = simulation.campaigns().decided();
        List<PlayCampaigns.Decided> since = all.subList(decidedSeen, all.size());
        for (String name : expected.starts().all()) {
            boolean started = since.stream()
                    .anyMatch(start -> start.started() && start.campaign().equals(name));
            if (!started && isCampaign(expected.starts().pointer(name), name)) {
                problem(
                        expected.starts().pointer(name),
                        "'" + name + "' started by " + local(at),
                        "it not started",
                        whyNot(since, name),
                        Amendment.move("starts", "not starts", name));
            }
        }
        for (String name : expected.notStarts().all()) {
            if (isCampaign(expected.notStarts().pointer(name), name)) {
                since.stream()
                        .filter(start -> start.started() && start.campaign().equals(name))
                        .findFirst()
                        .ifPresent(start -> problem(
                                expected.notStarts().pointer(name),
                                "'" + name + "' not started by " + local(at),
                                "it started" + on(start.at()),
                                "Because " + start.because() + ".",
                                Amendment.move("not starts", "starts", name)));
            }
        }
    }

    private boolean isCampaign(String pointer, String name) {
        boolean known = campaigns.campaign(name).isPresent();
        if (!known) {
            problems.add(scenario.document()
                    .error(
                            pointer,
                            "unknown-campaign",
                            "There is no campaign '" + name + "'.",
                            NearestName.hint(name, campaigns.names())));
        }
        return known;
    }

    private static String whyNot(List<PlayCampaigns.Decided> since, String name) {
        return since.stream()
                .filter(start -> start.campaign().equals(name))
                .map(start -> "It was asked for, but not started: " + start.reason() + ".")
                .findFirst()
                .orElse("No rule asked for it.");
    }

    private void actions(Expectation expected, Instant at) {
        Set<String> done = sinceLastTime(action -> action.doneAt() != null);
        for (String name : expected.actions().all()) {
            if (!done.contains(name) && isStep(expected.actions().pointer(name), name)) {
                problem(
                        expected.actions().pointer(name),
                        "'" + name + "' carried out by " + local(at),
                        "carried out: " + listed(done),
                        waiting(name),
                        Amendment.move("actions", "not actions", name));
            }
        }
        for (String name : expected.notActions().all()) {
            if (isStep(expected.notActions().pointer(name), name) && done.contains(name)) {
                problem(
                        expected.notActions().pointer(name),
                        "'" + name + "' not carried out by " + local(at),
                        "it carried out",
                        "",
                        Amendment.move("not actions", "actions", name));
            }
        }
    }

    private void sends(Expectation expected, Instant at) {
        Set<String> sent = sinceLastTime(action -> action.doneAt() != null && action.content() instanceof Step.Message);
        for (String name : expected.sends().all()) {
            if (!sent.contains(name) && isStep(expected.sends().pointer(name), name)) {
                problem(
                        expected.sends().pointer(name),
                        "'" + name + "' sent by " + local(at),
                        "sent: " + listed(sent),
                        waiting(name),
                        Amendment.move("sends", "not sends", name));
            }
        }
        for (String name : expected.notSends().all()) {
            if (isStep(expected.notSends().pointer(name), name) && sent.contains(name)) {
                problem(
                        expected.notSends().pointer(name),
                        "'" + name + "' not sent by " + local(at),
                        "it sent",
                        "",
                        Amendment.move("not sends", "sends", name));
            }
        }
    }

    private void holds(Expectation expected, Instant at) {
        expected.holds().forEach((name, until) -> {
            String pointer = expected.pointer() + "/holds/" + name.replace("/", "~1");
            boolean held = simulation.campaigns().actions().stream()
                    .anyMatch(action -> name(action).equals(name)
                            && action.isQueued()
                            && action.held() != null
                            && action.dueAt().equals(until));
            if (!held && isStep(pointer, name)) {
                problem(
                        pointer,
                        "'" + name + "' held" + on(at) + " until " + local(until),
                        "it not held until then",
                        fate(name),
                        Amendment.drop("holds", name));
            }
        });
    }

    private void drops(Expectation expected, Instant at) {
        expected.drops().forEach((name, gate) -> {
            String pointer = expected.pointer() + "/drops/" + name.replace("/", "~1");
            if (!GATES.contains(gate)) {
                problems.add(scenario.document()
                        .error(
                                pointer,
                                "unknown-gate",
                                "There is no gate '" + gate + "'.",
                                NearestName.hint(gate, GATES)));
                return;
            }
            Set<String> dropped = sinceLastTime(action -> action.givenUp() != null
                    && action.givenUp().gate() != null
                    && action.givenUp().gate().word().equals(gate));
            if (!dropped.contains(name) && isStep(pointer, name)) {
                problem(
                        pointer,
                        "'" + name + "' dropped by the gate '" + gate + "' by " + local(at),
                        "it not dropped by that",
                        fate(name),
                        Amendment.drop("drops", name));
            }
        });
    }

    /** What became of the last step of that name. */
    private String fate(String name) {
        return simulation.campaigns().actions().stream()
                .filter(action -> name(action).equals(name))
                .reduce((first, second) -> second)
                .map(action ->
                        action.doneAt() == null ? waiting(action) : "It was carried out" + on(action.doneAt()) + ".")
                .orElseGet(() -> waiting(name));
    }

    private Set<String> sinceLastTime(Predicate<PlayCampaigns.Action> which) {
        var names = new LinkedHashSet<String>();
        List<PlayCampaigns.Action> all = simulation.campaigns().actions();
        for (int i = 0; i < all.size(); i++) {
            if (which.test(all.get(i)) && !overSeen.get(i)) {
                names.add(name(all.get(i)));
            }
        }
        return names;
    }

    private boolean isStep(String pointer, String name) {
        Set<String> steps = campaigns.campaigns().stream()
                .flatMap(campaign -> campaign.steps().stream().map(step -> campaign.name() + "/" + step.name()))
                .collect(Collectors.toSet());
        if (!steps.contains(name)) {
            problems.add(scenario.document()
                    .error(
                            pointer,
                            "unknown-step",
                            "There is no step '" + name + "'; it is written campaign/step.",
                            NearestName.hint(name, steps)));
        }
        return steps.contains(name);
    }

    private String waiting(String name) {
        return simulation.campaigns().actions().stream()
                .filter(action -> name(action).equals(name) && action.doneAt() == null)
                .findFirst()
                .map(this::waiting)
                .orElseGet(() -> whyNot(
                        simulation
                                .campaigns()
                                .decided()
                                .subList(
                                        decidedSeen,
                                        simulation.campaigns().decided().size()),
                        name.substring(0, name.indexOf('/'))));
    }

    private String waiting(PlayCampaigns.Action action) {
        if (action.retracted()) {
            return "A correction took back what it came from.";
        }
        if (action.givenUp() == null && action.held() != null) {
            return "It is held until " + local(action.dueAt()) + ": "
                    + action.held().why() + ".";
        }
        return action.givenUp() == null
                ? "It is due" + on(action.dueAt()) + "."
                : "It was given up: " + action.givenUp().why() + ".";
    }

    private static String name(PlayCampaigns.Action action) {
        return action.campaign() + "/" + action.step();
    }

    private void tags(Expectation expected, Instant at) {
        Set<String> tags = new TreeSet<>(simulation.tags());
        for (String name : expected.tags().all()) {
            if (!tags.contains(name)) {
                problem(
                        expected.tags().pointer(name),
                        "tag '" + name + "'" + on(at),
                        "tags: " + listed(tags),
                        "",
                        Amendment.move("tags", "not tags", name));
            }
        }
        for (String name : expected.notTags().all()) {
            if (tags.contains(name)) {
                problem(
                        expected.notTags().pointer(name),
                        "no tag '" + name + "'" + on(at),
                        "it",
                        "",
                        Amendment.move("not tags", "tags", name));
            }
        }
    }

    private void problem(String pointer, String expected, String found, String why, Amendment amendment) {
        unmet.add(
                new Unmet(expectedIn, expectedAt, new ExpectationQuestion.Difference(expected, found, why), amendment));
        problems.add(scenario.document()
                .error(
                        pointer,
                        "scenario",
                        "Scenario '" + scenario.name() + "': expected " + expected + ", found " + found + ".",
                        why));
    }

    private static String why(HeldSegment segment) {
        return by(segment) + " Because " + segment.because() + ".";
    }

    private static String by(HeldSegment segment) {
        return "By the rule '" + segment.rule() + "'.";
    }

    private String on(Instant at) {
        return " on " + local(at);
    }

    private String local(Instant at) {
        LocalDateTime moment = LocalDateTime.ofInstant(at, scenario.business().zone());
        boolean midnight = moment.toLocalTime().equals(LocalTime.MIDNIGHT);
        return (midnight ? moment.toLocalDate() : moment).toString();
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
