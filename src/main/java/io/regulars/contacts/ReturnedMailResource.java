package io.regulars.contacts;

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
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Where mailboxes bring what came back of messages. */
@Path("/api/feedback/mail")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class ReturnedMailResource {
    private final Database database;
    private final TakeFeedback take;
    private final Caller caller;
    private final InstantSource clock;

    ReturnedMailResource(Database database, TakeFeedback take, Caller caller, InstantSource clock) {
        this.database = database;
        this.take = take;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes("message/rfc822")
    @Operation(
            summary = "Takes a mail that came back: a bounce (RFC 3464), a complaint (RFC 5965), a reply",
            description =
                    "The message is known by the address that it came back to, else by the Message-ID within. What an"
                            + " absent reader's program answers says nothing. A mail about none of our messages is answered, so"
                            + " that a mailbox can send all it gets.")
    public FeedbackTaken mail(
            @RequestBody(content = @Content(mediaType = "message/rfc822", schema = @Schema(type = SchemaType.STRING)))
                    InputStream body) {
        ReturnedMail mail = ReturnedMail.read(bytes(body), clock.instant());
        Optional<SentMessage> message = message(mail);
        Optional<Feedback> feedback = mail.feedback();
        boolean news = message.isPresent() && feedback.isPresent() && take.take(message.get(), feedback.get());
        return new FeedbackTaken(
                message.map(SentMessage::action).orElse(null),
                feedback.map(one -> one.type().written()).orElse(null),
                news);
    }

    private Optional<SentMessage> message(ReturnedMail mail) {
        return mail.bounceToken()
                .flatMap(token -> own(token.action()).filter(found -> token.isBounce(found.key())))
                .or(() -> mail.messageIds().stream()
                        .flatMap(id -> own(id).stream())
                        .findFirst());
    }

    private Optional<SentMessage> own(UUID action) {
        return database.transaction(tx -> SentMessage.find(tx, action))
                .filter(message -> message.business().equals(caller.business()));
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(Json.MOST_BYTES + 1);
            if (bytes.length > Json.MOST_BYTES) {
                throw new ProblemException(ErrorCode.TOO_LARGE, "At most 1 MB of a mail is taken.");
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(ErrorCode.MALFORMED, "The body broke off.");
        }
    }
}
