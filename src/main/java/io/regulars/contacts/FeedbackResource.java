package io.regulars.contacts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;

/** Where sending programs tell what came back of messages; its whole path is its own, since the class of {@code /api/deliveries} would hide it. */
@Path("/api/deliveries/{id}/events")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class FeedbackResource {
    private final Database database;
    private final TakeFeedback take;
    private final Caller caller;
    private final InstantSource clock;

    FeedbackResource(Database database, TakeFeedback take, Caller caller, InstantSource clock) {
        this.database = database;
        this.take = take;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "Takes what came back of a message",
            description =
                    "Each type counts once for each message, in whatever order it is told, and becomes an activity"
                            + " that rules see. A bounce that says that there is no such address closes it; three others within"
                            + " 30 days, spread over a week or more and none delivered since, close it for 90 days. A complaint"
                            + " stops marketing to the address.")
    public FeedbackTaken event(@PathParam("id") String id, @RequestBodySchema(FeedbackRequest.class) InputStream body) {
        ObjectNode json = Json.object(body);
        Feedback feedback = FeedbackBody.parse(json, caller.settings(), clock.instant());
        SentMessage message = id(id).flatMap(this::own)
                .orElseThrow(() ->
                        new ProblemException(ErrorCode.NOT_FOUND, "The business has sent no message '" + id + "'."));
        boolean news = take.take(message, feedback);
        return new FeedbackTaken(message.action(), feedback.type().written(), news);
    }

    private Optional<SentMessage> own(UUID action) {
        return database.transaction(tx -> SentMessage.find(tx, action))
                .filter(message -> message.business().equals(caller.business()));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // there is no message of such an id
        }
    }
}
