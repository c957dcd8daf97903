package io.regulars.campaigns;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.Database;
import io.regulars.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The ledger of what campaigns did and why, or why not. */
@Path("/api/actions")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class ActionResource {
    private final Database database;
    private final ReadLedger ledger;
    private final Caller caller;

    ActionResource(Database database, ReadLedger ledger, Caller caller) {
        this.database = database;
        this.ledger = ledger;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The ledger: every action, and every start from which nothing follows, with its reason")
    public RestResponse<List<ReadLedger.Line>> list(
            @QueryParam("client") @Nullable String client,
            @QueryParam("campaign") @Nullable String campaign,
            @QueryParam("step") @Nullable String step,
            @QueryParam("state") @Nullable String state,
            @QueryParam("gate") @Nullable String gate,
            @QueryParam("from") @Nullable String due,
            @QueryParam("to") @Nullable String until,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String asked,
            @Context UriInfo uri) {
        int limit = Page.limit(asked);
        var from = ReadLedger.Position.of(after);
        var filter = LedgerFilter.of(campaign, client, step, state, gate, due, until);
        var lines = database.transaction(tx -> ledger.page(tx, caller.business(), filter, from, limit));
        return Page.of(lines, limit, uri, ReadLedger.Line::cursor);
    }
}
