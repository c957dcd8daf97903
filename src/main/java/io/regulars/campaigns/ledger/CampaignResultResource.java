package io.regulars.campaigns.ledger;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.campaigns.RunningCampaigns;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.QueryMoment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What campaigns did and what came of it. */
@Path("/api/campaign-results")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class CampaignResultResource {
    private final Database database;
    private final RunningCampaigns running;
    private final CampaignResults results;
    private final Caller caller;

    CampaignResultResource(Database database, RunningCampaigns running, CampaignResults results, Caller caller) {
        this.database = database;
        this.running = running;
        this.results = results;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "For how many each campaign started, what became of its steps, and who reached its goal",
            description =
                    "Of starts that were decided from 'from' on, a moment such as 2026-11-22T00:00:00Z. 'uplift' compares those who got it with"
                            + " those held out: a booking made (booked), a visit (visited) or a booking with a code (redeemed) within the goal's"
                            + " time from the moment that the first step was planned for; only starts whose time is over count.")
    public List<CampaignResults.Result> results(@QueryParam("from") @Nullable String from) {
        Instant since = QueryMoment.of("from", from);
        if (since == null) {
            throw new ProblemException(
                    ErrorCode.INVALID, "'from' is missing; write ?from= and a moment such as 2026-11-22T00:00:00Z.");
        }
        var campaigns = running.catalogue(caller.business()).campaigns();
        return database.transaction(tx -> results.of(tx, caller.business(), List.copyOf(campaigns), since));
    }
}
