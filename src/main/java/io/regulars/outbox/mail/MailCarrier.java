package io.regulars.outbox.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.Carrier;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.Parcel;
import io.regulars.outbox.Payload;
import io.regulars.platform.json.Fields;
import io.vertx.core.Future;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Sends mail by the installation's server, or by one of the business's own. */
@ApplicationScoped
class MailCarrier implements Carrier {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final MailServers servers;

    MailCarrier(MailServers servers) {
        this.servers = servers;
    }

    @Override
    public EndpointKind kind() {
        return EndpointKind.SMTP;
    }

    @Override
    public Duration longest() {
        return PATIENCE.plusSeconds(10);
    }

    @Override
    public Attempted carry(Parcel parcel) throws InterruptedException {
        if (!(parcel.payload() instanceof Payload.Mail mail)) {
            return new Attempted.Refused(null, "this is no mail, and a mail server carries nothing else", false);
        }
        MailServer server = servers.of(parcel.endpoint());
        if (parcel.endpoint().failures() > 0) {
            // after a failure it is asked first whether it answers at all, so that no more mails get lost in the dark
            var silent = Greeting.missing(server.host(), server.port());
            if (silent.isPresent()) {
                return new Attempted.NotTaken(null, silent.get());
            }
        }
        Future<MailResult> sending = server.client().sendMail(MailText.of(mail, parcel, server.from()));
        try {
            MailResult result =
                    sending.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Attempted.Accepted(250, result.getMessageID());
        } catch (TimeoutException e) {
            servers.broke(parcel.endpoint(), server);
            return new Attempted.InTheDark(
                    "the mail server did not answer within " + PATIENCE.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            // also after a refusal: the client ends its connection then
            servers.broke(parcel.endpoint(), server);
            return failed(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /** What a failure says. That nothing was sent is known only if there was an answer, or no connection. */
    static Attempted failed(Throwable cause) {
        return switch (cause) {
            case SMTPException refusal -> refused(refusal.getReplyCode(), refusal.getReplyMessage());
            case ConnectException e -> new Attempted.NotTaken(null, "the mail server cannot be reached: " + said(e));
            case UnknownHostException _ -> new Attempted.NotTaken(null, "the mail server's name is not known");
            case SSLException e -> new Attempted.NotTaken(null, "TLS failed: " + said(e));
            default -> new Attempted.InTheDark("the connection to the mail server broke: " + said(cause));
        };
    }

    private static String said(Throwable cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }

    /** The extended code of RFC 3463 counts if there is one: 5.1 is about the address, 5.7 about who may send. */
    private static Attempted refused(int code, String reply) {
        String detail = code + " " + withoutAddresses(reply);
        boolean ours =
                code == 535 || code == 530 || code == 534 || code == 538 || reply.matches("(?s).*\\b5\\.7\\.\\d.*");
        if (ours) {
            return new Attempted.NotTaken(code, detail + " (the mail server does not let us send)");
        }
        if (code >= 500) {
            return new Attempted.Refused(code, detail, reply.matches("(?s).*\\b5\\.1\\.\\d.*"));
        }
        return new Attempted.NotTaken(code, detail, code != 421, null);
    }

    /** Servers repeat to whom; what is kept for ever does not. */
    private static String withoutAddresses(String reply) {
        return reply.replaceAll("[^\\s<>]+@[^\\s<>]+", "…").replaceAll("[\\r\\n]+", " ");
    }

    @Override
    public ObjectNode settings(Fields fields) {
        return MailServers.settings(fields);
    }
}
