package io.regulars.rules.builder;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.DefinitionProblem;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a definition by writing it out as DRL, which the one reader of DRL then reads. */
public final class DefinitionReader {
    private DefinitionReader() {}

    /** What became of a definition. */
    public sealed interface Reading permits Meant, Refused {}

    /**
     * It means a rule.
     *
     * @param pointers the parts of the definition, as JSON pointers, by the places in the rule
     */
    public record Meant(Rule rule, Function<Position, String> pointers) implements Reading {}

    /** It means nothing; all that is wrong, by the places in it. */
    public record Refused(List<DefinitionProblem> problems) implements Reading {}

    /** The rule that a definition means, or all its problems. */
    public static Reading read(JsonNode definition) {
        List<DefinitionProblem> found = new ArrayList<>(Shape.check(definition));
        if (found.stream()
                .anyMatch(problem -> isWithin("", problem) && !problem.pointer().startsWith("/all/"))) {
            return new Refused(found);
        }
        DefinitionText text =
                DefinitionToDrl.write(definition, at -> found.stream().noneMatch(problem -> isWithin(at, problem)));
        var problems = new DiagnosticCollector();
        List<Rule> rules = new DrlReader(problems).read(text.drl());
        problems.all().stream().map(text::place).forEach(found::add);
        return found.isEmpty()
                ? new Meant(rules.getFirst(), text::pointer)
                : new Refused(found.stream().distinct().toList());
    }

    private static boolean isWithin(String at, DefinitionProblem problem) {
        return problem.pointer().equals(at) || problem.pointer().startsWith(at + "/");
    }
}
