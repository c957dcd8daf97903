package io.regulars.timeline;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.clients.Clients;
import io.regulars.platform.database.Database;
import io.regulars.platform.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** What happened to one client. */
@Path("/api/clients/{id}/timeline")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class TimelineResource {
    private final Timeline timeline;
    private final Clients clients;
    private final Database database;
    private final Caller caller;

    TimelineResource(Timeline timeline, Clients clients, Database database, Caller caller) {
        this.timeline = timeline;
        this.clients = clients;
        this.database = database;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "What happened to a client and what followed from it, the youngest first, a page at a time",
            description =
                    "Every state of profile, bookings, receipts and surveys, activity, tags, consents, segments entered"
                            + " and left, each with its reason, campaigns started (or why not) and their actions. 'at' is when"
                            + " it happened, 'recordedAt' when it was learned or noticed.")
    public RestResponse<List<Timeline.Entry>> read(@PathParam("id") String id, @BeanParam PageRequest page) {
        List<Timeline.Entry> entries = database.transaction(tx -> timeline.page(
                tx,
                clients.find(tx, caller.business(), id).id(),
                caller.settings().currency(),
                page.after(),
                page.limit()));
        return page.answer(entries, Timeline.Entry::cursor);
    }
}
