package io.regulars.broadcasts;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.preview.Impact;
import io.regulars.preview.PreviewBroadcast;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Starts a campaign once for all who are in a segment. */
@Path("/api/campaigns/{name}")
@Produces("application/json")
class BroadcastResource {
    private static final int USUAL_SAMPLE = 5;
    private static final int LARGEST_SAMPLE = 100;
    private static final int LARGEST_PER_DAY = 1_000_000;
    private static final int SHOWN = 100;

    private final BroadcastJobs jobs;
    private final Caller caller;

    BroadcastResource(BroadcastJobs jobs, Caller caller) {
        this.jobs = jobs;
        this.caller = caller;
    }

    /**
     * What would follow, and what confirms it.
     *
     * @param clients how many are in the segment
     * @param starts for how many of them the campaign starts
     * @param heldOut how many get nothing, so that the effect can be told
     * @param skipped for how many it may not start, by the reason
     * @param lastStartAt when the first step is due of whom it starts for last
     * @param sample some who get it, some who are held out and some for whom it may not start
     * @param sending what goes out of it within the days after, and by which gate the rest waits or is dropped
     * @param confirmation sent with the same request once more it starts the campaign
     */
    @Schema(name = "BroadcastPreview")
    record Preview(
            String campaign,
            String title,
            String segment,
            String release,
            @Nullable Integer perDay,
            int clients,
            long starts,
            long heldOut,
            Map<String, Integer> skipped,
            @Nullable Instant lastStartAt,
            List<PreviewBroadcast.SampleClient> sample,
            Impact.Sending sending,
            String confirmation,
            Instant validUntil) {}

    @POST
    @Path("/start")
    @Consumes("application/json")
    @RolesAllowed(Roles.ANALYST)
    @Operation(
            summary =
                    "Starts a campaign once for all who are in a segment: first a preview, then with its confirmation in earnest",
            description =
                    "Without 'confirmation' nothing is written: the answer (200) says for how many the campaign starts, what goes out day by"
                            + " day, and by which gate the rest waits or is dropped, decided by the functions that decide it in earnest. Its"
                            + " 'confirmation', sent with the same body within half an hour, starts the campaign (202) in the background; sent"
                            + " again it tells of the same job. It is refused (409) if another release answers now, or if many have come into"
                            + " the segment or left it. The campaign's limit spreads the starts over days, and so does 'perDay'.")
    @APIResponse(
            responseCode = "200",
            description = "What would follow.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Preview.class)))
    @APIResponse(
            responseCode = "202",
            description = "It is started.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Broadcast.class)))
    public Response start(@PathParam("name") String name, @RequestBodySchema(StartRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        String segment = fields.required("segment", fields.text("segment"));
        Integer perDay = fields.whole("perDay", 1, LARGEST_PER_DAY);
        Integer sample = fields.whole("sample", 0, LARGEST_SAMPLE);
        String confirmation = fields.text("confirmation");
        fields.finish();
        var wish = new BroadcastWish(name, Objects.requireNonNull(segment), perDay);
        if (confirmation == null) {
            return Response.ok(preview(wish, sample == null ? USUAL_SAMPLE : sample))
                    .build();
        }
        Broadcast started = jobs.start(caller.business(), wish, confirmation, caller.name());
        return Response.accepted(started)
                .location(URI.create("/api/campaigns/" + name + "/starts/" + started.job()))
                .build();
    }

    private Preview preview(BroadcastWish wish, int sample) {
        BroadcastJobs.Previewed seen = jobs.preview(caller.business(), wish, sample);
        return new Preview(
                wish.campaign(),
                seen.campaign().title(),
                wish.segment(),
                seen.release().label(),
                wish.perDay(),
                seen.clients(),
                seen.foretold().starts(),
                seen.foretold().heldOut(),
                seen.foretold().skipped(),
                seen.foretold().lastStartAt(),
                seen.foretold().sample(),
                seen.foretold().sending(),
                seen.confirmation(),
                seen.validUntil());
    }

    @GET
    @Path("/starts")
    @RolesAllowed({Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "Who started the campaign for which segment, and how far that is; the latest hundred")
    public List<Broadcast> starts(@PathParam("name") String name) {
        return jobs.of(caller.business(), name, SHOWN);
    }

    @GET
    @Path("/starts/{job}")
    @RolesAllowed({Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "How far the start of a campaign for a segment is")
    public Broadcast one(@PathParam("name") String name, @PathParam("job") String job) {
        return BackgroundJobs.id(job)
                .flatMap(id -> jobs.find(caller.business(), name, id))
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND, "There is no start '" + job + "' of the campaign '" + name + "'."));
    }

    @POST
    @Path("/starts/{job}/stop")
    @RolesAllowed(Roles.ANALYST)
    @Operation(
            summary = "Stops it: it starts for nobody else, and what waits of it is cancelled, in the outbox too",
            description =
                    "What has been handed over to a mail server or another receiver already, or is at this moment, is not taken back. Once more changes nothing.")
    public Broadcast stop(@PathParam("name") String name, @PathParam("job") String job) {
        jobs.stop(one(name, job), caller.name());
        return one(name, job);
    }

    /** What is to be started, as the description of the API shows it. */
    @Schema(name = "BroadcastRequest")
    record StartRequest(
            @NotNull @Schema(description = "The name of the segment.")
            String segment,

            @Min(1)
            @Max(LARGEST_PER_DAY)
            @Schema(description = "How many starts a day; as many as the campaign's limit allows if not said.")
            @Nullable
            Integer perDay,

            @Min(0)
            @Max(LARGEST_SAMPLE)
            @Schema(description = "How many clients of each kind the preview shows; 5 if not said.")
            @Nullable
            Integer sample,

            @Schema(description = "From the preview; without it nothing starts.") @Nullable
            String confirmation) {}
}
