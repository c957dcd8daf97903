package io.regulars.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Fields;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.CompileRules;
import io.regulars.rules.Definition;
import io.regulars.rules.ReadDefinition;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the question whom a definition would hold, as callers ask it.
 *
 * @param rules assign that segment and no other
 * @param sample how many clients are to be shown of each kind
 */
record DefinitionQuery(RuleSet rules, String segment, int sample) {
    private static final int USUAL_SAMPLE = 5;
    static final int LARGEST_SAMPLE = 100;
    private static final int LONGEST_DRL = 100_000;
    private static final String UNNAMED = "preview";

    /**
     * The question.
     *
     * @throws ProblemException INVALID with everything that is wrong with it
     */
    static DefinitionQuery read(ObjectNode body) {
        var fields = new Fields(body);
        JsonNode definition = fields.any("definition");
        JsonNode drl = fields.any("drl");
        Optional<String> segment = Optional.ofNullable(fields.id("segment"));
        Integer sample = fields.whole("sample", 0, LARGEST_SAMPLE);
        if ((definition == null) == (drl == null)) {
            fields.wrong("definition", "is required, or 'drl', and not both");
        }
        if (drl != null && (!drl.isTextual() || drl.textValue().length() > LONGEST_DRL)) {
            fields.wrong("drl", "is the text of rules, of at most " + LONGEST_DRL + " characters");
        }
        fields.finish();
        RuleSet rules = definition != null
                ? compiled("/definition", built(definition, segment.orElse(UNNAMED)))
                : compiled("/drl", Objects.requireNonNull(drl).textValue());
        if (rules.segmentNames().size() != 1) {
            throw wrong(List.of(new ProblemException.FieldError(
                    "/drl", "assigns one segment, by its name in quotes; this assigns " + rules.segmentNames())));
        }
        return new DefinitionQuery(
                rules, rules.segmentNames().iterator().next(), sample == null ? USUAL_SAMPLE : sample);
    }

    private static String built(JsonNode definition, String segment) {
        return switch (ReadDefinition.read(definition)) {
            case Definition read -> read.drl(segment, segment);
            case ReadDefinition.Refused refused ->
                throw wrong(refused.problems().stream()
                        .map(problem -> problem.at("/definition"))
                        .toList());
        };
    }

    private static RuleSet compiled(String pointer, String drl) {
        return switch (CompileRules.compile(List.of(new RuleFile("preview.drl", drl)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw wrong(rejected.diagnostics().stream()
                        .map(problem -> new ProblemException.FieldError(pointer, told(problem)))
                        .toList());
        };
    }

    private static String told(Diagnostic problem) {
        return ("line " + problem.line() + ", column " + problem.column() + ": " + problem.message() + " "
                        + problem.hint())
                .strip();
    }

    private static ProblemException wrong(List<ProblemException.FieldError> errors) {
        return new ProblemException(ErrorCode.INVALID, Fields.INVALID, errors);
    }
}
