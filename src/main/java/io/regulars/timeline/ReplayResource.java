package io.regulars.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.Codes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Which segments all clients of a business were in at a past moment. */
@Path("/api/replay")
@Produces("application/json")
@RolesAllowed(Roles.ANALYST)
class ReplayResource {
    private final Database database;
    private final ReplayJobs jobs;
    private final ReplayMembers members;
    private final SegmentsAsOf segmentsAsOf;
    private final Caller caller;
    private final InstantSource clock;

    ReplayResource(
            Database database,
            ReplayJobs jobs,
            ReplayMembers members,
            SegmentsAsOf segmentsAsOf,
            Caller caller,
            InstantSource clock) {
        this.database = database;
        this.jobs = jobs;
        this.members = members;
        this.segmentsAsOf = segmentsAsOf;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "Replays a past moment for all clients, as a job; nothing of what is so now changes",
            description =
                    "'asOf' is the moment; 'knowledge' is 'then' (what had been recorded by then) or 'now' (all that is"
                            + " known now, the usual); 'release' names the rules, usually those that ran then, or run now;"
                            + " 'segments' names those wanted, usually all. Spend cut-offs are those of that time, by 'now' as they"
                            + " follow from all that everybody is known to have spent by then; 'cutOffsKnownUntil' says from when"
                            + " on they may be others by now, since something was told meanwhile. Zone, notice and other settings"
                            + " of the business are those of today. One replay of a business runs at a time;"
                            + " its results are kept for a week.")
    @APIResponseSchema(value = ReplayJobs.Job.class, responseCode = "200")
    public Response replay(@RequestBodySchema(ReplayRequest.class) InputStream body) {
        var query = new AsOfQuery(segmentsAsOf, caller.business(), clock.instant());
        var fields = new Fields(Json.object(body));
        Instant asOf = fields.required("asOf", fields.read("asOf", text -> query.past(Codes.instant(text))));
        KnowledgeBasis knowledge = fields.read("knowledge", AsOfQuery::knowledge);
        Integer release = fields.read("release", AsOfQuery::release);
        Set<String> segments = Set.copyOf(fields.texts("segments"));
        fields.finish();
        var question = database.transaction(tx -> query.question(tx, requireNonNull(asOf), knowledge, release));
        UUID job = jobs.start(caller.business(), question, segments);
        return Response.accepted(job(job.toString()))
                .location(URI.create("/api/replay/" + job))
                .build();
    }

    @GET
    @Path("/{job}")
    @Operation(summary = "How far a replay is, and once it is done how many clients were in each segment")
    public ReplayJobs.Job job(@PathParam("job") String job) {
        return BackgroundJobs.id(job)
                .flatMap(id -> jobs.find(caller.business(), id))
                .orElseThrow(() -> unknown(job));
    }

    @GET
    @Path("/{job}/members")
    @Produces("text/csv")
    @Operation(summary = "Who was in which segment since when and by which rule, as CSV of any length")
    public StreamingOutput members(@PathParam("job") String job) {
        ReplayJobs.Job replay = job(job);
        if (!replay.state().equals("DONE")) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "The replay is not done; GET /api/replay/" + job + " says how far it is.");
        }
        UUID id = UUID.fromString(replay.job());
        return output -> members.write(id, line -> output.write(line.getBytes(UTF_8)));
    }

    private static ProblemException unknown(String job) {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no replay '" + job + "'; they are kept for a week.");
    }

    /** What is to be replayed, as the description of the API shows it. */
    record ReplayRequest(
            @NotNull Instant asOf,

            @Schema(description = "then or now; now if not said.") @Nullable
            String knowledge,

            @Schema(description = "Whose rules, such as r-5.") @Nullable
            String release,

            @Nullable List<String> segments) {}
}
