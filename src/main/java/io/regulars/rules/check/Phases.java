package io.regulars.rules.check;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Rule;
import java.util.Set;

/** That a rule belongs to one phase, and sees only what is known in it. */
public final class Phases {
    private static final Set<FactType<?>> HISTORY =
            Set.of(Vocabulary.CLIENT, Vocabulary.BOOKING, Vocabulary.SURVEY, Vocabulary.FINDING);
    private static final Set<FactType<?>> ORIGINS =
            Set.of(Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER, Vocabulary.TRIGGER);

    private Phases() {}

    /** Reports what a rule mixes up. */
    public static void check(Rule rule, DiagnosticCollector problems) {
        long assigning = rule.then().stream()
                .filter(Action.AssignSegment.class::isInstance)
                .count();
        long concluding =
                rule.then().stream().filter(Action.Conclude.class::isInstance).count();
        if (assigning > 0 && assigning < rule.then().size()) {
            problems.error(
                    rule.position(),
                    "both-phases",
                    "The rule '" + rule.name() + "' assigns a segment and does something else.",
                    "Write two rules; the second may match Entered( segment == \"…\" ).");
        } else if (concluding > 0 && concluding < rule.then().size()) {
            problems.error(
                    rule.position(),
                    "both-phases",
                    "The rule '" + rule.name() + "' concludes a finding and does something else.",
                    "Write two rules; the second may match Finding( name == \"…\" ).");
        } else if (assigning > 0) {
            requireHistory(rule, problems);
        } else if (concluding > 0) {
            refuseGroup(rule, problems);
        } else {
            requireOrigin(rule, problems);
        }
    }

    private static void requireHistory(Rule rule, DiagnosticCollector problems) {
        for (Element element : rule.when()) {
            if (!HISTORY.contains(element.pattern().type())) {
                problems.error(
                        element.pattern().position(),
                        "phase",
                        "A rule that assigns a segment cannot see "
                                + element.pattern().type().name() + ".",
                        "Segments follow from the client's history; use Client, Booking, Survey and Finding.");
            }
        }
    }

    /** Whether a concluding rule can run when segments are assigned. */
    public static boolean seesHistoryOnly(Rule rule) {
        return rule.when().stream()
                .allMatch(element -> HISTORY.contains(element.pattern().type()));
    }

    /** The winner of a group is known when all have fired; by then others would have seen the findings of the losers. */
    private static void refuseGroup(Rule rule, DiagnosticCollector problems) {
        if (rule.activationGroup() != null) {
            problems.error(
                    rule.position(),
                    "group-of-findings",
                    "A rule that concludes a finding cannot be in an activation-group.",
                    "Put the rules that match the finding into the group.");
        }
    }

    /** A start has a key: what it started from. */
    private static void requireOrigin(Rule rule, DiagnosticCollector problems) {
        boolean starts = rule.then().stream().anyMatch(Action.StartCampaign.class::isInstance);
        boolean origin = rule.when().stream()
                .filter(Element.Match.class::isInstance)
                .anyMatch(element -> ORIGINS.contains(element.pattern().type()));
        if (starts && !origin) {
            problems.error(
                    rule.position(),
                    "no-origin",
                    "The rule '" + rule.name() + "' starts a campaign from nothing that happened.",
                    "Match Entered, Left, Member or Trigger; for a condition of its own write a segment first.");
        }
    }
}
