package io.regulars.contacts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.platform.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What comes back by mail is read as what it is. */
class ReturnedMailTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final UUID ACTION = UUID.fromString("018f5f3e-0000-3000-8000-00000000002a");
    private static final byte[] KEY = "the key of the salon".getBytes(US_ASCII);

    @Test
    void anAddressThatIsNotThereBouncesForGood() {
        ReturnedMail mail = read(bounce("failed", "5.1.1 (bad destination mailbox address)"));

        assertThat(mail.feedback())
                .hasValue(new Feedback(
                        FeedbackType.BOUNCED, BounceKind.PERMANENT, "5.1.1", Instant.parse("2026-11-29T10:00:00Z")));
        assertThat(mail.bounceToken()).hasValueSatisfying(token -> {
            assertThat(token.action()).isEqualTo(ACTION);
            assertThat(token.isBounce(KEY)).isTrue();
        });
        assertThat(mail.messageIds()).containsExactly(ACTION);
    }

    @Test
    void aFullMailboxMayTakeTheNextOneAndARefusalOfUsIsOurs() {
        assertThat(read(bounce("failed", "5.2.2")).feedback().orElseThrow().bounce())
                .isEqualTo(BounceKind.TRANSIENT);
        assertThat(read(bounce("failed", "4.4.1")).feedback().orElseThrow().bounce())
                .isEqualTo(BounceKind.TRANSIENT);
        assertThat(read(bounce("failed", "5.7.26")).feedback().orElseThrow().bounce())
                .isEqualTo(BounceKind.OURS);
        assertThat(read(bounce("failed", "no code")).feedback().orElseThrow().bounce())
                .isEqualTo(BounceKind.TRANSIENT);
    }

    @Test
    void aDelayIsNothingYetAndADeliveryIsOne() {
        assertThat(read(bounce("delayed", "4.4.1")).feedback()).isEmpty();
        assertThat(read(bounce("delivered", "2.1.5")).feedback().orElseThrow().type())
                .isEqualTo(FeedbackType.DELIVERED);
    }

    @Test
    void aComplaintIsKnownByTheMessageWithin() {
        ReturnedMail mail = read("""
                From: complaints@isp.example
                To: abuse@salon.example
                Date: Sun, 29 Nov 2026 10:00:00 +0000
                Subject: FW: Hello
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

                --b1
                Content-Type: text/plain

                This is an email abuse report.
                --b1
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: SomeISP/1.0
                Version: 1

                --b1
                Content-Type: message/rfc822

                From: salon@salon.example
                Message-ID: <018f5f3e-0000-3000-8000-00000000002a@salon.example>
                Subject: Hello

                Hello
                --b1--
                """);

        assertThat(mail.feedback().orElseThrow().type()).isEqualTo(FeedbackType.COMPLAINED);
        assertThat(mail.messageIds()).containsExactly(ACTION);
        assertThat(mail.bounceToken()).isEmpty();
    }

    @Test
    void peopleReplyAndProgramsOfAbsentOnesDoNot() {
        String reply = """
                From: anna@example.com
                To: salon@salon.example
                Subject: Re: Hello
                In-Reply-To: <018f5f3e-0000-3000-8000-00000000002a@salon.example>
                %s
                Yes please
                """;

        ReturnedMail mail = read(reply.formatted(""));
        assertThat(mail.feedback()).hasValue(Feedback.of(FeedbackType.REPLIED, NOW));
        assertThat(mail.messageIds()).containsExactly(ACTION);

        assertThat(read(reply.formatted("Auto-Submitted: auto-replied\n")).feedback())
                .isEmpty();
        assertThat(read(reply.formatted("Precedence: auto_reply\n")).feedback()).isEmpty();
    }

    @Test
    void whatIsNoMailSaysNothing() {
        ReturnedMail mail = read("\0\1\2 hello");
        assertThat(mail.feedback()).isEmpty();
        assertThat(mail.messageIds()).isEmpty();
        assertThatThrownBy(() -> read(bounce("failed", "5.1.1").replace("boundary=\"b1\"", "boundary=\"other\"")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no mail that can be read");
    }

    private static ReturnedMail read(String mail) {
        return ReturnedMail.read(mail.replace("\n", "\r\n").getBytes(UTF_8), NOW);
    }

    static String bounce(String action, String status) {
        return """
                From: MAILER-DAEMON@mx.example
                To: bounces+%s@salon.example
                Date: Sun, 29 Nov 2026 10:00:00 +0000
                Auto-Submitted: auto-replied
                Subject: Returned mail
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

                --b1
                Content-Type: text/plain

                Something happened.
                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; anna@example.com
                Action: %s
                Status: %s

                --b1
                Content-Type: text/rfc822-headers

                From: salon@salon.example
                Message-ID: <018f5f3e-0000-3000-8000-00000000002a@salon.example>

                --b1--
                """.formatted(MessageToken.bounce(ACTION, KEY), action, status);
    }
}
