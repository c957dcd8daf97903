package io.regulars.outbox.mail;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/** Whether a mail server says anything at all. */
final class Greeting {
    private static final int PATIENCE_MILLIS = 5_000;

    private Greeting() {}

    /** Why the server cannot be talked to; empty: it can. */
    static Optional<String> missing(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (port == 465) {
                return Optional.empty(); // speaks TLS first, and there the client begins
            }
            return socket.getInputStream().read() < 0
                    ? Optional.of("the mail server closes the connection without a word")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("the mail server does not answer: " + e.getMessage());
        }
    }
}
