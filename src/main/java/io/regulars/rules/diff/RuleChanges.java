package io.regulars.rules.diff;

import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleChange.Kind;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What differs in the rules: those that mean the same are set aside, then rules of one name are compared, then those that do
 * the same under another name; what is left is new or gone.
 */
public final class RuleChanges {
    private final Side before;
    private final Side after;
    private final Map<String, WholeRule> gone;
    private final Map<String, WholeRule> added;
    private final List<RuleChange> changes = new ArrayList<>();
    private final InternalFaults faults = new InternalFaults();

    private RuleChanges(Side before, Side after) {
        this.before = before;
        this.after = after;
        this.gone = new LinkedHashMap<>(before.rules());
        this.added = new LinkedHashMap<>(after.rules());
    }

    /** The differences; a file that cannot be read is one. */
    public static List<RuleChange> between(List<RuleFile> before, List<RuleFile> after) {
        var comparing = new RuleChanges(Side.of(before), Side.of(after));
        comparing.unreadable();
        comparing.sameMeaning();
        comparing.sameName();
        comparing.sameConsequences();
        comparing.rest();
        return comparing.changes;
    }

    private void unreadable() {
        after.problems().stream()
                .filter(problem -> !before.problems().contains(problem))
                .forEach(problem -> changes.add(new RuleChange(
                        Kind.UNREADABLE,
                        problem.file(),
                        problem.line(),
                        problem.sheet(),
                        problem.cell(),
                        problem.file(),
                        null,
                        null,
                        null,
                        "What stands here cannot be read and is not compared: " + problem.message())));
    }

    private void sameMeaning() {
        Map<String, WholeRule> byMeaning = new LinkedHashMap<>();
        gone.values().forEach(rule -> byMeaning.putIfAbsent(rule.meaning(), rule));
        for (WholeRule rule : List.copyOf(added.values())) {
            WholeRule named = gone.get(rule.name());
            WholeRule same =
                    named != null && named.meaning().equals(rule.meaning()) ? named : byMeaning.get(rule.meaning());
            if (same == null || !gone.containsKey(same.name())) {
                continue;
            }
            boolean takesAnothers = same != named && after.rules().containsKey(same.name()) && !ofTable(rule);
            if (!takesAnothers) {
                gone.remove(same.name());
                added.remove(rule.name());
                if (!same.name().equals(rule.name()) && !ofTable(rule)) {
                    renamed(same, rule);
                }
            }
        }
    }

    private void sameName() {
        for (WholeRule rule : List.copyOf(added.values())) {
            WholeRule was = gone.remove(rule.name());
            if (was != null) {
                added.remove(rule.name());
                guarded(was, rule);
            }
        }
    }

    /** Where the service fails at one rule it says so there, and compares the others. */
    private void guarded(WholeRule was, WholeRule is) {
        int before = changes.size();
        try {
            compare(was, is);
        } catch (RuntimeException | StackOverflowError e) {
            changes.subList(before, changes.size()).clear();
            String sentence = faults.sentence("compared the rule '" + is.name() + "'", e);
            add(Kind.UNREADABLE, is, null, was.drl(), is.drl(), sentence);
        }
    }

    /** A rule that was renamed and changed: the only one that does what one did that is gone. */
    private void sameConsequences() {
        for (WholeRule rule : List.copyOf(added.values())) {
            Optional<WholeRule> was = only(gone, rule.consequences());
            if (was.isPresent() && only(added, rule.consequences()).isPresent()) {
                gone.remove(was.get().name());
                added.remove(rule.name());
                if (!ofTable(rule)) {
                    renamed(was.get(), rule);
                }
                guarded(was.get(), rule);
            }
        }
    }

    private static Optional<WholeRule> only(Map<String, WholeRule> rules, List<String> consequences) {
        List<WholeRule> found = rules.values().stream()
                .filter(rule -> rule.consequences().equals(consequences))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private void rest() {
        gone.values()
                .forEach(rule -> add(
                        Kind.RULE_REMOVED, rule, null, rule.drl(), null, "The rule '" + rule.name() + "' is gone."));
        added.values()
                .forEach(rule ->
                        add(Kind.RULE_ADDED, rule, null, null, rule.drl(), "The rule '" + rule.name() + "' is new."));
    }

    private void renamed(WholeRule was, WholeRule is) {
        add(
                Kind.RULE_RENAMED,
                is,
                "name",
                was.name(),
                is.name(),
                "The rule '" + was.name() + "' is called '" + is.name() + "' now.");
    }

    private void compare(WholeRule was, WholeRule is) {
        attribute(is, "salience", was.first().salience(), is.first().salience());
        attribute(
                is,
                "activation-group",
                was.first().activationGroup(),
                is.first().activationGroup());
        attribute(is, "metadata", was.first().metadata(), is.first().metadata());
        if (!was.consequences().equals(is.consequences())) {
            String before = String.join(" ", was.consequences());
            String now = String.join(" ", is.consequences());
            add(
                    Kind.CONSEQUENCE_CHANGED,
                    is,
                    "then",
                    before,
                    now,
                    "The rule '" + is.name() + "' does " + now + " instead of " + before);
        }
        if (was.branches().size() == is.branches().size()) {
            for (int i = 0; i < is.branches().size(); i++) {
                Rule branch = is.branches().get(i);
                changes.addAll(new ConditionChanges(was.branches().get(i), branch).between());
            }
        } else {
            add(
                    Kind.CONDITION_CHANGED,
                    is,
                    null,
                    was.drl(),
                    is.drl(),
                    "The rule '" + is.name() + "' joins other alternatives by 'or'.");
        }
    }

    private void attribute(WholeRule is, String name, @Nullable Object then, @Nullable Object now) {
        if (!Objects.equals(then, now)) {
            String text = then == null ? "none" : then.toString();
            String after = now == null ? "none" : now.toString();
            add(
                    Kind.ATTRIBUTE_CHANGED,
                    is,
                    name,
                    text,
                    after,
                    "The " + name + " of the rule '" + is.name() + "' is " + after + " instead of " + text + ".");
        }
    }

    /** Rows of a table are named by their place, which moves. */
    private boolean ofTable(WholeRule rule) {
        return rule.first().position().cell() != null;
    }

    private void add(
            Kind kind,
            WholeRule rule,
            @Nullable String what,
            @Nullable String was,
            @Nullable String is,
            String sentence) {
        Position at = rule.first().position();
        changes.add(new RuleChange(
                kind, at.file(), at.line(), at.sheet(), at.cell(), rule.name(), what, was, is, sentence));
    }
}
