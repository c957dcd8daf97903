package io.regulars.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that takes all mail, throws it away, and knows when each came; by the id that its Message-ID begins with. */
final class MailSink implements AutoCloseable {
    private static final String MESSAGE_ID = "message-id: <";
    private static final int UUID_LENGTH = 36;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<UUID, Instant> taken = new ConcurrentHashMap<>();

    MailSink() throws IOException {
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** When each mail was handed over. */
    Map<UUID, Instant> taken() {
        return taken;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException e) {
            System.out.println("the mail sink has ended: " + e.getMessage());
        }
    }

    private void serve(Socket socket) {
        try (Socket client = socket;
                var lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            client.setTcpNoDelay(true);
            say(client, "220 sink ESMTP");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say(client, "250-sink\r\n250 PIPELINING");
                    case "DATA" -> {
                        say(client, "354 go on");
                        take(lines);
                        say(client, "250 taken");
                    }
                    case "QUIT" -> {
                        say(client, "221 bye");
                        return;
                    }
                    default -> say(client, "250 ok");
                }
            }
        } catch (IOException e) {
            System.out.println("a connection to the mail sink broke: " + e.getMessage());
        }
    }

    private void take(BufferedReader lines) throws IOException {
        UUID id = null;
        for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            if (id == null && line.toLowerCase(Locale.ROOT).startsWith(MESSAGE_ID)) {
                id = UUID.fromString(line.substring(MESSAGE_ID.length(), MESSAGE_ID.length() + UUID_LENGTH));
            }
        }
        if (id != null) {
            taken.put(id, Instant.now());
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
