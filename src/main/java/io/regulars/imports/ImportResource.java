package io.regulars.imports;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.QueryFlag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Whole histories in one request, read as they come. */
@Path("/api/import")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class ImportResource {
    private static final int PAGE = 500;
    private static final int LATEST = 20;

    private final ImportLines importLines;
    private final ImportJobs jobs;
    private final Database database;
    private final Caller caller;

    ImportResource(ImportLines importLines, ImportJobs jobs, Database database, Caller caller) {
        this.importLines = importLines;
        this.jobs = jobs;
        this.database = database;
        this.caller = caller;
    }

    @POST
    @Consumes({
        "application/x-ndjson",
        "application/jsonl",
        "application/json",
        "application/octet-stream",
        "application/x-www-form-urlencoded", // what curl --data-binary says unless told otherwise
        "text/plain"
    })
    @Operation(
            summary = "Takes any number of records, one JSON object a line; answers when the last is stored",
            description =
                    "\"record\" is client, service, booking, receipt, activity or survey, \"id\" the external id, the"
                            + " rest the fields of the record's own operation. Good lines of a bad file are kept. Imported history"
                            + " starts no campaigns unless startCampaigns=true. The clients are evaluated afterwards.")
    @APIResponseSchema(value = ImportJob.class, responseCode = "200")
    public Response post(@QueryParam("startCampaigns") @Nullable String startCampaigns, InputStream body) {
        boolean start = QueryFlag.isTrue("startCampaigns", startCampaigns);
        return accepted(importLines.run(caller.settings(), new LineReader(body), start));
    }

    @GET
    @Operation(summary = "The latest imports, the newest first; those under way show how far they are")
    public List<ImportJob> latest() {
        return jobs.latest(caller.business(), LATEST);
    }

    @GET
    @Path("/{job}")
    @Operation(summary = "How far an import is")
    public ImportJob job(@PathParam("job") String job) {
        return jobs.find(caller.business(), id(job));
    }

    @GET
    @Path("/{job}/errors")
    @Produces("application/x-ndjson")
    @Operation(summary = "Each line that was not taken, with why and the line itself")
    public StreamingOutput errors(@PathParam("job") String job) {
        UUID id = job(job).id();
        return output -> {
            long after = 0;
            List<BadLine> page;
            do {
                long from = after;
                page = database.transaction(tx -> jobs.badLines(tx, id, from, PAGE));
                for (BadLine line : page) {
                    output.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
                    after = line.line();
                }
            } while (!page.isEmpty());
        };
    }

    static Response accepted(ImportJob job) {
        return Response.accepted(job)
                .header("Location", "/api/import/" + job.id())
                .build();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no import '" + text + "'.");
        }
    }
}
