package io.regulars.segments;

import io.regulars.access.Caller;
import io.regulars.access.Needs;
import io.regulars.access.Role;
import io.regulars.platform.Database;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import io.regulars.platform.Transaction;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The segments of one client. */
@Path("/api/clients/{id}/segments")
@Produces("application/json")
@Needs({Role.ANALYST, Role.VIEWER, Role.BOOKING_SYSTEM})
class ClientSegmentsResource {
    private final Database database;
    private final Memberships memberships;
    private final Caller caller;

    ClientSegmentsResource(Database database, Memberships memberships, Caller caller) {
        this.database = database;
        this.memberships = memberships;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The segments a client is in, each with since when and why")
    public List<HeldSegment> list(@PathParam("id") String client) {
        return database.transaction(tx -> memberships.of(tx, id(tx, client)));
    }

    private long id(Transaction transaction, String client) throws SQLException {
        record Found(long id, boolean erased) {}
        Found found = transaction
                .first(
                        """
                        select id, erased_at is not null as erased from client
                        where business_id = ?
                          and external_id in (?, 'erased:' || encode(sha256(convert_to(?, 'UTF8')), 'hex'))
                        """,
                        row -> new Found(row.getLong("id"), row.getBoolean("erased")),
                        caller.business().value(),
                        client,
                        client)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no client '" + client + "'."));
        if (found.erased) {
            throw new Refusal(ErrorCode.ERASED, "The client was erased.");
        }
        return found.id;
    }
}
