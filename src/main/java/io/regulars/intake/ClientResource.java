package io.regulars.intake;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Clients;
import io.regulars.clients.EraseClient;
import io.regulars.live.EvaluationAnswer;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Clients by the booking system's own ids. */
@Path("/api/clients/{id}")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class ClientResource {
    private final RecordRequests requests;
    private final RecordAndEvaluate take;
    private final Clients clients;
    private final EraseClient erase;
    private final Database database;
    private final Caller caller;
    private final InstantSource clock;

    ClientResource(
            RecordRequests requests,
            RecordAndEvaluate take,
            Clients clients,
            EraseClient erase,
            Database database,
            Caller caller,
            InstantSource clock) {
        this.requests = requests;
        this.take = take;
        this.clients = clients;
        this.erase = erase;
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    @PUT
    @Operation(summary = "Takes a client's profile; the answer says what it caused")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response put(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(ClientRequest.class) InputStream body) {
        return requests.put("client", id, key, body, (tx, business, json) -> take.client(tx, business, id, json));
    }

    @PATCH
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(
            summary = "Changes some fields of a client's profile; null clears one",
            description = "What it names holds from its 'occurredAt' until a later state says it; all else is as it was"
                    + " then. So an older PATCH may change the present, too: 'taken' says whether it did.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response patch(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(ClientRequest.class) InputStream body) {
        return requests.patch(
                "client", id, key, body, (tx, business, json) -> take.patchedClient(tx, business, id, json));
    }

    @DELETE
    @Operation(summary = "Erases a client; totals stay, and the id is taken no more")
    public void erase(@PathParam("id") String id) {
        database.transaction(tx -> {
            ClientRow client = clients.lockPresent(tx, caller.business(), id).orElseThrow(() -> absent(id));
            erase.erase(tx, client, clock.instant());
            return client.id();
        });
    }

    private static ProblemException absent(String id) {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no client '" + id + "'.");
    }
}
