package io.regulars.releases.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.rules.model.MergedRules;
import io.regulars.rules.model.RuleChange;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Brings drafts up to date. */
@Path("/api/rules/releases")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
class RebaseResource {
    private final RebaseDraft rebaseDraft;
    private final Caller caller;

    RebaseResource(RebaseDraft rebaseDraft, Caller caller) {
        this.rebaseDraft = rebaseDraft;
        this.caller = caller;
    }

    /**
     * A draft that was brought together with the release that answers.
     *
     * @param release the draft
     * @param hash of its content now
     * @param from what it was made of before; null: that is not known
     * @param onto the release that answers, of which it is made now
     * @param brought what it has from there, each with a sentence
     * @param decided what both had changed, and was decided as asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rebased(
            String release,
            String hash,
            @Nullable String from,
            String onto,
            List<RuleChange> brought,
            List<MergedRules.Conflict> decided) {}

    @POST
    @Path("/{id}/rebase")
    @Operation(
            summary = "Brings a draft together with the release that has become active since it was made",
            description =
                    "What only one of them has changed since then is taken from that one: whole files, and in one file rule by rule, segment by"
                            + " segment (segments.yaml), scenario by scenario, and the rows of a CSV table under the same head; a campaign is one"
                            + " part. The draft is then made of the active release, and 'brought' says what it has from there. What both have"
                            + " changed, each otherwise, is refused: 409 with 'conflicts', each at its place with what both say, and nothing is"
                            + " changed; 'conflicts' in the body decides that: 'refused' (the usual), 'draft' or 'active'. The draft is a DRAFT again:"
                            + " check it.")
    @APIResponseSchema(value = Rebased.class, responseCode = "200")
    public Response rebase(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBodySchema(RebaseRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        RebaseDraft.Conflicts conflicts = fields.read("conflicts", RebaseResource::conflicts);
        fields.finish();
        RebaseDraft.Rebased made = rebaseDraft.rebase(
                ReleaseResource.editor(caller),
                ReleaseId.ofPath(id),
                ifMatch,
                Objects.requireNonNullElse(conflicts, RebaseDraft.Conflicts.REFUSED));
        Release draft = made.draft().release();
        var rebased =
                new Rebased(draft.label(), draft.hash(), made.from(), made.onto(), made.brought(), made.decided());
        return ReleaseResource.answer(Response.ok(rebased), draft);
    }

    private static RebaseDraft.Conflicts conflicts(String text) {
        return switch (text) {
            case "refused" -> RebaseDraft.Conflicts.REFUSED;
            case "draft" -> RebaseDraft.Conflicts.AS_IN_DRAFT;
            case "active" -> RebaseDraft.Conflicts.AS_IN_ACTIVE;
            default -> throw new IllegalArgumentException("is 'refused', 'draft' or 'active'");
        };
    }

    /** How conflicts are decided, as the description of the API shows it. */
    record RebaseRequest(
            @Schema(description = "refused, draft or active; refused if not said.") @Nullable
            String conflicts) {}
}
