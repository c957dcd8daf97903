package io.regulars.releases.activation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.releases.store.WholeRelease;
import io.regulars.rules.RuleDefinitions;
import io.regulars.rules.RuleDiff;
import io.regulars.rules.RuleMerge;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.MergedRules;
import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a release would take back of the one that answers: all that this one has changed since the other was made, and the other
 * has not.
 *
 * @param release that would take it back
 * @param over the release that answers
 * @param madeOf what the release was made of, as it was then; null: that is not known
 * @param rollback whether the release was active before, so that activating it is going back
 * @param rules by name, those that would be gone, come again or be otherwise
 * @param segments by name, those that no rule would assign any more, or of which something else would be said
 * @param campaigns by name, those that would be gone, come again or be otherwise
 * @param files by path, those that would be gone, come again or be otherwise
 * @param changes each difference, what answers now being the one before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TakesBack(
        String release,
        String over,
        @Nullable String madeOf,
        boolean rollback,
        List<String> rules,
        List<String> segments,
        List<String> campaigns,
        List<String> files,
        List<RuleChange> changes) {
    private static final int MOST_NAMED = 10;

    TakesBack {
        rules = List.copyOf(rules);
        segments = List.copyOf(segments);
        campaigns = List.copyOf(campaigns);
        files = List.copyOf(files);
        changes = List.copyOf(changes);
    }

    /**
     * What that is.
     *
     * @param base what the release was made of, as it was then
     * @return empty: nothing
     */
    static Optional<TakesBack> of(WholeRelease release, Optional<WholeRelease> base, WholeRelease answering) {
        List<RuleFile> made = base.map(WholeRelease::files).orElse(List.of());
        List<RuleFile> both = RuleMerge.merge(made, answering.files(), release.files(), MergedRules.Prefer.ACTIVE)
                .files();
        Set<RuleFile> different = oneSided(both, release.files());
        if (different.isEmpty()) {
            return Optional.empty();
        }
        List<RuleChange> changes = RuleDiff.between(both, release.files());
        Set<String> segments = named(changes, "SEGMENT_INFO_");
        segments.addAll(oneSided(assigned(both), assigned(release.files())));
        return Optional.of(new TakesBack(
                release.release().label(),
                answering.release().label(),
                base.map(found -> found.release().label()).orElse(null),
                release.release().activatedAt() != null,
                List.copyOf(rules(changes)),
                List.copyOf(segments),
                List.copyOf(named(changes, "CAMPAIGN_")),
                different.stream().map(RuleFile::path).distinct().sorted().toList(),
                changes));
    }

    /** What is among one of two, but not among both. */
    private static <T> Set<T> oneSided(Collection<T> one, Collection<T> other) {
        Set<T> oneSided = new HashSet<>(one);
        other.forEach(each -> {
            if (!oneSided.remove(each)) {
                oneSided.add(each);
            }
        });
        return oneSided;
    }

    private static Set<String> rules(List<RuleChange> changes) {
        return changes.stream()
                .filter(change -> switch (change.kind()) {
                    case RULE_ADDED,
                            RULE_REMOVED,
                            RULE_RENAMED,
                            CONDITION_ADDED,
                            CONDITION_REMOVED,
                            CONDITION_CHANGED,
                            VALUE_CHANGED,
                            OPERATOR_CHANGED,
                            CONSEQUENCE_CHANGED,
                            ATTRIBUTE_CHANGED -> true;
                    default -> false;
                })
                .map(RuleChange::of)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(List<RuleChange> changes, String kind) {
        return changes.stream()
                .filter(change -> change.kind().name().startsWith(kind))
                .map(RuleChange::of)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> assigned(List<RuleFile> files) {
        return RuleDefinitions.in(files).rules().stream()
                .flatMap(rule -> rule.segments().stream())
                .collect(Collectors.toSet());
    }

    /** Its parts by name: {@code the rule 'AA', the segment 'aa', the file segments/aa.drl}. */
    String named() {
        var parts = new ArrayList<String>();
        part(parts, "rule", quoted(rules));
        part(parts, "segment", quoted(segments));
        part(parts, "campaign", quoted(campaigns));
        part(parts, "file", files);
        return String.join(", ", parts);
    }

    private static void part(List<String> parts, String kind, Collection<String> names) {
        if (!names.isEmpty()) {
            String more = names.size() > MOST_NAMED ? " and %d more".formatted(names.size() - MOST_NAMED) : "";
            parts.add("the " + kind + (names.size() == 1 ? " " : "s ")
                    + names.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more);
        }
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").toList();
    }

    /** What it is about, for a person. */
    String sentence() {
        if (rollback) {
            return "%s answers now; going back to %s takes back %s.".formatted(over, release, named());
        }
        String made = madeOf == null
                ? "It is not known what %s was made of, and %s answers".formatted(release, over)
                : "%s was made of %s, and %s has become active since".formatted(release, madeOf, over);
        return made + ": activating " + release + " takes back " + named() + ".";
    }

    /** As a check tells it, where the first difference stands. */
    Diagnostic warning() {
        String file = changes.isEmpty() ? files.getFirst() : changes.getFirst().file();
        int line = changes.isEmpty() ? 1 : changes.getFirst().line();
        return new Diagnostic(file, line, 1, line, 1, "takes-back", Diagnostic.Severity.WARNING, sentence(), hint());
    }

    /** What to do about it, for a person. */
    String hint() {
        return rollback
                ? "That is what going back is for; what is to stay belongs into a draft of %s.".formatted(over)
                : "POST /api/rules/releases/%s/rebase brings both together; to take it back, say so when activating: {\"over\": \"%s\"}."
                        .formatted(release, over);
    }
}
