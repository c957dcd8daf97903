package io.regulars.preview;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.json.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** Whom a definition would hold, while it is being written. */
@Path("/api/segments")
@Produces("application/json")
@RolesAllowed(Roles.ANALYST)
class SegmentPreviewResource {
    private final CountDefinition countDefinition;
    private final Caller caller;

    SegmentPreviewResource(CountDefinition countDefinition, Caller caller) {
        this.countDefinition = countDefinition;
        this.caller = caller;
    }

    @POST
    @Path("/preview")
    @Consumes("application/json")
    @Operation(
            summary = "Counts whom a definition would hold, exactly; nothing is stored",
            description =
                    "'definition' is one of the visual builder, or 'drl' the text of rules that assign one segment; 'segment'"
                            + " names the segment to compare a builder's definition with; 'sample' says how many clients to show"
                            + " of each kind, 5 unless said. The answer counts who would be in the segment: joiners, who are not in"
                            + " it now, and stayers; leavers are in it now and would not be; 'unknown' is how many others it would"
                            + " perhaps hold, were all known of them that it asks. Each shown client comes with the reason, a leaver with"
                            + " what is missing. 'at' is the moment they were judged at, at most a minute ago; what changed since is counted in. Findings of rules outside the text are not seen: preview"
                            + " the release then.")
    public CountDefinition.Counted preview(@RequestBodySchema(SegmentPreviewRequest.class) InputStream body) {
        DefinitionQuery query = DefinitionQuery.read(Json.object(body));
        return countDefinition.count(caller.business(), query.rules(), query.segment(), query.sample());
    }

    /** Whom a definition would hold, as the description of the API shows the question: one of definition and drl. */
    record SegmentPreviewRequest(
            @Schema(ref = "Definition") @Nullable Object definition,

            @Schema(description = "Rules that assign one segment.") @Nullable
            String drl,

            @Size(max = 200) @Nullable String segment,

            @Min(0) @Max(DefinitionQuery.LARGEST_SAMPLE) @Nullable
            Integer sample) {}
}
