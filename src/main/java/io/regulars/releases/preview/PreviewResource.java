package io.regulars.releases.preview;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.preview.PreviewRelease;
import io.regulars.releases.activation.ActivationResource;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.store.ReleaseId;
import io.regulars.releases.store.ReleaseResource;
import io.regulars.releases.store.WholeRelease;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What a release would do to the clients of the business. */
@Path("/api/rules/releases/{id}/preview")
@Produces("application/json")
@RolesAllowed(Roles.ANALYST)
class PreviewResource {
    private static final int USUAL_SAMPLE = 5;
    private static final int LARGEST_SAMPLE = 100;

    private final PreviewJobs jobs;
    private final Administration administration;
    private final NameClients nameClients;
    private final Caller caller;

    PreviewResource(PreviewJobs jobs, Administration administration, NameClients nameClients, Caller caller) {
        this.jobs = jobs;
        this.administration = administration;
        this.nameClients = nameClients;
        this.caller = caller;
    }

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "Judges every client by a release that does not answer yet, as a job; nothing else is written",
            description =
                    "A draft that the check finds red can be previewed if its files can be read and compiled; 'problems' has what"
                            + " the check finds of it. Of each segment it counts joiners, leavers and stayers against what is"
                            + " stored now, with some of each and the reason ('sample' says how many, 5 unless said), and who goes"
                            + " from which segment to which; who leaves two for one is in both rows. 'starts' says what an"
                            + " activation is asked: 'future-only' (the usual: what is true at the switch is BACKLOG), 'everyone',"
                            + " or {\"perDay\": 50}, of which 'days' says how many it takes. Of each campaign it counts"
                            + " whom it would start for, who is held back by its re-entry limit, and step by step the actions with"
                            + " their cost, and how many messages have no address or no consent to go by, which are among those"
                            + " actions. Of the contact policy these three are all that is counted: caps on how often a client hears"
                            + " from the business, quiet hours and holdouts are not, nor is what follows once rules have put tags"
                            + " on.")
    @APIResponseSchema(value = PreviewJobs.Job.class, responseCode = "200")
    public Response preview(@PathParam("id") String id, @RequestBodySchema(PreviewRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        SwitchStarts starts = ActivationResource.starts(fields);
        Integer sample = fields.whole("sample", 0, LARGEST_SAMPLE);
        fields.finish();
        int number = ReleaseId.ofPath(id);
        WholeRelease asked =
                administration.transaction(tx -> WholeRelease.visible(tx, ReleaseResource.editor(caller), number));
        CheckRelease.Checked compiled = CheckRelease.runnable(asked.release().label(), asked.files());
        var question = new PreviewRelease.Question(
                caller.business(),
                compiled.rules(),
                compiled.campaigns(),
                starts,
                sample == null ? USUAL_SAMPLE : sample);
        UUID job = jobs.start(new PreviewJobs.Asked(asked, question));
        return Response.accepted(found(id, job.toString()))
                .location(URI.create("/api/rules/releases/" + asked.release().label() + "/preview/" + job))
                .build();
    }

    @GET
    @Path("/{job}")
    @Operation(summary = "How far a preview is, and once it is done what the release would do")
    public PreviewJobs.Job job(@PathParam("id") String id, @PathParam("job") String job) {
        return nameClients.in(caller.business(), found(id, job));
    }

    private PreviewJobs.Job found(String id, String job) {
        return BackgroundJobs.id(job)
                .flatMap(known -> jobs.find(caller.business(), ReleaseId.ofPath(id), known))
                .orElseThrow(() -> unknown(job));
    }

    @DELETE
    @Path("/{job}")
    @Operation(summary = "Cancels a preview that is running")
    public void cancel(@PathParam("id") String id, @PathParam("job") String job) {
        jobs.cancel(caller.business(), UUID.fromString(found(id, job).job()));
    }

    private static ProblemException unknown(String job) {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no preview '" + job + "'; they are kept for a day.");
    }

    /** What a preview is asked, as the description of the API shows it. */
    record PreviewRequest(
            @Schema(ref = "Starts") @Nullable Object starts,

            @Min(0) @Max(LARGEST_SAMPLE) @Schema(description = "How many clients are shown; 5 if not said.") @Nullable
            Integer sample) {}
}
