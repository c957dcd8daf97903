package io.regulars.campaigns.ledger;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Staff say that they have done what a campaign asked of them. */
@Path("/api/actions/{id}/finished")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.BOOKING_SYSTEM})
class TaskResource {
    private final Database database;
    private final ReadLedger ledger;
    private final Caller caller;
    private final InstantSource clock;

    TaskResource(Database database, ReadLedger ledger, Caller caller, InstantSource clock) {
        this.database = database;
        this.ledger = ledger;
        this.caller = caller;
        this.clock = clock;
    }

    @PUT
    @Operation(
            summary = "Says that a task is done",
            description = "It is open no more: messages that an open task of the campaign keeps back may go.")
    public ReadLedger.Line finish(@PathParam("id") String id) {
        return told(id, clock.instant(), caller.name());
    }

    @DELETE
    @Operation(summary = "Says that a task is not done after all")
    public ReadLedger.Line reopen(@PathParam("id") String id) {
        return told(id, null, null);
    }

    private ReadLedger.Line told(String id, @Nullable Instant at, @Nullable String by) {
        UUID task = uuid(id);
        return database.transaction(tx -> {
            if (!ledger.finish(tx, caller.business(), task, at, by)) {
                throw missing(id);
            }
            return ledger.one(tx, caller.business(), task).orElseThrow(() -> missing(id));
        });
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw missing(id);
        }
    }

    private static ProblemException missing(String id) {
        return new ProblemException(
                ErrorCode.NOT_FOUND, "Staff were given no task '" + NearestName.shortened(id) + "'.");
    }
}
