package io.regulars.outbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.AuditLog;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.EndpointSecret;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Seal;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Where the business's messages and events go. */
@Path("/api/endpoints")
@Produces("application/json")
@RolesAllowed(Roles.ADMIN)
class EndpointResource {
    private static final String NAME = "[a-z][a-z0-9-]{0,59}";

    private final Administration administration;
    private final EndpointSettings settings;
    private final EndpointSecret secret;
    private final Seal seal;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Caller caller;
    private final InstantSource clock;

    EndpointResource(
            Administration administration,
            EndpointSettings settings,
            EndpointSecret secret,
            Seal seal,
            Outbox outbox,
            AuditLog audit,
            Caller caller,
            InstantSource clock) {
        this.administration = administration;
        this.settings = settings;
        this.secret = secret;
        this.seal = seal;
        this.outbox = outbox;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * An endpoint that was just made, or given another secret.
     *
     * @param secret that its messages are signed with, shown this once; null: they are not signed
     */
    record MadeEndpoint(
            int id,
            String name,
            ShownEndpoint endpoint,
            @Nullable String secret) {}

    /** What an endpoint will be told; its delivery is found among the deliveries by this id. */
    record Ping(UUID id) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.ANALYST, Roles.VIEWER})
    @Operation(
            summary = "The endpoints of the business, without their secrets",
            description = "'failures' counts those in a row, and while 'openUntil' is ahead nothing is tried.")
    public List<ShownEndpoint> list() {
        return administration.transaction(tx -> StoredEndpoint.of(caller.business()).stream()
                .map(StoredEndpoint::shown)
                .toList());
    }

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "Makes an endpoint; a webhook's signing secret is shown this once",
            description =
                    "'kind' is webhook, kafka, smtp, sms-http or log. Webhooks are signed as Standard Webhooks 1.0"
                            + " says, go to public addresses by HTTPS, and follow no redirect. An smtp endpoint takes the"
                            + " place of the installation's mail server. 'events' are those it is told, all if none is"
                            + " named. Kafka gets a record for each event, with the body that a webhook gets, the header id"
                            + " and the same key for the same client.")
    @APIResponseSchema(value = MadeEndpoint.class, responseCode = "200")
    public Response make(@RequestBodySchema(EndpointRequest.class) InputStream body) {
        ObjectNode json = Json.object(body);
        var fields = new Fields(json);
        String name = fields.required("name", fields.text("name"));
        if (name != null && !name.matches(NAME)) {
            fields.wrong("name", "is of small letters, digits and dashes, such as crm-events; at most 60");
        }
        EndpointKind kind = fields.required("kind", kind(fields));
        EndpointSettings.Said said = settings.said(fields);
        ObjectNode ofKind = kind == null ? Json.MAPPER.createObjectNode() : settings.ofKind(kind, fields, said);
        fields.finish();
        Instant now = clock.instant();
        MadeEndpoint made = administration.transaction(tx -> {
            if (StoredEndpoint.isNamed(caller.business(), Objects.requireNonNull(name))) {
                throw new ProblemException(ErrorCode.CONFLICT, "The business has an endpoint named '" + name + "'.");
            }
            var endpoint = new StoredEndpoint(caller.business(), name, Objects.requireNonNull(kind), now);
            endpoint.set(
                    EndpointSettings.channel(kind, said), ofKind, EndpointSettings.told(kind, said), said.state(), now);
            String shown = null;
            if (kind == EndpointKind.WEBHOOK) {
                shown = secret.fresh();
                seal(endpoint, secret.changed(Json.MAPPER.createObjectNode(), shown, now), now);
            } else if (said.secret() != null) {
                seal(endpoint, given(said.secret()), now);
            }
            endpoint.persist();
            note("endpoint-made", endpoint);
            return new MadeEndpoint(endpoint.number(), name, endpoint.shown(), shown);
        });
        return Response.status(201).entity(made).build();
    }

    @PUT
    @Path("/{id}")
    @Consumes("application/json")
    @Operation(
            summary = "Changes an endpoint",
            description = "Name and kind stay; settings, events and state are replaced. 'state' PAUSED lets what is due"
                    + " wait; ON also brings back an endpoint that was switched off since it took nothing. A"
                    + " secret that is not said stays.")
    public ShownEndpoint change(@PathParam("id") int id, @RequestBodySchema(EndpointChange.class) InputStream body) {
        ObjectNode json = Json.object(body);
        var fields = new Fields(json);
        EndpointSettings.Said said = settings.said(fields);
        fields.finish();
        EndpointKind kind = administration.transaction(tx -> found(id).kind());
        // looks up names of hosts, so not within a transaction
        ObjectNode ofKind = settings.ofKind(kind, fields, said);
        fields.refuse();
        Instant now = clock.instant();
        return administration.transaction(tx -> {
            StoredEndpoint endpoint = found(id);
            endpoint.set(
                    EndpointSettings.channel(kind, said), ofKind, EndpointSettings.told(kind, said), said.state(), now);
            if (said.secret() != null) {
                seal(endpoint, given(said.secret()), now);
            }
            note("endpoint-changed", endpoint);
            return endpoint.shown();
        });
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Removes an endpoint; what waits for it does not go out",
            description = "While something is being sent there it stays: 409, and a minute later it goes.")
    public void remove(@PathParam("id") int id) {
        administration.transaction(tx -> {
            StoredEndpoint endpoint = found(id);
            int left =
                    outbox.withdrawAll(tx, id, "the endpoint '" + endpoint.name() + "' was removed", clock.instant());
            if (left > 0) {
                throw new ProblemException(
                        ErrorCode.CONFLICT,
                        left + " messages are being sent there at this moment. Ask again in a minute.");
            }
            note("endpoint-removed", endpoint);
            endpoint.delete();
            return id;
        });
    }

    @POST
    @Path("/{id}/ping")
    @Operation(
            summary = "Sends a ping there",
            description =
                    "It goes through the outbox as every event does; GET /api/deliveries tells what became of it. Mail"
                            + " and SMS are tried by the test-send of a campaign.")
    public Ping ping(@PathParam("id") int id) {
        return administration.transaction(tx -> {
            StoredEndpoint endpoint = found(id);
            if (endpoint.kind() == EndpointKind.SMTP || endpoint.kind() == EndpointKind.SMS_HTTP) {
                throw new ProblemException(
                        ErrorCode.INVALID,
                        "The kind " + endpoint.kind().word()
                                + " carries messages to clients; a campaign's test-send tries it.");
            }
            if (endpoint.state() != StoredEndpoint.State.ON) {
                throw new ProblemException(
                        ErrorCode.CONFLICT, "The endpoint is " + endpoint.state() + ", so nothing goes there.");
            }
            return new Ping(outbox.ping(tx, caller.business(), id, endpoint.name()));
        });
    }

    @POST
    @Path("/{id}/rotate-secret")
    @Operation(
            summary = "Gives a webhook another signing secret; the answer shows it this once",
            description = "For 24 hours each message has two signatures, by the new secret and by the one before.")
    public MadeEndpoint rotate(@PathParam("id") int id) {
        Instant now = clock.instant();
        return administration.transaction(tx -> {
            StoredEndpoint endpoint = found(id);
            if (endpoint.kind() != EndpointKind.WEBHOOK) {
                throw new ProblemException(
                        ErrorCode.INVALID,
                        "Only a webhook has a secret that is made here; change the other kinds' by PUT.");
            }
            String fresh = secret.fresh();
            seal(endpoint, secret.changed(seal.open(endpoint.endpoint()), fresh, now), now);
            note("endpoint-secret-rotated", endpoint);
            return new MadeEndpoint(id, endpoint.name(), endpoint.shown(), fresh);
        });
    }

    private void seal(StoredEndpoint endpoint, ObjectNode secrets, Instant now) {
        endpoint.seal(seal.close(caller.business().value(), endpoint.name(), secrets), now);
    }

    private static ObjectNode given(String secret) {
        return Json.MAPPER.createObjectNode().put("password", secret);
    }

    private StoredEndpoint found(int id) {
        return StoredEndpoint.locked(caller.business(), id)
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "The business has no endpoint " + id + "."));
    }

    private void note(String what, StoredEndpoint endpoint) {
        audit.record(
                caller.business().value(),
                caller.name(),
                what,
                endpoint.name(),
                endpoint.kind().word() + ", " + endpoint.state());
    }

    private @Nullable EndpointKind kind(Fields fields) {
        return fields.read(
                "kind",
                word -> EndpointKind.of(word)
                        .filter(kind -> settings.kinds().contains(kind.word()))
                        .orElseThrow(() ->
                                new IllegalArgumentException(NearestName.unknown("kind", word, settings.kinds()))));
    }

    /** An endpoint to be made, as the description of the API shows it. */
    record EndpointRequest(
            @NotNull @Pattern(regexp = NAME) String name,

            @NotNull @Schema(description = "webhook, kafka, smtp, sms-http or log.")
            String kind,

            @Schema(
                    description = "The way to clients that it serves: email, sms and so on; of sms-http sms if not"
                            + " said.")
            @Nullable
            String channel,

            @Schema(
                    type = SchemaType.OBJECT,
                    description = "Of a webhook: url. Of smtp: host, port, security (TLS, STARTTLS, NONE), from,"
                            + " user. Of sms-http: url, method, headers, body, form, success, remoteId,"
                            + " idempotencyHeader. Of kafka: brokers, topic, security (TLS, NONE), user, mechanism.")
            @Nullable
            JsonNode settings,

            @Nullable List<String> events,
            @Schema(description = "ON or PAUSED.") @Nullable String state,

            @Schema(description = "A password or token; kept sealed, and never shown.") @Nullable
            String secret) {}

    /** What is changed of an endpoint, as the description of the API shows it. */
    record EndpointChange(
            @Nullable String channel,
            @Schema(type = SchemaType.OBJECT) @Nullable JsonNode settings,
            @Nullable List<String> events,
            @Schema(description = "ON or PAUSED.") @Nullable String state,
            @Nullable String secret) {}
}
