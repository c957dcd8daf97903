package io.regulars.live;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.Clients;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Evaluates on request: one client at once, or all as a job. */
@Path("/api/evaluate")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST})
class EvaluationResource {
    private final Database database;
    private final Clients clients;
    private final EvaluateClient evaluateClient;
    private final EvaluationJobs jobs;
    private final Caller caller;

    EvaluationResource(
            Database database, Clients clients, EvaluateClient evaluateClient, EvaluationJobs jobs, Caller caller) {
        this.database = database;
        this.clients = clients;
        this.evaluateClient = evaluateClient;
        this.jobs = jobs;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Evaluates the client named, or with {} all clients as a job")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response evaluate(@RequestBodySchema(EvaluationRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        String client = fields.id("client");
        fields.finish();
        if (client != null) {
            return Response.ok(database.transaction(transaction -> one(transaction, client)))
                    .build();
        }
        UUID job = jobs.start(caller.business());
        return Response.accepted(progress(job.toString()))
                .location(URI.create("/api/evaluate/" + job))
                .build();
    }

    @GET
    @Path("/{job}")
    @Operation(summary = "How far the evaluation of all clients is")
    public EvaluationJobs.Job progress(@PathParam("job") String job) {
        return BackgroundJobs.id(job)
                .flatMap(id -> jobs.find(caller.business(), id))
                .orElseThrow(() -> unknown(job));
    }

    private EvaluationAnswer one(Transaction transaction, String client) throws SQLException {
        BusinessId business = caller.business();
        long id = clients.lockPresent(transaction, business, client)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no client '" + client + "'."))
                .id();
        return evaluateClient.evaluate(transaction, business, id, List.of(), EvaluationCause.REQUEST);
    }

    private static ProblemException unknown(String job) {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no evaluation job '" + job + "'.");
    }

    /** Whom to evaluate, as the description of the API shows it. */
    record EvaluationRequest(
            @Size(max = 200) @Schema(description = "All clients, as a job, if not said.") @Nullable
            String client) {}
}
