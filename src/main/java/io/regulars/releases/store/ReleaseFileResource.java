package io.regulars.releases.store;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Administration;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.RuleFile;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The files of a release. Each edit of a draft names the state it was made from, and is answered with the new one. */
@Path("/api/rules/releases/{id}/files")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.PLATFORM})
class ReleaseFileResource {
    private static final String LOST_UPDATE =
            "If-Match names the ETag of the release as it was seen (* : whatever it is);"
                    + " without it the answer is 428, and 412 if somebody else has changed the release since. The answer's ETag is"
                    + " that of the next edit.";

    private final Administration administration;
    private final EditReleases editReleases;
    private final Caller caller;

    ReleaseFileResource(Administration administration, EditReleases editReleases, Caller caller) {
        this.administration = administration;
        this.editReleases = editReleases;
        this.caller = caller;
    }

    /** A file in the list. */
    @Schema(name = "ReleaseFile")
    record Listed(String path, int bytes) {}

    @GET
    @Operation(summary = "The files of a release")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Listed.class)))
    public Response list(@PathParam("id") String id) {
        WholeRelease found = find(id);
        List<Listed> files = found.files().stream()
                .map(file -> new Listed(file.path(), file.bytes().length))
                .toList();
        return ReleaseResource.answer(Response.ok(files), found.release());
    }

    @GET
    @Path("/{path: .+}")
    @Produces({"text/plain;charset=UTF-8", "application/octet-stream"})
    @Operation(summary = "One file as it is; the ETag is that of its release")
    public Response read(@PathParam("id") String id, @PathParam("path") String path) {
        WholeRelease found = find(id);
        RuleFile file = EditReleases.file(found, path);
        String type = RuleFile.isWorkbook(path) ? "application/octet-stream" : "text/plain;charset=UTF-8";
        return ReleaseResource.answer(Response.ok(file.bytes(), type), found.release());
    }

    private WholeRelease find(String id) {
        return administration.transaction(
                tx -> WholeRelease.visible(tx, ReleaseResource.editor(caller), ReleaseId.ofPath(id)));
    }

    @PUT
    @Path("/{path: .+}")
    @Consumes({"text/plain", "application/octet-stream"})
    @RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
    @Operation(summary = "Puts a file into a draft, new or in place of the one there", description = LOST_UPDATE)
    @APIResponseSchema(value = ShownRelease.class, responseCode = "200")
    public Response put(
            @PathParam("id") String id,
            @PathParam("path") String path,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            InputStream body) {
        var file = new RuleFile(path, bytes(body));
        return edited(editReleases.put(ReleaseResource.editor(caller), ReleaseId.ofPath(id), ifMatch, file));
    }

    @DELETE
    @Path("/{path: .+}")
    @RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
    @Operation(summary = "Takes a file out of a draft", description = LOST_UPDATE)
    @APIResponseSchema(value = ShownRelease.class, responseCode = "200")
    public Response take(
            @PathParam("id") String id,
            @PathParam("path") String path,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return edited(editReleases.take(ReleaseResource.editor(caller), ReleaseId.ofPath(id), ifMatch, path));
    }

    private Response edited(Release release) {
        var shown = administration.transaction(tx -> ShownRelease.with(release, Releases.files(tx, release.id())));
        return ReleaseResource.answer(Response.ok(shown), release);
    }

    /** One more than allowed, so that the edit can refuse it. */
    private static byte[] bytes(InputStream body) {
        try {
            return body.readNBytes(ReleaseLimits.MOST_BYTES_OF_A_FILE + 1);
        } catch (IOException e) {
            throw new ProblemException(ErrorCode.MALFORMED, "The body broke off.");
        }
    }
}
