package io.regulars.outbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What receivers do to whoever asks them, and what comes of it. */
@Tag("slow")
@Timeout(60)
class SendRequestTest {
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void ofAnEndlessAnswerNoMoreThanSixtyFourKilobytesAreRead() throws Exception {
        var sent = new AtomicInteger();
        int port = serve(request -> {
            var response = request.response().setChunked(true);
            pour(response, sent);
        });
        assertThat(send(port, Map.of())).isInstanceOfSatisfying(SendRequest.Answered.class, answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.whole()).isFalse();
            assertThat(answer.text().length()).isLessThanOrEqualTo(64 * 1024);
        });
        assertThat(sent.get()).as("kilobytes that were taken").isLessThan(100 * 1024);
    }

    private static void pour(io.vertx.core.http.HttpServerResponse response, AtomicInteger sent) {
        if (!response.closed() && !response.ended() && sent.get() < 1_000_000) {
            sent.addAndGet(16);
            response.write(Buffer.buffer(new byte[16 * 1024])).onSuccess(done -> pour(response, sent));
        }
    }

    @Test
    void anAnswerThatTricklesIsCutWhenItsTimeIsOver() throws Exception {
        int port = serve(request -> {
            var response = request.response().setChunked(true);
            response.write("a");
            vertx.setPeriodic(200, timer -> {
                if (response.closed()) {
                    vertx.cancelTimer(timer);
                } else {
                    response.write("a");
                }
            });
        });
        assertThat(send(port, Map.of())).isInstanceOfSatisfying(SendRequest.Answered.class, answer -> {
            assertThat(answer.whole()).isFalse();
            assertThat(answer.text()).startsWith("a");
        });
    }

    @Test
    void whoSaysNothingIsNotWaitedForWithoutEnd() throws Exception {
        int port = serve(request -> {});
        assertThat(send(port, Map.of())).isInstanceOf(SendRequest.NotAnswered.class);
    }

    @Test
    void whoHangsUpHasNotAnswered() throws Exception {
        NetServer server = vertx.createNetServer().connectHandler(socket -> socket.handler(bytes -> socket.close()));
        int port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .actualPort();
        assertThat(send(port, Map.of())).isInstanceOf(SendRequest.NotAnswered.class);
    }

    @Test
    void whereNobodyListensNothingIsReached() throws Exception {
        assertThat(send(1, Map.of())).isInstanceOf(SendRequest.NotReached.class);
    }

    @Test
    void aNameThatChangesAfterTheCheckChangesNothing() throws Exception {
        int port = serve(request -> request.response().end("checked"));
        var asked = new AtomicInteger();
        var check = new CheckDestination(List.of("127.0.0.1/32"), List.of(443), name ->
                new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.9")});
        var send = new SendRequest(vertx, check, new HttpClientOptions(), SHORT);
        assertThat(send.send("http://rebind.example:" + port + "/", "POST", Map.of(), new byte[0]))
                .isInstanceOfSatisfying(
                        SendRequest.Answered.class,
                        answer -> assertThat(answer.text()).isEqualTo("checked"));
        assertThat(asked.get()).isEqualTo(1);
        assertThat(send.send("http://rebind.example:" + port + "/", "POST", Map.of(), new byte[0]))
                .isInstanceOfSatisfying(
                        SendRequest.NotReached.class,
                        not -> assertThat(not.why()).contains("127.0.0.9"));
    }

    @Test
    void byTlsTheCheckedAddressHasToShowACertificateOfTheName(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("hooks.p12");
        certificate(store);
        var pfx = new PfxOptions().setPath(store.toString()).setPassword("changeit");
        int port = serve(
                new HttpServerOptions().setSsl(true).setKeyCertOptions(pfx).setSni(true),
                request -> request.response()
                        .end(Objects.requireNonNull(request.authority()).host()));
        var check = new CheckDestination(
                List.of("127.0.0.1/32"), List.of(443), name -> InetAddress.getAllByName("127.0.0.1"));
        var send = new SendRequest(vertx, check, new HttpClientOptions().setTrustOptions(pfx), Duration.ofSeconds(10));

        assertThat(send.send("https://hooks.example:" + port + "/", "POST", Map.of(), new byte[0]))
                .isInstanceOfSatisfying(
                        SendRequest.Answered.class,
                        answer -> assertThat(answer.text()).isEqualTo("hooks.example"));
        assertThat(send.send("https://other.example:" + port + "/", "POST", Map.of(), new byte[0]))
                .isInstanceOf(SendRequest.NotReached.class);
    }

    private static void certificate(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hooks",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "SAN=dns:hooks.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-validity",
                        "3650")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
    }

    private SendRequest.Result send(int port, Map<String, String> headers) throws InterruptedException {
        var check = new CheckDestination(List.of("127.0.0.0/8"), List.of(443), InetAddress::getAllByName);
        return new SendRequest(vertx, check, new HttpClientOptions(), SHORT)
                .send("http://127.0.0.1:" + port + "/hook", "POST", headers, new byte[] {'{', '}'});
    }

    private int serve(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
        return serve(new HttpServerOptions(), handler);
    }

    private int serve(HttpServerOptions options, io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer(options).requestHandler(handler);
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .actualPort();
    }
}
