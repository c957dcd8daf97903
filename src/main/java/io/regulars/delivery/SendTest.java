package io.regulars.delivery;

import io.regulars.access.AuditLog;
import io.regulars.access.businesses.Business;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Outgoing;
import io.regulars.outbox.Payload;
import io.regulars.platform.database.Administration;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.templates.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sends a mail as a test: what its preview shows, to an address that the business has confirmed. It is no message to a client: nothing of it
 * is in the ledger, and no cap counts it.
 */
@ApplicationScoped
class SendTest {
    private static final int MOST_AN_HOUR = 20;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Administration administration;
    private final PreviewMessage preview;
    private final Outbox outbox;
    private final AuditLog audit;
    private final InstantSource clock;

    SendTest(
            Administration administration, PreviewMessage preview, Outbox outbox, AuditLog audit, InstantSource clock) {
        this.administration = administration;
        this.preview = preview;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was put into the outbox. */
    record Sent(UUID id, String subject, String language) {}

    /**
     * Sends it.
     *
     * @param by the name of the key
     * @throws ProblemException INVALID if the step sends no mail, or the address is not confirmed; CONFLICT if 20 were sent within an hour
     */
    Sent send(Business business, PreviewMessage.Asked asked, String to, String by) {
        Rendered.Mail mail = preview.preview(business, asked).mail();
        if (mail == null) {
            throw new ProblemException(ErrorCode.INVALID, "The step '" + asked.step() + "' sends no mail.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int number = business.id().value();
        String address = TestAddresses.written(to);
        String subject = "[Test] " + mail.subject();
        UUID id = UUID.randomUUID();
        return administration.transaction(tx -> {
            // so that two requests do not count each other out
            tx.first("select 1 from business where id = ? for update", row -> true, number);
            if (!TestAddresses.isConfirmed(tx, business.id(), address)) {
                throw new ProblemException(
                        ErrorCode.INVALID,
                        "Tests go to confirmed addresses only, and " + address
                                + " is none; POST /api/test-addresses sends a code there.");
            }
            tx.update("delete from test_sending where business_id = ? and sent_at <= ?", number, now.minus(HOUR));
            int sent = tx.first("select count(*) from test_sending where business_id = ?", row -> row.getInt(1), number)
                    .orElse(0);
            if (sent >= MOST_AN_HOUR) {
                throw new ProblemException(
                        ErrorCode.CONFLICT, MOST_AN_HOUR + " tests were sent within an hour; wait a little.");
            }
            tx.update("insert into test_sending (business_id, sent_at) values (?, ?)", number, now);
            outbox.put(
                    tx,
                    new Outgoing(
                            id,
                            business.id(),
                            "email",
                            "test",
                            null,
                            new Payload.Mail(
                                    address,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    subject,
                                    mail.html(),
                                    mail.text(),
                                    Map.of(),
                                    List.of()),
                            now,
                            now.plus(HOUR),
                            InDoubt.RESEND));
            audit.record(number, by, "test-sent", asked.campaign() + "/" + asked.step(), "to " + address);
            return new Sent(id, subject, mail.language());
        });
    }
}
