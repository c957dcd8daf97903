package io.regulars.rules.engine;

import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule ready to fire.
 *
 * @param order its place by salience, then file and line; the lowest gives a segment's reason
 * @param matched its patterns whose facts a firing carries, the client first
 * @param names the function of each action that makes the name it is called with
 */
record CompiledRule(Rule rule, int order, List<Element.Match> matched, List<Values.Value> names, Reasons reasons) {
    static CompiledRule of(Rule rule, int order) {
        var matched = new ArrayList<Element.Match>();
        rule.when().forEach(element -> {
            if (element instanceof Element.Match match) {
                matched.add(match);
            }
        });
        var values = new Values(-1);
        List<Values.Value> names = rule.then().stream()
                .map(action -> switch (action) {
                    case Action.AssignSegment assign -> values.value(assign.segment());
                    case Action.StartCampaign start -> values.value(start.campaign());
                    case Action.AddTag add -> values.value(add.tag());
                    case Action.RemoveTag remove -> values.value(remove.tag());
                })
                .toList();
        return new CompiledRule(rule, order, List.copyOf(matched), names, new Reasons(rule));
    }

    /** Facts of a firing, which come in the order of the matched patterns, laid out by pattern index. */
    Object[] byPattern(Object... facts) {
        int last = matched.getLast().pattern().index();
        if (last == facts.length - 1) {
            return facts;
        }
        Object[] laid = new Object[last + 1];
        for (int i = 0; i < facts.length; i++) {
            laid[matched.get(i).pattern().index()] = facts[i];
        }
        return laid;
    }
}
