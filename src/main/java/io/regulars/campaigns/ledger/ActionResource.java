package io.regulars.campaigns.ledger;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
            @QueryParam("campaign") @Nullable String campaign,
            @BeanParam LedgerQuery query,
            @BeanParam PageRequest page) {
        var filter = query.of(campaign);
        var order = query.order();
        var lines = database.transaction(
                tx -> ledger.page(tx, caller.business(), filter, order, page.after(), page.limit()));
        return page.answer(lines, line -> line.cursor(order));
    }
}
