package io.regulars.outbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.outbox.DeliveryReport;
import io.regulars.outbox.HeardDeliveries;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Outgoing;
import io.regulars.outbox.Payload;
import io.regulars.outbox.sending.CarryOut;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import jakarta.inject.Inject;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Mail goes out by a real server, and what the server says is understood. */
@QuarkusTest
class MailIT {
    @Inject
    Outbox outbox;

    @Inject
    CarryOut carryOut;

    @Inject
    HeardDeliveries heard;

    @Inject
    Database database;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    private final UUID id = UUID.randomUUID();
    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
    }

    @Test
    void aMailHasBothFormsAndTheHeadersThatMailboxesAskFor() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.start();
        try {
            salon.mailsBy(server.getSmtp().getPort());
            put(InDoubt.ASSUME_SENT);
            carryOut.carryOut();

            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("20 % on your next visit, Zanė");
            assertThat(mail.getFrom()[0]).hasToString("\"Salon, Riga\" <salon@example.com>");
            assertThat(mail.getHeader("Message-ID")).containsExactly("<" + id + "@example.com>");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<https://salon.example/u/abc>");
            assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
            assertThat(mail.getHeader("List-Id")).containsExactly("<win-back.salon.example>");
            assertThat(mail.getHeader("Return-Path")[0]).contains("b+abc@example.com");
            var whole = (Multipart) mail.getContent();
            assertThat(mail.getContentType()).startsWith("multipart/mixed");
            var alternative = (Multipart) whole.getBodyPart(0).getContent();
            assertThat(alternative.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat(alternative.getBodyPart(0).getContent().toString()).contains("We miss you, Zanė");
            assertThat(alternative.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(whole.getBodyPart(1).getContentType()).startsWith("text/calendar");
            assertThat(heard.of(id)).extracting(DeliveryReport::state).containsExactly(DeliveryReport.State.SENT);
        } finally {
            server.stop();
        }
    }

    @Test
    void anAddressThatDoesNotExistFailsForGoodAndIsTold() throws IOException {
        try (var server = new ScriptedServer("550 5.1.1 <zane@example.com> no such user")) {
            salon.mailsBy(server.port());
            put(InDoubt.ASSUME_SENT);
            carryOut.carryOut();
            assertThat(heard.of(id)).singleElement().satisfies(report -> {
                assertThat(report.state()).isEqualTo(DeliveryReport.State.FAILED);
                assertThat(report.badAddress()).isTrue();
                assertThat(report.detail()).contains("5.1.1").doesNotContain("zane@example.com");
            });
        }
    }

    @Test
    void aServerThatDoesNotLetUsSendIsNoFaultOfTheAddress() throws IOException {
        try (var server = new ScriptedServer("550 5.7.1 relaying denied")) {
            salon.mailsBy(server.port());
            put(InDoubt.ASSUME_SENT);
            carryOut.carryOut();
            assertThat(heard.of(id)).isEmpty();
            assertThat(failures()).isEqualTo(1);
        }
    }

    /** Ten times, since a client that had been refused something did not always send again. */
    @RepeatedTest(10)
    void aMailboxThatIsFullIsTriedAgainAndTheServerIsWell() throws IOException {
        try (var server = new ScriptedServer("452 4.2.2 mailbox full")) {
            salon.mailsBy(server.port());
            put(InDoubt.ASSUME_SENT);
            carryOut.carryOut();
            assertThat(heard.of(id)).isEmpty();
            assertThat(failures()).isZero();

            server.answersRcptBy("250 2.1.5 ok");
            clock.advance(Duration.ofSeconds(73));
            carryOut.carryOut();
            assertThat(heard.of(id)).extracting(DeliveryReport::state).containsExactly(DeliveryReport.State.SENT);
        }
    }

    @Test
    void ofAMailThatMayHaveBeenTakenMarketingIsNotSentAgain() throws IOException {
        try (var server = new ScriptedServer("250 2.1.5 ok")) {
            server.hangsUpAfterTheText();
            salon.mailsBy(server.port());
            put(InDoubt.ASSUME_SENT);
            carryOut.carryOut();
            assertThat(heard.of(id)).extracting(DeliveryReport::state).containsExactly(DeliveryReport.State.UNCERTAIN);
        }
    }

    /** Ten times, since of a client whose server had hung up only one in sixteen never sent again. */
    @RepeatedTest(10)
    void ofAMailThatMayHaveBeenTakenAReminderIsSentAgain() throws IOException {
        try (var server = new ScriptedServer("250 2.1.5 ok")) {
            server.hangsUpAfterTheText();
            salon.mailsBy(server.port());
            put(InDoubt.RESEND);
            carryOut.carryOut();
            assertThat(heard.of(id)).isEmpty();
            server.answersRcptBy("250 2.1.5 ok");
            clock.advance(Duration.ofSeconds(73));
            carryOut.carryOut();
            assertThat(heard.of(id)).extracting(DeliveryReport::state).containsExactly(DeliveryReport.State.SENT);
        }
    }

    @Test
    void whereNobodyAnswersItIsTriedAgainAlsoIfItIsMarketing() {
        salon.mailsBy(1);
        put(InDoubt.ASSUME_SENT);
        carryOut.carryOut();
        assertThat(heard.of(id)).isEmpty();
        assertThat(failures()).isEqualTo(1);
    }

    private int failures() {
        return salon.as(Role.VIEWER).get("/api/endpoints").path("[0].failures");
    }

    private void put(InDoubt inDoubt) {
        var mail = new Payload.Mail(
                "zane@example.com",
                "Zanė Ozola",
                null,
                "Salon, Riga",
                "desk@example.com",
                "b+abc@example.com",
                "20 % on your next visit, Zanė",
                "<p>We miss you, Zanė</p>",
                "We miss you, Zanė",
                Map.of(
                        "List-Unsubscribe",
                        "<https://salon.example/u/abc>",
                        "List-Unsubscribe-Post",
                        "List-Unsubscribe=One-Click",
                        "List-Id",
                        "<win-back.salon.example>"),
                List.of(new Payload.Attachment(
                        "visit.ics",
                        "text/calendar; method=PUBLISH; charset=utf-8",
                        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".getBytes(StandardCharsets.UTF_8))));
        database.transaction(tx -> {
            outbox.put(
                    tx,
                    new Outgoing(
                            id,
                            salon.id(),
                            "email",
                            "message",
                            null,
                            mail,
                            clock.instant(),
                            clock.instant().plus(Duration.ofDays(3)),
                            inDoubt));
            return true;
        });
    }

    /** A mail server that answers RCPT as it is told, and hangs up where a real one may. */
    private static final class ScriptedServer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private volatile String rcpt;
        private volatile boolean hangsUp;

        ScriptedServer(String rcpt) throws IOException {
            this.rcpt = rcpt;
            Executors.newVirtualThreadPerTaskExecutor().execute(this::accept);
        }

        int port() {
            return server.getLocalPort();
        }

        void answersRcptBy(String answer) {
            rcpt = answer;
            hangsUp = false;
        }

        void hangsUpAfterTheText() {
            hangsUp = true;
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> talk(socket));
                } catch (IOException e) {
                    return; // the test is over
                }
            }
        }

        private void talk(java.net.Socket socket) {
            try (socket;
                    var in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                var out = socket.getOutputStream();
                say(out, "220 test");
                boolean text = false;
                for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                    if (text) {
                        if (line.equals(".")) {
                            if (hangsUp) {
                                return;
                            }
                            text = false;
                            say(out, "250 2.0.0 queued as 1");
                        }
                    } else if (line.startsWith("RCPT")) {
                        say(out, rcpt);
                    } else if (line.equals("DATA")) {
                        text = true;
                        say(out, "354 go on");
                    } else if (line.equals("QUIT")) {
                        say(out, "221 bye");
                        return;
                    } else {
                        say(out, "250 ok");
                    }
                }
            } catch (IOException e) {
                // the client hung up, which is its right
            }
        }

        private static void say(java.io.OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
