package io.regulars.intake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.live.EvaluationAnswer;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What clients did and answered, and the tags that staff gives them. */
@Path("/api")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class EventResource {
    private final Intake intake;
    private final RecordAndEvaluate take;
    private final Caller caller;

    EventResource(Intake intake, RecordAndEvaluate take, Caller caller) {
        this.intake = intake;
        this.take = take;
        this.caller = caller;
    }

    @POST
    @Path("/activity")
    @Operation(
            summary = "Takes an event; the answer says what it caused",
            description =
                    "UNSUBSCRIBED {channel} withdraws consent from its moment, SUBSCRIBED {channel, evidence} gives it;"
                            + " without a channel over all. A profile told later that names the channel says it anew, and so does a"
                            + " PATCH; the same profile told again does not, and 'notes' of its answer say so.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response activity(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(ActivityRequest.class) InputStream body) {
        ObjectNode json = Json.object(body);
        return intake.write(request(key, "POST activity", json), tx -> take.activity(tx, caller.settings(), json));
    }

    @POST
    @Path("/surveys")
    @Operation(summary = "Takes an answer to a survey; the answer says what it caused")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response survey(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(SurveyRequest.class) InputStream body) {
        ObjectNode json = Json.object(body);
        return intake.write(request(key, "POST survey", json), tx -> take.survey(tx, caller.settings(), json));
    }

    @POST
    @Path("/tags")
    @Operation(
            summary = "Sets and removes tags of a client; they survive a PUT of the profile",
            description = "A tag of the profile itself is taken out of it, until the profile is told with it again.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response tags(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(TagsRequest.class) InputStream body) {
        ObjectNode json = Json.object(body);
        var fields = new Fields(json);
        String id = fields.required("client", fields.id("client"));
        List<String> add = fields.texts("add");
        List<String> remove = fields.texts("remove");
        fields.finish();
        return intake.write(
                request(key, "POST tags", json),
                tx -> take.tags(tx, caller.settings(), requireNonNull(id), add, remove));
    }

    private Intake.Request request(@Nullable String key, String operation, ObjectNode json) {
        return new Intake.Request(caller.business(), key, operation, json);
    }
}
