package io.regulars.campaigns;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.Database;
import io.regulars.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The campaigns of the running release. */
@Path("/api/campaigns")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class CampaignResource {
    private final Database database;
    private final RunningCampaigns running;
    private final ReadLedger ledger;
    private final Caller caller;

    CampaignResource(Database database, RunningCampaigns running, ReadLedger ledger, Caller caller) {
        this.database = database;
        this.running = running;
        this.ledger = ledger;
        this.caller = caller;
    }

    /** A campaign in the list. */
    record Listed(
            String name,
            String title,
            String kind,
            @Nullable Duration validity,
            List<ListedStep> steps) {}

    /**
     * A step in the list.
     *
     * @param delay from the start; null: it is due before a booking
     * @param before how long before a booking; null: it is due after the start
     * @param at the time of day by the client's clock; null: any
     */
    record ListedStep(
            String name,
            @Nullable Duration delay,
            @Nullable Duration before,
            @Nullable String at,
            ActionContent content) {}

    @GET
    @Operation(summary = "The campaigns of the running release")
    public List<Listed> campaigns() {
        return running.catalogue(caller.business()).campaigns().stream()
                .map(campaign -> new Listed(
                        campaign.name(),
                        campaign.title(),
                        campaign.kind().name().toLowerCase(Locale.ROOT),
                        campaign.promised(),
                        campaign.steps().stream()
                                .map(step -> new ListedStep(
                                        step.name(),
                                        step.timing() instanceof Step.StepTiming.After(Duration delay) ? delay : null,
                                        step.timing() instanceof Step.StepTiming.Before(Duration lead) ? lead : null,
                                        step.at() == null ? null : step.at().toString(),
                                        ActionContent.of(
                                                step,
                                                step.content() instanceof Step.Message message
                                                        ? message.template()
                                                        : null,
                                                null)))
                                .toList()))
                .toList();
    }

    @GET
    @Path("/{name}/actions")
    @Operation(summary = "The ledger of one campaign")
    public RestResponse<List<ReadLedger.Line>> ofCampaign(
            @PathParam("name") String name,
            @QueryParam("client") @Nullable String client,
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
        var filter = LedgerFilter.of(name, client, step, state, gate, due, until);
        var lines = database.transaction(tx -> ledger.page(tx, caller.business(), filter, from, limit));
        return Page.of(lines, limit, uri, ReadLedger.Line::cursor);
    }
}
