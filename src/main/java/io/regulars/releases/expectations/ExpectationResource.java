package io.regulars.releases.expectations;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.scenarios.AmendScenarios;
import io.regulars.releases.scenarios.ExpectationQuestion;
import io.regulars.releases.store.EditReleases;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseId;
import io.regulars.releases.store.ReleaseResource;
import io.regulars.releases.store.WholeRelease;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Expectations of scenarios that the rules of a release do not meet, and drafts that expect what is so. */
@Path("/api/rules/releases/{id}/expectations")
@Produces("application/json")
@RolesAllowed(Roles.ANALYST)
class ExpectationResource {
    private final Administration administration;
    private final EditReleases editReleases;
    private final Caller caller;

    ExpectationResource(Administration administration, EditReleases editReleases, Caller caller) {
        this.administration = administration;
        this.editReleases = editReleases;
        this.caller = caller;
    }

    /** The expectations that are not met. */
    record UnmetExpectations(String release, String hash, List<ExpectationQuestion> unmet) {}

    @GET
    @Operation(
            summary = "Expectations of scenarios that the rules of a release do not meet",
            description =
                    "'unmet' has one row for each moment of a scenario: what was expected, what is so and why, what the expectation 'says', and what"
                            + " it 'would' say if what is so is wanted. The ETag is the release's.")
    @APIResponseSchema(value = UnmetExpectations.class, responseCode = "200")
    public Response unmet(@PathParam("id") String id) {
        WholeRelease release = find(id);
        return answer(release.release(), asked(release));
    }

    @POST
    @Path("/accept")
    @Consumes("application/json")
    @Operation(
            summary = "Writes into a draft that some expectations are what is so",
            description =
                    "'accepted' names them by their ids. Each is written on one line in its place; no other line is changed. If-Match is the draft's ETag."
                            + " The answer has the expectations that are still not met, and the draft's new ETag.")
    @APIResponseSchema(value = UnmetExpectations.class, responseCode = "200")
    public Response accept(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBodySchema(AcceptRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        fields.required("accepted", fields.any("accepted"));
        List<String> accepted = fields.texts("accepted");
        fields.finish();
        EditReleases.Editor editor = ReleaseResource.editor(caller);
        WholeRelease seen = administration.transaction(
                tx -> WholeRelease.of(tx, EditReleases.editable(tx, editor, ReleaseId.ofPath(id), ifMatch)));
        Release edited = editReleases.replace(
                editor,
                seen.release().id(),
                ifMatch,
                asked(seen).accepting(seen.files(), accepted),
                "accepted " + (accepted.size() == 1 ? "an expectation" : accepted.size() + " expectations"));
        return answer(edited, asked(find(id)));
    }

    private WholeRelease find(String id) {
        return administration.transaction(
                tx -> WholeRelease.visible(tx, ReleaseResource.editor(caller), ReleaseId.ofPath(id)));
    }

    private static AmendScenarios asked(WholeRelease release) {
        CheckRelease.Checked compiled = CheckRelease.runnable(release.release().label(), release.files());
        return AmendScenarios.of(release.files(), compiled.rules(), compiled.campaigns());
    }

    private static Response answer(Release release, AmendScenarios asked) {
        return ReleaseResource.answer(
                Response.ok(new UnmetExpectations(release.label(), release.hash(), asked.questions())), release);
    }

    /** Expectations to be accepted, as the description of the API shows it. */
    record AcceptRequest(@NotNull List<String> accepted) {}
}
