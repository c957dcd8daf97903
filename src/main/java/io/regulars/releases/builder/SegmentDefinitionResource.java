package io.regulars.releases.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.QueryFlag;
import io.regulars.releases.activation.AnswerActivation;
import io.regulars.releases.activation.RequestActivation;
import io.regulars.releases.store.ETag;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseId;
import io.regulars.releases.store.ReleaseResource;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.WholeRelease;
import io.regulars.rules.Definition;
import io.regulars.rules.RuleDefinitions;
import io.regulars.segments.SegmentInfo;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Segments as the visual builder defines them. */
@Path("/api/segments")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class SegmentDefinitionResource {
    private final Administration administration;
    private final SaveSegment saveSegment;
    private final RequestActivation request;
    private final AnswerActivation answer;
    private final Caller caller;

    SegmentDefinitionResource(
            Administration administration,
            SaveSegment saveSegment,
            RequestActivation request,
            AnswerActivation answer,
            Caller caller) {
        this.answer = answer;
        this.administration = administration;
        this.saveSegment = saveSegment;
        this.request = request;
        this.caller = caller;
    }

    /**
     * What the active rules say of a segment.
     *
     * @param editable whether the builder may save it
     * @param inPlace whether it may with inPlace=true: it changes the rule that somebody wrote by hand
     * @param reason why it may not without; null: it may
     */
    @Schema(name = "SegmentAsDefinitions")
    record Defined(
            String segment,
            String release,
            boolean editable,
            boolean inPlace,
            @Nullable String reason,
            List<OfRule> rules) {}

    /**
     * One rule that assigns it.
     *
     * @param definition null if the builder cannot show it
     * @param reason why it cannot
     */
    @Schema(name = "DefinedRule")
    record OfRule(
            String rule,
            String file,
            int line,
            @Nullable JsonNode definition,
            @Nullable String reason) {
        static OfRule of(RuleDefinitions.OfRule rule) {
            Definition definition = rule.definition();
            return new OfRule(
                    rule.name(),
                    rule.file(),
                    rule.line(),
                    definition == null ? null : definition.json(),
                    rule.reason());
        }
    }

    /**
     * A segment that was saved.
     *
     * @param problems what keeps the release from being activated, as red=true allows
     * @param warnings what the check of the release warns of, with a pointer into the request where it is about that
     * @param activation null if it was not asked for
     */
    record Saved(
            String segment,
            String release,
            String file,
            String rule,
            String drl,
            List<PlacedDiagnostic> problems,
            List<PlacedDiagnostic> warnings,
            AnswerActivation.@Nullable Activated activation) {}

    /**
     * A segment that was taken out.
     *
     * @param file that is gone
     * @param warnings what the check of the release warns of
     * @param activation null if it was not asked for
     */
    @Schema(name = "SegmentTakenOut")
    record Taken(
            String segment,
            String release,
            String file,
            List<PlacedDiagnostic> warnings,
            AnswerActivation.@Nullable Activated activation) {}

    @GET
    @Path("/{name}/definition")
    @Operation(
            summary = "The rules that assign a segment, as definitions where they fit",
            description =
                    "'reason' says why a rule is none that the builder can show; that beside 'editable' why PUT would refuse"
                            + " to save the segment, since rules written by hand assign it; 'inPlace' says whether inPlace=true changes them. They are those of the active release, or of 'release'; the ETag is its.")
    @APIResponseSchema(value = Defined.class, responseCode = "200")
    public Response definition(@PathParam("name") String name, @QueryParam("release") @Nullable String release) {
        WholeRelease found = administration.transaction(tx -> release == null
                ? WholeRelease.answering(tx, ReleaseScope.of(caller.business()))
                : WholeRelease.visible(tx, ReleaseResource.editor(caller), ReleaseId.ofPath(release)));
        List<OfRule> rules = RuleDefinitions.in(found.files()).rules().stream()
                .filter(rule -> rule.assigns(name))
                .map(OfRule::of)
                .toList();
        if (rules.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "No rule of " + found.release().label() + " assigns the segment '" + name + "'.");
        }
        String byHand = SegmentFiles.byHand(found.files(), name).orElse(null);
        boolean inPlace = SegmentFiles.inPlace(found.files(), name).isPresent();
        var defined = new Defined(name, found.release().label(), byHand == null, inPlace, byHand, rules);
        return ReleaseResource.answer(Response.ok(defined), found.release());
    }

    @PUT
    @Path("/{name}")
    @Consumes("application/json")
    @RolesAllowed(Roles.ANALYST)
    @Operation(
            summary = "Saves a segment of the visual builder in a new draft, or in one that there is",
            description =
                    "'definition' says who is in it, 'rule' is the name of its rule (else its title), and 'title',"
                            + " 'question', 'campaign', 'owner' and 'review' are its entry in segments.yaml; without any of them the entry"
                            + " stays. 'release' of the answer is a new, checked draft of the one that is active; release=r-7 puts it into that draft"
                            + " instead, so that several edits are one change, and needs If-Match with the draft's ETag, which each edit answers. With"
                            + " activate=true the draft is activated, and only what happens from now on starts campaigns. Without 'release' If-Match,"
                            + " with the ETag of GET …/definition, refuses the save if another release has become active since. A segment that rules written by"
                            + " hand assign is refused: 409, unless inPlace=true and it is one rule that shows as a definition: that is changed where it stands,"
                            + " under its name unless 'rule' says another. Where the release with it could not run, or its scenarios expect otherwise, 422 carries"
                            + " 'diagnostics' as a check does, each with the 'pointer' into the request where it is about what that says; so do 'warnings' of"
                            + " what was saved. red=true keeps a draft all the same whose rules run; 'problems' says what keeps it from being activated.")
    @APIResponseSchema(value = Saved.class, responseCode = "200")
    public Response save(
            @PathParam("name") String name,
            @QueryParam("activate") @Nullable String activate,
            @QueryParam("release") @Nullable String release,
            @QueryParam("red") @Nullable String red,
            @QueryParam("inPlace") @Nullable String inPlace,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBodySchema(SegmentRequest.class) InputStream body) {
        boolean answering = QueryFlag.isTrue("activate", activate);
        ObjectNode json = Json.object(body);
        var fields = new Fields(json);
        Definition definition = BuilderResource.definition(json, fields);
        SegmentInfo info = info(Fields.checkedId(name), fields);
        String rule = fields.text("rule");
        fields.finish();
        var wanted = new SegmentFiles.Wanted(
                name, rule, Objects.requireNonNull(definition), info, QueryFlag.isTrue("inPlace", inPlace));
        checkFourEyes(answering);
        SaveSegment.SavedWith made = saveSegment.save(in(release, ifMatch, QueryFlag.isTrue("red", red)), wanted);
        SegmentFiles.Put put = made.put();
        Release draft = made.saved().draft();
        var saved = new Saved(
                name,
                draft.label(),
                put.path(),
                put.rule(),
                put.drl(),
                PlacedDiagnostic.of(wanted, put, made.saved().problems()),
                PlacedDiagnostic.of(wanted, put, made.saved().warnings()),
                answering ? activated(draft) : null);
        return answer(release, draft, saved);
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed(Roles.ANALYST)
    @Operation(
            summary = "Takes a segment of the visual builder out, in a new draft or in one that there is",
            description =
                    "'release' and If-Match as for PUT. Its rule and its entry in segments.yaml go; whoever is in the segment leaves it when the release answers, at once"
                            + " with activate=true. A segment that rules written by hand assign is refused: 409. Where the release without"
                            + " it could not run, since a scenario expects somebody in it, 422 carries 'diagnostics'.")
    @APIResponseSchema(value = Taken.class, responseCode = "200")
    public Response take(
            @PathParam("name") String name,
            @QueryParam("activate") @Nullable String activate,
            @QueryParam("release") @Nullable String release,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        boolean answering = QueryFlag.isTrue("activate", activate);
        checkFourEyes(answering);
        SaveSegment.Saved made = saveSegment.take(in(release, ifMatch, false), name);
        Release draft = made.draft();
        var taken = new Taken(
                name,
                draft.label(),
                SegmentFiles.path(name),
                PlacedDiagnostic.nowhere(made.warnings()),
                answering ? activated(draft) : null);
        return answer(release, draft, taken);
    }

    private SaveSegment.In in(@Nullable String release, @Nullable String ifMatch, boolean red) {
        return new SaveSegment.In(
                ReleaseResource.editor(caller), release == null ? null : ReleaseId.ofPath(release), ifMatch, red);
    }

    private static Response answer(@Nullable String release, Release draft, Object entity) {
        return release == null
                ? ReleaseResource.made(draft, entity)
                : ReleaseResource.answer(Response.ok(entity), draft);
    }

    private void checkFourEyes(boolean answering) {
        if (answering && caller.settings().fourEyes()) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN,
                    "The business wants four eyes: ask without activate=true, and somebody else activates the draft.");
        }
    }

    private AnswerActivation.Activated activated(Release draft) {
        var by = new RequestActivation.By(
                ReleaseResource.editor(caller), caller.settings().fourEyes());
        return answer.to(
                caller.business(),
                draft.label(),
                request.activate(by, draft.id(), ETag.of(draft), null, SwitchStarts.FUTURE_ONLY));
    }

    /** What is said about it; null if nothing is. */
    private static @Nullable SegmentInfo info(String name, Fields fields) {
        String title = fields.text("title");
        String question = fields.text("question");
        String campaign = fields.text("campaign");
        String owner = fields.text("owner");
        LocalDate review = fields.day("review");
        boolean nothing = Stream.of(title, question, campaign, owner, review).allMatch(Objects::isNull);
        return nothing ? null : new SegmentInfo(name, title == null ? name : title, question, campaign, owner, review);
    }

    /** A segment to be saved, as the description of the API shows it. */
    @Schema(requiredProperties = "definition")
    record SegmentRequest(
            @Schema(ref = "Definition") JsonNode definition,

            @Schema(description = "The rule's name; the title if not said.") @Nullable
            String rule,

            @Nullable String title,
            @Nullable String question,
            @Nullable String campaign,
            @Nullable String owner,
            @Nullable String review) {}
}
