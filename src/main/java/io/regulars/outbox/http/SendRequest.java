package io.regulars.outbox.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request to a checked address, follows no redirect, and reads little of the answer: 64 kB, within 15 seconds in all.
 */
@ApplicationScoped
class SendRequest {
    /** How long a request takes at most, connection and answer included. */
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int CONNECT_MILLIS = 5_000;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int CONNECTIONS_OF_A_HOST = 32;
    private static final int ADDRESSES_TRIED = 3;

    private final Vertx vertx;
    private final HttpClient client;
    private final CheckDestination check;
    private final Duration longest;

    @Inject
    SendRequest(Vertx vertx, CheckDestination check) {
        this(vertx, check, new HttpClientOptions(), LONGEST);
    }

    SendRequest(Vertx vertx, CheckDestination check, HttpClientOptions options, Duration longest) {
        this.vertx = vertx;
        this.check = check;
        this.longest = longest;
        client = vertx.createHttpClient(
                // receivers are others: ids of our traces are not for them
                options.setConnectTimeout(CONNECT_MILLIS)
                        .setMaxRedirects(0)
                        .setVerifyHost(true)
                        .setTracingPolicy(TracingPolicy.IGNORE),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_OF_A_HOST));
    }

    /** What came of a request. */
    sealed interface Result {}

    /**
     * The receiver answered.
     *
     * @param retryAfter the header, as it stands
     * @param location where the receiver wants the request to go instead; null: it did not say
     * @param text the beginning of the body
     * @param whole whether that is all of it
     */
    record Answered(
            int status,
            @Nullable String retryAfter,
            @Nullable String location,
            String text,
            boolean whole) implements Result {}

    /** The request did not reach anybody. */
    record NotReached(String why) implements Result {}

    /** The request was sent, and no answer came. */
    record NotAnswered(String why) implements Result {}

    /** Sends a request, once. */
    Result send(String url, String method, Map<String, String> headers, byte[] body) throws InterruptedException {
        CheckDestination.Destination destination;
        try {
            destination = check.check(url);
        } catch (NotAllowed e) {
            return new NotReached("the address " + e.why());
        }
        long end = System.nanoTime() + longest.toNanos();
        String why = "";
        for (InetAddress address : destination
                .addresses()
                .subList(0, Math.min(ADDRESSES_TRIED, destination.addresses().size()))) {
            Context context = vertx.getOrCreateContext();
            CompletableFuture<HttpClientRequest> connecting =
                    connected(context, options(destination, address, method, headers));
            try {
                HttpClientRequest request = connecting.get(left(end), TimeUnit.NANOSECONDS);
                return exchange(context, request, body, end);
            } catch (TimeoutException e) {
                var _ = connecting.thenAccept(HttpClientRequest::reset);
                return new NotReached("no connection within " + longest.toSeconds() + " seconds");
            } catch (ExecutionException e) {
                why = said(e);
            }
        }
        return new NotReached("no connection: " + why);
    }

    private static RequestOptions options(
            CheckDestination.Destination destination, InetAddress address, String method, Map<String, String> headers) {
        var options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(destination.port(), address.getHostAddress()))
                .setHost(destination.host())
                .setPort(destination.port())
                .setSsl(destination.tls())
                .setURI(destination.path())
                .setMethod(HttpMethod.valueOf(method))
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        return options;
    }

    private CompletableFuture<HttpClientRequest> connected(Context context, RequestOptions options) {
        var connecting = new CompletableFuture<HttpClientRequest>();
        context.runOnContext(begin -> client.request(options).onComplete(made -> {
            if (made.succeeded()) {
                connecting.complete(made.result());
            } else {
                connecting.completeExceptionally(made.cause());
            }
        }));
        return connecting;
    }

    /** On the context of the request: anywhere else a short answer is over before anybody reads it. */
    private Result exchange(Context context, HttpClientRequest request, byte[] body, long end)
            throws InterruptedException {
        var read = new Reading();
        context.runOnContext(begin -> request.send(Buffer.buffer(body)).onComplete(answer -> {
            if (answer.succeeded()) {
                read.from(answer.result());
            } else {
                read.fails(answer.cause());
            }
        }));
        try {
            return read.done.get(left(end), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            request.reset();
            return read.soFar("no answer within " + longest.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            return read.soFar("the connection broke: " + said(e));
        }
    }

    /** Reads an answer, up to so much. */
    private static final class Reading {
        private final CompletableFuture<Result> done = new CompletableFuture<>();
        private final Buffer text = Buffer.buffer();
        private volatile @Nullable HttpClientResponse response;

        void from(HttpClientResponse begun) {
            response = begun;
            begun.exceptionHandler(this::fails);
            begun.endHandler(end -> done.complete(answered(begun, true)));
            begun.handler(part -> {
                int room = MOST_BYTES - text.length();
                text.appendBuffer(part, 0, Math.min(room, part.length()));
                if (part.length() > room) {
                    done.complete(answered(begun, false));
                    begun.request().reset();
                }
            });
        }

        void fails(Throwable cause) {
            done.completeExceptionally(cause);
        }

        /** A receiver that has said its status has taken it, whatever becomes of the rest. */
        Result soFar(String why) {
            HttpClientResponse begun = response;
            return begun == null ? new NotAnswered(why) : answered(begun, false);
        }

        private Answered answered(HttpClientResponse begun, boolean whole) {
            return new Answered(
                    begun.statusCode(),
                    begun.getHeader("Retry-After"),
                    begun.getHeader("Location"),
                    text.toString(StandardCharsets.UTF_8),
                    whole);
        }
    }

    private static long left(long end) {
        return Math.max(1, end - System.nanoTime());
    }

    private static String said(ExecutionException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
