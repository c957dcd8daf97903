package io.regulars.timeline;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.clients.Clients;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.segments.HeldSegment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The segments of one client: now, or at a past moment. */
@Path("/api/clients/{id}/segments")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.BOOKING_SYSTEM})
class ClientSegmentsResource {
    private final Database database;
    private final Clients clients;
    private final ForecastClient forecastClient;
    private final SegmentsAsOf segmentsAsOf;
    private final Caller caller;
    private final InstantSource clock;

    ClientSegmentsResource(
            Database database,
            Clients clients,
            ForecastClient forecastClient,
            SegmentsAsOf segmentsAsOf,
            Caller caller,
            InstantSource clock) {
        this.database = database;
        this.clients = clients;
        this.forecastClient = forecastClient;
        this.segmentsAsOf = segmentsAsOf;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary =
                    "The segments a client is in, each with since when, until when and why; or was in at a past moment",
            description =
                    "'until' is when a membership ends if nothing happens; null: no end within three years. (It costs more than"
                            + " a write's whole evaluation, so the answers to writes leave it null.) With 'asOf' the"
                            + " answer is computed from the client's history: by 'knowledge' from what had been recorded by"
                            + " then (then), or from all that is known now (now, the usual), and by the rules of 'release',"
                            + " which is usually the one that ran then, or runs now. 'until' is null there. Spend cut-offs"
                            + " are those of that time, by 'now' as they follow from all that everybody is known to have"
                            + " spent by then; where something told a moment ago is not counted in yet, the header"
                            + " Cut-Offs-Known-Until says from when on. Zone, notice and other settings of the business are"
                            + " those of today.")
    public RestResponse<List<HeldSegment>> list(
            @PathParam("id") String id,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("knowledge") @Nullable String knowledge,
            @QueryParam("release") @Nullable String release) {
        if (asOf == null) {
            refuseAlone("knowledge", knowledge);
            refuseAlone("release", release);
            return RestResponse.ok(database.transaction(tx -> forecastClient.held(
                    tx,
                    caller.business(),
                    clients.find(tx, caller.business(), id).id(),
                    forecastClient.horizon())));
        }
        var query = new AsOfQuery(segmentsAsOf, caller.business(), clock.instant());
        return database.transaction(tx -> then(tx, id, query.question(tx, asOf, knowledge, release)));
    }

    private RestResponse<List<HeldSegment>> then(Transaction tx, String id, SegmentsAsOf.Question question)
            throws SQLException {
        long client = clients.find(tx, caller.business(), id).id();
        var answer = RestResponse.ResponseBuilder.ok(segmentsAsOf
                .answer(tx, caller.business(), List.of(client), question)
                .getFirst()
                .segments());
        Instant known = SegmentsAsOf.cutOffsKnownUntil(tx, caller.business(), question);
        return known == null
                ? answer.build()
                : answer.header("Cut-Offs-Known-Until", known.toString()).build();
    }

    private static void refuseAlone(String name, @Nullable String value) {
        if (value != null) {
            throw new ProblemException(
                    ErrorCode.INVALID, "'" + name + "' is said of a past moment; name it with 'asOf'.");
        }
    }
}
