package io.regulars.rules.builder;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.rules.Definition;
import io.regulars.rules.DefinitionProblem;
import io.regulars.rules.ReadDefinition;
import io.regulars.rules.check.Problems;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;

/** Reads a definition by writing it out as DRL, which the one reader of DRL then reads. */
public final class DefinitionReader {
    private DefinitionReader() {}

    /** The definition, or all its problems by their places in it. */
    public static ReadDefinition.Reading read(JsonNode definition) {
        List<DefinitionProblem> found = new ArrayList<>(Shape.check(definition));
        if (found.stream()
                .anyMatch(problem -> isWithin("", problem) && !problem.pointer().startsWith("/all/"))) {
            return new ReadDefinition.Refused(found);
        }
        DefinitionText text =
                DefinitionToDrl.write(definition, at -> found.stream().noneMatch(problem -> isWithin(at, problem)));
        var problems = new Problems();
        List<Rule> rules = new DrlReader(problems).read(text.drl());
        problems.all().stream().map(text::place).forEach(found::add);
        return found.isEmpty()
                ? new Definition(rules.getFirst(), text::pointer)
                : new ReadDefinition.Refused(found.stream().distinct().toList());
    }

    private static boolean isWithin(String at, DefinitionProblem problem) {
        return problem.pointer().equals(at) || problem.pointer().startsWith(at + "/");
    }
}
