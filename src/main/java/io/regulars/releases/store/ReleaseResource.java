package io.regulars.releases.store;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Caller;
import io.regulars.access.Role;
import io.regulars.access.Roles;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The releases of a business and those that all share: what there is, new drafts, whole releases as zip files. */
@Path("/api/rules/releases")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.PLATFORM})
public class ReleaseResource {
    private final Administration administration;
    private final EditReleases editReleases;
    private final Caller caller;

    ReleaseResource(Administration administration, EditReleases editReleases, Caller caller) {
        this.administration = administration;
        this.editReleases = editReleases;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "The releases of the business, and the shared ones, the newest first",
            description =
                    "A release is a set of rule files with a content hash. A DRAFT can be edited; CHECKED is a draft in"
                            + " which nothing was found that keeps it from being activated; ACTIVE answers; RETIRED did before.")
    public RestResponse<List<ShownRelease>> list(@BeanParam PageRequest page) {
        String after = page.after();
        long before = after == null || after.isEmpty() ? Long.MAX_VALUE : ReleaseId.ofPath(after);
        List<ShownRelease> rows =
                administration.transaction(tx -> Releases.visible(caller.business(), before, page.limit())).stream()
                        .map(ShownRelease::of)
                        .toList();
        return page.answer(rows, ShownRelease::id);
    }

    @POST
    @Consumes("application/json")
    @RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
    @Operation(
            summary = "Makes a draft with the files of another release",
            description =
                    "'parent' is the release whose files it starts with, the active one if not said; 'message' says what"
                            + " it is for; 'scope' is 'own' (the usual) or 'shared', which answers for all businesses without an"
                            + " active release of their own and needs the role platform.")
    @APIResponseSchema(value = ShownRelease.class, responseCode = "200")
    public Response make(@RequestBodySchema(DraftRequest.class) InputStream body) {
        ObjectNode json = Json.object(body);
        var fields = new Fields(json);
        Integer parent = fields.read("parent", ReleaseId::read);
        String message = requireNonNullElse(fields.text("message"), "");
        ReleaseScope scope = scope(fields);
        fields.finish();
        return made(editReleases.make(editor(caller), scope, parent, message));
    }

    @POST
    @Path("/upload")
    @Consumes("application/zip")
    @RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
    @Operation(
            summary = "Makes a draft of a zip of rule files",
            description =
                    "The paths in the zip are those of the release: segments/recency.drl. What a rules folder would pass"
                            + " over is passed over here too. A downloaded release that is uploaded again has the same hash. 'parent' is the"
                            + " release that the files were made of, the active one if not said: what was activated since then is not taken"
                            + " back by them without a word.")
    @APIResponseSchema(value = ShownRelease.class, responseCode = "200")
    public Response upload(
            InputStream body,
            @QueryParam("message") @Nullable String message,
            @QueryParam("parent") @Nullable String parent,
            @QueryParam("scope") @Nullable String scope) {
        var query = JsonNodeFactory.instance
                .objectNode()
                .put("message", message)
                .put("parent", parent)
                .put("scope", scope);
        var fields = new Fields(query);
        Integer from = fields.read("parent", ReleaseId::read);
        String told = requireNonNullElse(fields.text("message"), "");
        ReleaseScope line = scope(fields);
        fields.finish();
        return made(editReleases.upload(editor(caller), line, from, ReleaseZip.read(body), told));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A release and the paths of its files; its ETag is its content hash")
    @APIResponseSchema(value = ShownRelease.class, responseCode = "200")
    public Response one(@PathParam("id") String id) {
        WholeRelease found = find(id);
        return answer(Response.ok(ShownRelease.with(found.release(), found.files())), found.release());
    }

    @GET
    @Path("/{id}/diff/{other}")
    @Operation(
            summary = "What is different in another release, by meaning and file by file",
            description =
                    "{id} is taken as the one before, {other} as the one after. 'meaning' says which rules, conditions, values,"
                            + " table cells, campaign steps and descriptions are others, each with a sentence; what only stands or"
                            + " looks otherwise is not among it. 'files' has each file that was added, removed or"
                            + " changed, with how many lines, and the difference as patches are written; workbooks without it.")
    public ReleaseDiff diff(@PathParam("id") String id, @PathParam("other") String other) {
        return ReleaseDiff.between(find(id), find(other));
    }

    private WholeRelease find(String id) {
        return administration.transaction(tx -> WholeRelease.visible(tx, editor(caller), ReleaseId.ofPath(id)));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
    @Operation(summary = "Removes a draft; what was active once stays")
    public void remove(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        editReleases.remove(editor(caller), ReleaseId.ofPath(id), ifMatch);
    }

    @GET
    @Path("/{id}/download")
    @Produces("application/zip")
    @Operation(summary = "The files of a release as a zip")
    public Response download(@PathParam("id") String id) {
        WholeRelease found = find(id);
        return answer(Response.ok(ReleaseZip.write(found.files())), found.release());
    }

    private Response made(Release release) {
        return made(
                release,
                administration.transaction(tx -> ShownRelease.with(release, Releases.files(tx, release.id()))));
    }

    /** The answer that says of a release that it was made. */
    public static Response made(Release release, Object entity) {
        return answer(
                Response.status(201).entity(entity).location(URI.create("/api/rules/releases/" + release.label())),
                release);
    }

    /** An answer that shows the state of a release; an edit names its tag. */
    public static Response answer(Response.ResponseBuilder answer, Release release) {
        return answer.header("ETag", ETag.of(release)).build();
    }

    /** Who edits, by the key of the request. */
    public static EditReleases.Editor editor(Caller caller) {
        return new EditReleases.Editor(caller.business(), caller.name(), caller.has(Role.PLATFORM));
    }

    /** The line that 'scope' says, the business's own if it says none. */
    private ReleaseScope scope(Fields fields) {
        ReleaseScope own = ReleaseScope.of(caller.business());
        ReleaseScope said = fields.read("scope", text -> switch (text) {
            case "own" -> own;
            case "shared" -> ReleaseScope.SHARED;
            default -> throw new IllegalArgumentException("is own or shared");
        });
        return requireNonNullElse(said, own);
    }

    /** A draft to be made, as the description of the API shows it. */
    record DraftRequest(
            @Schema(description = "Whose files it starts with, such as r-5; the active one's if not said.") @Nullable
            String parent,

            @Size(max = 1000) @Nullable String message,

            @Schema(description = "own or shared; own if not said.") @Nullable
            String scope) {}
}
