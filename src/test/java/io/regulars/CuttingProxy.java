package io.regulars;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a service and its PostgreSQL, and cuts one connection in the middle of a transaction that a test names. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int database;
    private final AtomicReference<@Nullable Cut> wanted = new AtomicReference<>();
    private final AtomicInteger cuts = new AtomicInteger();

    /**
     * Where to cut.
     *
     * @param transaction a text that the service sends within it
     * @param at a text that must not arrive any more
     * @param fromService whether the service sends that; else the database answers it
     */
    private record Cut(String transaction, String at, boolean fromService) {}

    /** In front of the database at that port. */
    CuttingProxy(int database) throws IOException {
        this.database = database;
        // virtual ones would stand in a queue behind callers who read answers
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How often it was cut. */
    int cuts() {
        return cuts.get();
    }

    /** The next transaction in which that text is sent is committed, and the service does not hear of it. */
    void cutBehindCommitOf(String transaction) {
        wanted.set(new Cut(transaction, "COMMIT\0", false));
    }

    /** The next transaction in which that text is sent ends before another text. */
    void cutBefore(String text, String transaction) {
        wanted.set(new Cut(transaction, text, true));
    }

    private void accept() {
        try {
            while (true) {
                Socket service = server.accept();
                var connection = new Connection(service, new Socket(InetAddress.getLoopbackAddress(), database));
                Thread.ofPlatform().daemon().start(() -> connection.pass(true));
                Thread.ofPlatform().daemon().start(() -> connection.pass(false));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private final class Connection {
        private final Socket service;
        private final Socket postgres;
        private volatile boolean named;

        Connection(Socket service, Socket postgres) {
            this.service = service;
            this.postgres = postgres;
        }

        void pass(boolean fromService) {
            try (service;
                    postgres) {
                InputStream from = (fromService ? service : postgres).getInputStream();
                OutputStream to = (fromService ? postgres : service).getOutputStream();
                byte[] bytes = new byte[1 << 16];
                for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
                    if (isCut(new String(bytes, 0, read, ISO_8859_1), fromService)) {
                        cuts.incrementAndGet();
                        return;
                    }
                    to.write(bytes, 0, read);
                }
            } catch (IOException e) {
                // one side has gone, so the other goes too
            }
        }

        private boolean isCut(String sent, boolean fromService) {
            Cut cut = wanted.get();
            if (cut == null) {
                return false;
            }
            if (fromService && sent.contains(cut.transaction)) {
                named = true;
            }
            return named && fromService == cut.fromService && sent.contains(cut.at) && wanted.compareAndSet(cut, null);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
