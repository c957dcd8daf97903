package io.regulars.rules.merge;

import io.regulars.rules.drl.words.RuleSpans;
import io.regulars.rules.model.MergedRules.Conflict;
import io.regulars.rules.model.MergedRules.Part;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules of one name that two have put into different files: each set of files is sound by itself, both together are not. */
public final class MergedRuleNames {
    private MergedRuleNames() {}

    private record Placed(String file, int line, String text) {}

    /** Those of the merged files, each at the place where the draft has it. */
    public static List<Conflict> clashes(List<RuleFile> merged, List<RuleFile> active, List<RuleFile> draft) {
        Map<String, List<Placed>> now = rules(active);
        Map<String, List<Placed>> own = rules(draft);
        var clashes = new ArrayList<Conflict>();
        rules(merged).forEach((name, places) -> {
            if (places.size() > 1 && count(now, name) < places.size() && count(own, name) < places.size()) {
                Placed ofDraft = places.stream()
                        .filter(place -> own.getOrDefault(name, List.of()).stream()
                                .anyMatch(each -> each.file().equals(place.file())))
                        .findFirst()
                        .orElse(places.getFirst());
                Placed other = places.stream()
                        .filter(place -> place != ofDraft)
                        .findFirst()
                        .orElseThrow();
                clashes.add(Conflicts.of(
                        ofDraft.file(),
                        ofDraft.line(),
                        Part.RULE,
                        name,
                        null,
                        other.text(),
                        ofDraft.text(),
                        "The draft has a rule '%s' here, and the active release has one of that name in %s; give one of them another name."
                                .formatted(name, other.file())));
            }
        });
        return clashes;
    }

    private static int count(Map<String, List<Placed>> rules, String name) {
        return rules.getOrDefault(name, List.of()).size();
    }

    private static Map<String, List<Placed>> rules(List<RuleFile> files) {
        Map<String, List<Placed>> rules = new LinkedHashMap<>();
        for (RuleFile file : files) {
            String path = file.path().toLowerCase(Locale.ROOT);
            if (path.endsWith(".drl") && !path.startsWith("library/")) {
                String text = file.content();
                RuleSpans.of(file.path(), text).orElse(List.of()).forEach(span -> add(rules, file, text, span));
            }
        }
        return rules;
    }

    private static void add(Map<String, List<Placed>> rules, RuleFile file, String text, RuleSpans.Span span) {
        @Nullable String name = span.rule();
        if (name != null) {
            int line = 1
                    + (int) text.substring(0, span.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            rules.computeIfAbsent(name, first -> new ArrayList<>())
                    .add(new Placed(file.path(), line, text.substring(span.start(), span.end())));
        }
    }
}
