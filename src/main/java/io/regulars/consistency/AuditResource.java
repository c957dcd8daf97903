package io.regulars.consistency;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
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

/** Whether what is stored of clients is what their history says. */
@Path("/api/audit")
@Produces("application/json")
@RolesAllowed(Roles.ANALYST)
class AuditResource {
    private static final int MOST_SAMPLED = 10_000;

    private final AuditSample sample;
    private final AuditJobs jobs;
    private final Caller caller;

    AuditResource(AuditSample sample, AuditJobs jobs, Caller caller) {
        this.sample = sample;
        this.jobs = jobs;
        this.caller = caller;
    }

    @POST
    @Consumes("application/json")
    @Operation(
            summary =
                    "Recomputes clients from their history and lists where what is stored differs; with {} all, as a job",
            description =
                    "'sample' is how many clients are drawn by chance, at most 10,000; the answer to a sample is complete."
                            + " Compared are memberships and since when, when a client is to be evaluated again, their spend, and"
                            + " the cut-offs of the whole business. 'waiting' counts clients that are about to be evaluated"
                            + " anyway. Nothing is changed; the drift must be 0.")
    @APIResponseSchema(value = AuditReport.class, responseCode = "200")
    public Response audit(@RequestBodySchema(AuditRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        Integer size = fields.whole("sample", 1, MOST_SAMPLED);
        fields.finish();
        if (size != null) {
            return Response.ok(sample.audit(caller.business(), size)).build();
        }
        UUID job = jobs.start(caller.business());
        return Response.accepted(job(job.toString()))
                .location(URI.create("/api/audit/" + job))
                .build();
    }

    @GET
    @Path("/{job}")
    @Operation(summary = "How far an audit of all clients is, and where what is stored differs")
    public AuditJobs.Job job(@PathParam("job") String job) {
        return BackgroundJobs.id(job)
                .flatMap(id -> jobs.find(caller.business(), id))
                .orElseThrow(() -> unknown(job));
    }

    private static ProblemException unknown(String job) {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no audit '" + job + "'; they are kept for a week.");
    }

    /** What is to be audited, as the description of the API shows it. */
    record AuditRequest(
            @Min(1) @Max(MOST_SAMPLED) @Schema(description = "How many clients; all, as a job, if not said.") @Nullable
            Integer sample) {}
}
