package io.regulars.outbox.endpoints;

import io.regulars.access.AuditLog;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.access.businesses.BusinessId;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.Redeliver;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.PageRequest;
import io.regulars.platform.rest.QueryConstant;
import io.regulars.platform.text.NearestName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What became of what went out, or has still to. */
@Path("/api/deliveries")
@Produces("application/json")
@RolesAllowed({Roles.ADMIN, Roles.ANALYST, Roles.VIEWER})
class DeliveryResource {
    private final Database database;
    private final Administration administration;
    private final Redeliver redeliver;
    private final AuditLog audit;
    private final Caller caller;

    DeliveryResource(
            Database database, Administration administration, Redeliver redeliver, AuditLog audit, Caller caller) {
        this.database = database;
        this.administration = administration;
        this.redeliver = redeliver;
        this.audit = audit;
        this.caller = caller;
    }

    /** How a delivery stands. */
    enum Standing {
        WAITING,
        SENT,
        FAILED,
        UNCERTAIN,
        WITHDRAWN
    }

    /**
     * One delivery.
     *
     * @param number the later the greater; pages go by it
     * @param endpoint its name; null: it was removed
     * @param status the receiver's last answer in numbers of its protocol
     * @param nextAt when it is tried, of what waits
     */
    record ShownDelivery(
            long number,
            UUID id,
            String event,
            String channel,
            @Nullable String endpoint,
            @Nullable String client,
            Standing state,
            int attempts,
            @Nullable Integer status,
            @Nullable String lastError,
            @Nullable String remoteId,
            Instant createdAt,
            @Nullable Instant nextAt,
            @Nullable Instant doneAt) {}

    /** How many go out again. */
    record Redelivered(int redelivered) {}

    @GET
    @Operation(
            summary = "Messages and events on their way, and what became of those before, the newest first",
            description =
                    "WAITING for its moment or its next attempt; SENT: the receiver took it; FAILED: it was given up,"
                            + " or refused for good; UNCERTAIN: perhaps the receiver took it; WITHDRAWN: it was taken"
                            + " back.")
    public RestResponse<List<ShownDelivery>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("endpoint") @Nullable String endpoint,
            @BeanParam PageRequest page) {
        Standing standing = state == null ? null : QueryConstant.of("state", state, Standing.class);
        BusinessId business = caller.business();
        List<ShownDelivery> rows =
                database.transaction(tx -> page(tx, business, standing, endpoint, page.beforeNumber(), page.limit()));
        return page.answer(rows, ShownDelivery::number);
    }

    private static List<ShownDelivery> page(
            Transaction tx,
            BusinessId business,
            @Nullable Standing state,
            @Nullable String endpoint,
            long before,
            int limit)
            throws SQLException {
        return tx.list(
                """
                with asked as (
                    select ?::text as state, (select id from endpoint where name = ? and business_id = ? or name = ? and business_id is null
                                              order by business_id is null limit 1) as endpoint, ?::text as name),
                page as (
                    (select d.seq, d.id, d.event, d.channel, d.endpoint, d.client_id, d.state, d.attempts, d.status, d.last_error,
                            d.remote_id, d.created_at, null::timestamptz as next_at, d.done_at
                     from delivery d, asked
                     where d.business_id = ? and d.seq < ? and (asked.state is null or d.state = asked.state)
                       and (asked.name is null or d.endpoint = asked.endpoint)
                     order by d.seq desc limit ?)
                    union all
                    (select o.seq, o.id, o.event, o.channel, o.endpoint, o.client_id, 'WAITING', o.attempts, o.status, o.last_error,
                            null, o.created_at, o.next_at, null
                     from outbox o, asked
                     where o.business_id = ? and o.seq < ? and (asked.state is null or asked.state = 'WAITING')
                       and (asked.name is null or o.endpoint = asked.endpoint)
                     order by o.seq desc limit ?))
                select page.*, e.name as endpoint_name, c.external_id
                from page left join endpoint e on e.id = page.endpoint left join client c on c.id = page.client_id and c.erased_at is null
                order by page.seq desc limit ?
                """,
                DeliveryResource::shown,
                state == null ? null : state.name(),
                endpoint,
                business.value(),
                endpoint,
                endpoint,
                business.value(),
                before,
                limit,
                business.value(),
                before,
                limit,
                limit);
    }

    private static ShownDelivery shown(ResultSet row) throws SQLException {
        return new ShownDelivery(
                row.getLong("seq"),
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getString("channel"),
                row.getString("endpoint_name"),
                row.getString("external_id"),
                Standing.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("status", Integer.class),
                row.getString("last_error"),
                row.getString("remote_id"),
                Objects.requireNonNull(Transaction.instant(row, "created_at")),
                Transaction.instant(row, "next_at"),
                Transaction.instant(row, "done_at"));
    }

    @POST
    @Path("/{id}/redeliver")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Sends one again, under the same id",
            description = "With the same text, from the first attempt on. A message to a client is decided anew.")
    public Redelivered one(@PathParam("id") String id) {
        UUID delivery = uuid(id);
        return administration.transaction(tx -> {
            redeliver.one(tx, caller.business(), delivery);
            audit.record(caller.business().value(), caller.name(), "redelivered", id, "");
            return new Redelivered(1);
        });
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND, "Nothing was delivered under '" + NearestName.shortened(id) + "'.");
        }
    }

    @POST
    @Path("/redeliver")
    @Consumes("application/json")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Sends again what an endpoint did not take between two moments, the earliest first",
            description =
                    "Up to 10,000 FAILED at once; ask again while the answer says so many. For endpoints that are told"
                            + " events.")
    public Redelivered several(@RequestBodySchema(RedeliverRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        String endpoint = fields.required("endpoint", fields.text("endpoint"));
        Instant from = fields.required("from", fields.instant("from"));
        Instant to = fields.required("to", fields.instant("to"));
        if (from != null && to != null && !from.isBefore(to)) {
            fields.wrong("to", "is after 'from'");
        }
        fields.finish();
        return administration.transaction(tx -> {
            record Found(int id, EndpointKind kind) {}
            Found found = tx.first(
                            "select id, kind from endpoint where business_id = ? and name = ?",
                            row -> new Found(row.getInt("id"), EndpointKind.valueOf(row.getString("kind"))),
                            caller.business().value(),
                            endpoint)
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.NOT_FOUND, "The business has no endpoint named '" + endpoint + "'."));
            if (found.kind == EndpointKind.SMTP || found.kind == EndpointKind.SMS_HTTP) {
                throw new ProblemException(
                        ErrorCode.CONFLICT,
                        "Messages to clients are decided anew, one by one: POST /api/deliveries/{id}/redeliver.");
            }
            int number = redeliver.failed(
                    tx, caller.business(), found.id, Objects.requireNonNull(from), Objects.requireNonNull(to));
            audit.record(
                    caller.business().value(),
                    caller.name(),
                    "redelivered",
                    Objects.requireNonNull(endpoint),
                    number + " from " + from + " to " + to);
            return new Redelivered(number);
        });
    }

    /** What is to be sent again, as the description of the API shows it. */
    record RedeliverRequest(
            @NotNull String endpoint,
            @NotNull Instant from,
            @NotNull Instant to) {}
}
