package io.regulars.imports;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.access.businesses.Business;
import io.regulars.imports.demo.DemoBusiness;
import io.regulars.imports.demo.DemoSettings;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** A made-up salon with a history until now, to try the service on. */
@Path("/api/demo")
@Produces("application/json")
class DemoResource {
    private final ImportLines importLines;
    private final Database database;
    private final Caller caller;
    private final InstantSource clock;

    DemoResource(ImportLines importLines, Database database, Caller caller, InstantSource clock) {
        this.importLines = importLines;
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Imports a made-up salon into a business that has no clients of its own")
    @APIResponseSchema(value = ImportJob.class, responseCode = "200")
    public Response load(
            @QueryParam("clients") @DefaultValue("300") int clients, @QueryParam("seed") @DefaultValue("1") long seed) {
        DemoBusiness demo = demo(clients, seed);
        refuseRealClients();
        Iterator<String> lines = demo.lines().iterator();
        var number = new AtomicLong();
        return ImportResource.accepted(importLines.run(
                caller.settings(),
                () -> lines.hasNext()
                        ? Optional.of(new RawLine.Text(
                                number.incrementAndGet(), lines.next().getBytes(StandardCharsets.UTF_8)))
                        : Optional.empty(),
                false));
    }

    @GET
    @Produces("application/x-ndjson")
    @RolesAllowed(Roles.ANALYST)
    @Operation(summary = "The lines of a made-up salon as POST /api/import takes them")
    public StreamingOutput lines(
            @QueryParam("clients") @DefaultValue("300") int clients, @QueryParam("seed") @DefaultValue("1") long seed) {
        Iterator<String> lines = demo(clients, seed).lines().iterator();
        return output -> {
            while (lines.hasNext()) {
                output.write((lines.next() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private DemoBusiness demo(int clients, long seed) {
        Business business = caller.settings();
        try {
            return new DemoBusiness(new DemoSettings(
                    seed, clients, clock.instant(), business.zone(), business.currency(), business.country()));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ErrorCode.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private void refuseRealClients() {
        boolean real = database.transaction(tx -> tx.first(
                        "select 1 from client where business_id = ? and external_id not like 'demo-%' limit 1",
                        row -> true, caller.business().value()))
                .isPresent();
        if (real) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "This business has clients of its own; a demonstration needs an empty one.");
        }
    }
}
