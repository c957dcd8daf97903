package io.regulars.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.rules.builder.TreeToDefinition;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.PrintRule;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.Map;

/**
 * Who is in a segment, as the visual builder says it: what one rule asks of one client.
 *
 * @param rule the rule, under a name and for a segment that {@link #drl} replaces
 */
public record Definition(Rule rule) implements ReadDefinition.Reading {
    /**
     * It as JSON that reads back to it, always in the same form: groups within groups of their kind are one group, and the
     * whole is a group.
     */
    public ObjectNode json() {
        return TreeToDefinition.write(rule);
    }

    /** It as a rule in DRL that assigns a segment, under a name; what cannot stand in a name is replaced. */
    public String drl(String name, String segment) {
        String sound = name.replace('"', '\'').replace('\\', '/').replaceAll("\\p{Cntrl}", " ");
        var at = rule.position();
        var assign = new Action.AssignSegment(new Expression.TextLiteral(segment, at), at);
        return PrintRule.print(new Rule(sound, 0, at, 0, null, Map.of(), rule.when(), List.of(assign)));
    }
}
