package io.regulars.contacts;

import static java.util.Objects.requireNonNull;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.ContactPolicies;
import io.regulars.clients.ConsentMethod;
import io.regulars.clients.ContactAddress;
import io.regulars.clients.SaidMoment;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** Where an SMS service brings what clients answer. */
@Path("/api/feedback/sms")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class AnsweredSmsResource {
    private static final String SMS = "sms";

    private final Database database;
    private final ContactPolicies policies;
    private final Suppressions suppressions;
    private final StopMarketing stop;
    private final TakeFeedback take;
    private final Caller caller;
    private final InstantSource clock;

    AnsweredSmsResource(
            Database database,
            ContactPolicies policies,
            Suppressions suppressions,
            StopMarketing stop,
            TakeFeedback take,
            Caller caller,
            InstantSource clock) {
        this.database = database;
        this.policies = policies;
        this.suppressions = suppressions;
        this.stop = stop;
        this.take = take;
        this.caller = caller;
        this.clock = clock;
    }

    /** What an SMS service brings, as the description of the API shows it. */
    @Schema(name = "AnsweredSms")
    record AnsweredSms(
            @NotNull @Schema(description = "The number that it came from; without a country it is of the business's.")
            String from,

            @NotNull
            @Schema(description = "What it says; STOP, or the same in another language, ends marketing by SMS.")
            String text,

            @Schema(description = "When it came; now if not said.") @Nullable
            Instant at) {}

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "Takes an answer to a short message",
            description =
                    "It belongs to the last one that went to the number. STOP, or a word like it, ends marketing by SMS in the same request"
                            + " (type 'unsubscribed'), for whoever has the number; anything else is a reply. An answer to none of our"
                            + " messages is answered, so that a service can send all it gets.")
    public FeedbackTaken sms(@RequestBodySchema(AnsweredSms.class) InputStream body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        BusinessId business = caller.business();
        var writing = database.transaction(tx -> policies.of(tx, business));
        var fields = new Fields(Json.object(body));
        fields.readLocalTimesIn(caller.settings().zone());
        byte[] from =
                fields.required("from", fields.read("from", text -> hash(text, writing.country(), writing.key())));
        String text = fields.required("text", fields.text("text"));
        Instant at = Objects.requireNonNullElse(SaidMoment.past(fields, "at", now), now);
        fields.finish();
        byte[] number = requireNonNull(from);
        Optional<SentMessage> message = database.transaction(tx -> last(tx, business, number));
        if (StopWords.says(requireNonNull(text))) {
            return new FeedbackTaken(
                    message.map(SentMessage::action).orElse(null),
                    "unsubscribed",
                    stop(business, number, message, now));
        }
        boolean news = message.isPresent() && take.take(message.get(), Feedback.of(FeedbackType.REPLIED, at));
        return new FeedbackTaken(message.map(SentMessage::action).orElse(null), FeedbackType.REPLIED.written(), news);
    }

    /** Closes a number also where nothing is known to have gone there. */
    private boolean stop(BusinessId business, byte[] number, Optional<SentMessage> message, Instant now) {
        if (message.isPresent()) {
            return stop.stop(
                    message.get(),
                    new StopMarketing.Wish(false, SuppressionReason.UNSUBSCRIBED, ConsentMethod.SMS_STOP));
        }
        return database.transaction(tx -> {
            suppressions.add(tx, business, SMS, number, SuppressionReason.UNSUBSCRIBED, now, null);
            return true;
        });
    }

    private static Optional<SentMessage> last(Transaction tx, BusinessId business, byte[] number) throws SQLException {
        Optional<UUID> action = tx.first(
                """
                select action_id from contact where business_id = ? and address_hash = ? and channel = ?
                order by at desc, action_id limit 1
                """, row -> requireNonNull(row.getObject("action_id", UUID.class)), business.value(), number, SMS);
        return action.isEmpty() ? Optional.empty() : SentMessage.find(tx, action.get());
    }

    private static byte[] hash(String number, String country, byte[] key) {
        return switch (ContactAddress.phone(number, country)) {
            case ContactAddress.Usable usable -> usable.hash(key);
            case ContactAddress.Unusable unusable -> throw new IllegalArgumentException(unusable.what());
        };
    }
}
