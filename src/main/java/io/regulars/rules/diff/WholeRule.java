package io.regulars.rules.diff;

import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.PrintRule;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A rule with all its branches. */
record WholeRule(List<Rule> branches) {
    WholeRule {
        branches = List.copyOf(branches);
    }

    Rule first() {
        return branches.getFirst();
    }

    String name() {
        return first().name();
    }

    /** As DRL. */
    String drl() {
        return branches.stream().map(PrintRule::print).collect(Collectors.joining());
    }

    /** All that it means, its name aside; the same for rules that mean the same. */
    String meaning() {
        return first().salience() + "\n" + first().activationGroup() + "\n" + first().metadata() + "\n"
                + branches.stream()
                        .map(branch -> String.join("\n", sorted(conditions(branch))) + "\n"
                                + String.join("\n", sorted(consequences(branch))))
                        .sorted()
                        .collect(Collectors.joining("\n--\n"));
    }

    List<String> consequences() {
        return branches.stream()
                .flatMap(branch -> consequences(branch).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> consequences(Rule branch) {
        var printing = PrintRule.of(branch);
        return branch.then().stream().map(printing::text).toList();
    }

    private static List<String> conditions(Rule branch) {
        var printing = PrintRule.of(branch);
        var texts = new ArrayList<String>();
        for (Condition condition :
                Ordered.all(branch.when().getFirst().pattern().conditions())) {
            texts.add(printing.text(condition, 0));
        }
        for (Element element : branch.when().subList(1, branch.when().size())) {
            texts.add(printing.text(element(element)));
        }
        return texts;
    }

    private static Element element(Element element) {
        return switch (element) {
            case Element.Match match -> new Element.Match(Ordered.of(match.pattern()));
            case Element.Present present -> new Element.Present(Ordered.of(present.pattern()));
            case Element.Absent absent -> new Element.Absent(Ordered.of(absent.pattern()));
        };
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }
}
