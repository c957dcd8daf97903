package io.regulars.rules;

import io.regulars.rules.builder.DoesNotFit;
import io.regulars.rules.builder.TreeToDefinition;
import io.regulars.rules.drl.words.RuleSpans;
import io.regulars.rules.model.DefinitionProblem;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.reading.ReadRules;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which rules of a release assign segments, and what they ask as definitions where they fit. */
public final class RuleDefinitions {
    private RuleDefinitions() {}

    /**
     * What was found.
     *
     * @param problems what keeps files from being read
     */
    public record Found(List<OfRule> rules, List<Diagnostic> problems) {
        public Found {
            rules = List.copyOf(rules);
            problems = List.copyOf(problems);
        }
    }

    /**
     * One rule that assigns segments.
     *
     * @param segments their names; of a computed one its beginning and *
     * @param definition what it asks; null if it does not fit
     * @param reason why it does not fit, in a sentence; null if it does
     */
    public record OfRule(
            String name,
            String file,
            int line,
            List<String> segments,
            @Nullable Definition definition,
            @Nullable String reason) {
        public OfRule {
            segments = List.copyOf(segments);
        }

        /** Whether it may put clients into a segment. */
        public boolean assigns(String segment) {
            return segments.stream()
                    .anyMatch(name -> name.endsWith("*")
                            ? segment.startsWith(name.substring(0, name.length() - 1))
                            : name.equals(segment));
        }
    }

    /** The rules that assign segments, in the order of the files. */
    public static Found in(List<RuleFile> files) {
        var problems = new DiagnosticCollector();
        var reading = new ReadRules(problems);
        var faults = new InternalFaults();
        Map<String, List<Rule>> byName = new LinkedHashMap<>();
        files.stream().filter(ReadRules::hasRules).forEach(file -> {
            try {
                reading.read(file).stream()
                        .filter(Rule::assigns)
                        .forEach(rule -> byName.computeIfAbsent(
                                        rule.position().file() + "\n" + rule.name(), key -> new ArrayList<>())
                                .add(rule));
            } catch (RuntimeException e) {
                problems.add(faults.in(file.path(), Diagnostic.Severity.ERROR, "read the file", e));
            }
        });
        return new Found(
                byName.values().stream().map(rule -> ofRule(rule, faults)).toList(), problems.errors());
    }

    /**
     * A rule file in which a rule asks something else; all other text stays as it is.
     *
     * @param line of the rule, from 1
     * @param drl the rule alone
     */
    public record Rewritten(RuleFile file, int line, String drl) {}

    /** The file with that rule under a name and with a definition; empty if it does not stand there once, by itself. */
    public static Optional<Rewritten> rewrite(
            RuleFile file, OfRule rule, String name, String segment, Definition definition) {
        String text = file.content();
        List<RuleSpans.Span> found = RuleSpans.of(file.path(), text).orElse(List.of()).stream()
                .filter(span -> rule.name().equals(span.rule()))
                .toList();
        if (found.size() != 1 || rule.segments().size() != 1) {
            return Optional.empty();
        }
        RuleSpans.Span span = found.getFirst();
        String drl = definition.drl(name, segment);
        String before = text.substring(0, span.start());
        var edited = new RuleFile(file.path(), before + drl.stripTrailing() + text.substring(span.end()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return Optional.of(new Rewritten(edited, line, drl));
    }

    private static OfRule ofRule(List<Rule> branches, InternalFaults faults) {
        Rule first = branches.getFirst();
        List<String> segments = first.then().stream()
                .map(Action::name)
                .map(RuleDefinitions::segment)
                .toList();
        Definition definition = null;
        String reason = null;
        try {
            definition = definition(branches);
        } catch (DoesNotFit e) {
            reason = "The rule is none that the builder shows: " + e.reason() + " ("
                    + e.position().inFile() + ").";
        } catch (RuntimeException | StackOverflowError e) {
            reason = faults.sentence("made a definition of the rule '" + first.name() + "'", e);
        }
        return new OfRule(
                first.name(), first.position().file(), first.position().line(), segments, definition, reason);
    }

    private static Definition definition(List<Rule> branches) throws DoesNotFit {
        var json = TreeToDefinition.write(branches);
        if (branches.size() == 1) {
            return new Definition(branches.getFirst());
        }
        return switch (ReadDefinition.read(json)) {
            case Definition definition -> definition;
            case ReadDefinition.Refused(List<DefinitionProblem> problems) ->
                throw new DoesNotFit(
                        branches.getFirst().position(), problems.getFirst().message());
        };
    }

    private static String segment(Expression name) {
        return switch (name) {
            case Expression.TextLiteral literal -> literal.value();
            case Expression.Concatenation joined -> {
                String begins = segment(joined.left());
                yield begins.endsWith("*") ? begins : begins + "*";
            }
            default -> "*";
        };
    }
}
