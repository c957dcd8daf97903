package io.regulars.releases.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Roles;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.Definition;
import io.regulars.rules.DescribeDefinitions;
import io.regulars.rules.ReadDefinition;
import io.regulars.rules.RuleDefinitions;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** Definitions of the visual builder: what they can say, and to DRL and back. */
@Path("/api/rules/builder")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class BuilderResource {
    /** A rule in DRL. */
    record Drl(String drl) {}

    /** A rule as a definition. */
    @Schema(name = "RuleAsDefinition")
    record Defined(String rule, String segment, JsonNode definition) {}

    @GET
    @Path("/schema")
    @Operation(
            summary = "What a definition of the visual builder can say, as a JSON schema (draft 2020-12)",
            description =
                    "Every property with its meaning and arguments, the operators of its type, and the values of a closed"
                            + " list; from the vocabulary that rules are read against.")
    public JsonNode schema() {
        return DescribeDefinitions.schema();
    }

    @POST
    @Path("/drl")
    @Consumes("application/json")
    @Operation(
            summary = "A definition as a rule in DRL",
            description = "'rule' is the rule's name; the segment's if not said.")
    public Drl drl(@RequestBodySchema(DrlRequest.class) InputStream body) {
        ObjectNode json = Json.object(body);
        var fields = new Fields(json);
        Definition definition = definition(json, fields);
        String segment = fields.required("segment", fields.id("segment"));
        String rule = fields.text("rule");
        fields.finish();
        Objects.requireNonNull(segment);
        return new Drl(Objects.requireNonNull(definition).drl(rule == null ? segment : rule, segment));
    }

    @POST
    @Path("/definition")
    @Consumes("application/json")
    @Operation(
            summary = "A rule in DRL as a definition, if it fits",
            description =
                    "It fits if it asks of the client, and whether they have or lack bookings and survey answers, and assigns"
                            + " one segment by its name.")
    public Defined definition(@RequestBodySchema(DefinitionRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        JsonNode drl = fields.required("drl", fields.any("drl"));
        if (drl != null && !drl.isTextual()) {
            fields.wrong("drl", "is a text");
        }
        fields.finish();
        RuleDefinitions.Found found = RuleDefinitions.in(
                List.of(new RuleFile("rule.drl", Objects.requireNonNull(drl).textValue())));
        found.problems().forEach(problem -> fields.wrong("drl", said(problem)));
        fields.refuse();
        if (found.rules().size() != 1) {
            fields.wrong(
                    "drl",
                    "is one rule that assigns a segment; here are "
                            + found.rules().size());
            fields.refuse();
        }
        RuleDefinitions.OfRule rule = found.rules().getFirst();
        if (rule.definition() == null) {
            fields.wrong("drl", Objects.requireNonNull(rule.reason()));
            fields.refuse();
        }
        return new Defined(
                rule.name(),
                rule.segments().getFirst(),
                Objects.requireNonNull(rule.definition()).json());
    }

    private static String said(Diagnostic problem) {
        return "line %d, column %d: %s %s"
                .formatted(problem.line(), problem.column(), problem.message(), problem.hint())
                .strip();
    }

    /** The definition of a request; null with its problems noted. */
    static @Nullable Definition definition(ObjectNode body, Fields fields) {
        JsonNode given = fields.required("definition", fields.any("definition"));
        if (given == null) {
            return null;
        }
        return switch (ReadDefinition.read(given)) {
            case Definition definition -> definition;
            case ReadDefinition.Refused(var problems) ->
                throw new ProblemException(
                        ErrorCode.INVALID,
                        Fields.INVALID,
                        problems.stream()
                                .map(problem -> problem.at("/definition"))
                                .toList());
        };
    }

    /** A definition to be written as a rule, as the description of the API shows it. */
    @Schema(requiredProperties = "definition")
    record DrlRequest(
            @Schema(ref = "Definition") JsonNode definition,
            @NotNull @Size(min = 1, max = 200) String segment,
            @Size(max = 1000) @Nullable String rule) {}

    /** A rule to be read as a definition, as the description of the API shows it. */
    record DefinitionRequest(
            @NotNull @Schema(description = "One rule.") String drl) {}
}
