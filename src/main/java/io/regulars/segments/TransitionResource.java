package io.regulars.segments;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Who came and went, whatever the segment. */
@Path("/api/transitions")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class TransitionResource {
    private final Database database;
    private final SegmentLists lists;
    private final Caller caller;

    TransitionResource(Database database, SegmentLists lists, Caller caller) {
        this.database = database;
        this.lists = lists;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Who came into segments and who left them, the latest first")
    public RestResponse<List<SegmentLists.TransitionRow>> latest(@BeanParam PageRequest page) {
        var rows = database.transaction(tx -> lists.latest(tx, caller.business(), page.beforeNumber(), page.limit()));
        return page.answer(rows, SegmentLists.TransitionRow::cursor);
    }
}
