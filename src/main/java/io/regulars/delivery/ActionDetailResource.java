package io.regulars.delivery;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.regulars.access.Caller;
import io.regulars.access.Role;
import io.regulars.access.Roles;
import io.regulars.campaigns.ledger.ReadLedger;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Payload;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One action of the ledger, with the gates that were asked and what was sent. */
@Path("/api/actions/{id}")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class ActionDetailResource {
    private final Database database;
    private final ReadLedger ledger;
    private final Outbox outbox;
    private final Caller caller;

    ActionDetailResource(Database database, ReadLedger ledger, Outbox outbox, Caller caller) {
        this.database = database;
        this.ledger = ledger;
        this.outbox = outbox;
        this.caller = caller;
    }

    /**
     * An action.
     *
     * @param action its line of the ledger
     * @param gates which were asked when it was decided last; null: it was not decided yet
     * @param waits why it had to wait, each time that it had to
     * @param sent what went out; null: nothing did, its text is kept no more, or the caller may not read it
     */
    @Schema(name = "ActionDetail")
    record Detail(
            ReadLedger.Line action,

            @JsonRawValue @Schema(implementation = Gates.class) @Nullable
            String gates,

            List<ReadLedger.Wait> waits,
            @Nullable Text sent) {}

    /**
     * Which gates were asked.
     *
     * @param passed their names
     * @param no those that stopped it, or one of its channels
     */
    @Schema(name = "AskedGates")
    record Gates(List<String> passed, List<No> no) {}

    /** A gate that said no, and why. */
    @Schema(name = "GateThatStops")
    record No(String gate, String detail) {}

    /**
     * A text as it was sent.
     *
     * @param to the address; of a channel of the business's own, the client's id
     * @param subject of a mail
     * @param html of a mail
     */
    @Schema(name = "SentText")
    record Text(
            String to,
            @Nullable String subject,
            String text,
            @Nullable String html) {}

    @GET
    @Operation(
            summary = "One action of the ledger: the gates that were asked, why it waited, and the text as it was sent",
            description =
                    "The text is kept for 7 days after it was sent, for 90 if it failed. Analysts and admins read it, since its links"
                            + " act for the client; for viewers 'sent' is null.")
    public Detail one(@PathParam("id") String id) {
        UUID action = uuid(id);
        boolean reads = caller.has(Role.ANALYST) || caller.has(Role.ADMIN);
        return database.transaction(tx -> {
            ReadLedger.Line line = ledger.one(tx, caller.business(), action).orElseThrow(() -> missing(id));
            Text sent = reads
                    ? outbox.text(tx, caller.business(), action)
                            .map(ActionDetailResource::text)
                            .orElse(null)
                    : null;
            return new Detail(line, ledger.gates(tx, action).orElse(null), ledger.waits(tx, action), sent);
        });
    }

    private static Text text(Payload payload) {
        return switch (payload) {
            case Payload.Mail mail -> new Text(mail.to(), mail.subject(), mail.text(), mail.html());
            case Payload.Sms sms -> new Text(sms.to(), null, sms.text(), null);
            case Payload.Event event ->
                new Text(
                        event.data().path("client").asText(),
                        null,
                        event.data().path("text").asText(),
                        null);
        };
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw missing(id);
        }
    }

    private static ProblemException missing(String id) {
        return new ProblemException(
                ErrorCode.NOT_FOUND, "The ledger has no action '" + NearestName.shortened(id) + "'.");
    }
}
