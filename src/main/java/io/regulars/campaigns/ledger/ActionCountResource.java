package io.regulars.campaigns.ledger;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The ledger in numbers. */
@Path("/api/action-counts")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class ActionCountResource {
    private final Database database;
    private final ReadLedger ledger;
    private final Caller caller;

    ActionCountResource(Database database, ReadLedger ledger, Caller caller) {
        this.database = database;
        this.ledger = ledger;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "How many lines the ledger has of each campaign, state and gate",
            description = "Of what was decided or is due from 'from' on, a moment such as 2026-11-22T00:00:00Z.")
    public List<ReadLedger.Counted> counts(@QueryParam("from") @Nullable String from) {
        var fields = new Fields(Json.MAPPER.createObjectNode().put("from", from));
        Instant since = fields.required("from", fields.instant("from"));
        fields.finish();
        return database.transaction(tx -> ledger.counts(tx, caller.business(), Objects.requireNonNull(since)));
    }
}
