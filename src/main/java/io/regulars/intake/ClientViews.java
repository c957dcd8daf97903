package io.regulars.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.bookings.FindRecords;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Clients;
import io.regulars.clients.Consents;
import io.regulars.clients.TagClient;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Clients read back: profiles, bookings. */
@Path("/api/clients")
@Produces("application/json")
@RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
class ClientViews {
    private final Clients clients;
    private final TagClient tags;
    private final FindRecords find;
    private final Database database;
    private final Caller caller;

    ClientViews(Clients clients, TagClient tags, FindRecords find, Database database, Caller caller) {
        this.clients = clients;
        this.tags = tags;
        this.find = find;
        this.database = database;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Clients in the order of their ids, a page at a time; by 'q' those who are found by it",
            description =
                    "Each word of 'q' is how a name, the id, the e-mail address or the phone number begins; accents and"
                            + " capitals do not count.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ClientRequest.class)))
    public RestResponse<List<ObjectNode>> list(@QueryParam("q") @Nullable String typed, @BeanParam PageRequest page) {
        List<ObjectNode> items = database.transaction(tx -> {
            var views = new ArrayList<ObjectNode>();
            for (ClientRow client :
                    clients.found(tx, caller.business(), typed == null ? "" : typed, page.afterId(), page.limit())) {
                views.add(view(tx, client));
            }
            return views;
        });
        return page.answer(items, item -> item.path("id").asText());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A client's profile, with the tags that staff and rules set and the consents in force")
    @APIResponseSchema(value = ClientRequest.class, responseCode = "200")
    public ObjectNode read(@PathParam("id") String id) {
        return database.transaction(tx -> view(tx, clients.findSomebody(tx, caller.business(), id)));
    }

    @GET
    @Path("/{id}/bookings")
    @Operation(summary = "A client's bookings in the order of their ids, a page at a time")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BookingRequest.class)))
    public RestResponse<List<ObjectNode>> bookings(@PathParam("id") String id, @BeanParam PageRequest page) {
        List<ObjectNode> items = database.transaction(tx -> find.bookings(
                tx, caller.settings(), clients.find(tx, caller.business(), id), page.afterId(), page.limit()));
        return page.answer(items, item -> item.path("id").asText());
    }

    private ObjectNode view(Transaction tx, ClientRow client) throws SQLException {
        ObjectNode view = client.profile().deepCopy();
        var all = new TreeSet<>(tags.tags(tx, client));
        view.path("tags").forEach(tag -> all.add(tag.asText()));
        all.forEach(view.putArray("tags")::add);
        Map<String, Boolean> consents = Consents.inForce(tx, client.id());
        if (!consents.isEmpty()) {
            ObjectNode inForce = view.putObject("consents");
            consents.forEach(inForce::put);
        }
        return view.put("id", client.externalId()).put("known", client.known());
    }
}
