package io.regulars.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.rules.builder.TreeToDefinition;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.PrintRule;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who is in a segment, as the visual builder says it: what one rule asks of one client.
 *
 * @param rule the rule, under a name and for a segment that {@link #drl} replaces
 * @param origins where its parts come from
 */
public record Definition(Rule rule, Origins origins) implements ReadDefinition.Reading {
    /** JSON pointers into a definition, by the places in its rule; empty: the whole. */
    @FunctionalInterface
    public interface Origins {
        String pointer(Position place);
    }

    /** A rule that nobody has said as a definition. */
    public Definition(Rule rule) {
        this(rule, place -> "");
    }

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

    /** JSON pointer of the innermost part that something found in its {@link #drl} is about; empty: the whole. */
    public String pointer(RuleFile drl, Diagnostic found) {
        List<Position> written =
                places(new DrlReader(new DiagnosticCollector()).read(drl).getFirst());
        List<Position> said = places(rule);
        int innermost = -1;
        for (int i = 0; i < written.size(); i++) {
            boolean inner = innermost < 0 || written.get(innermost).holds(written.get(i));
            if (inner && written.get(i).holds(found.line(), found.column())) {
                innermost = i;
            }
        }
        return innermost < 0 || said.size() != written.size() ? "" : origins.pointer(said.get(innermost));
    }

    /** Where the conditions of a rule stand, those within others behind them. */
    private static List<Position> places(Rule rule) {
        var places = new ArrayList<Position>();
        rule.when()
                .forEach(element -> element.pattern()
                        .conditions()
                        .forEach(condition -> References.conditions(condition, part -> places.add(part.position()))));
        return places;
    }
}
