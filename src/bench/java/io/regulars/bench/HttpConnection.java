package io.regulars.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection to the service on this machine, kept alive. It does as little as possible, because driver and
 * service share the processors.
 */
final class HttpConnection implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final Socket socket;
    private final InputStream in;
    private final String head;

    HttpConnection(int port, String key) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(15 * 60_000); // an import answers when its last line is stored
        in = new BufferedInputStream(socket.getInputStream());
        head = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    /**
     * Sends a request and gives the body of the answer.
     *
     * @throws IOException if the answer is not 2xx
     */
    String send(String method, String path, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] request =
                (method + " " + path + head + content.length + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(request);
        String status = line();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
            chunked |= header.equalsIgnoreCase(CHUNKED);
        }
        String answer = new String(chunked ? chunks() : in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(method + " " + path + ": " + status + " " + answer);
        }
        return answer;
    }

    /** A long answer comes in pieces, each behind its length and before an empty line; the last is empty. */
    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        int length;
        do {
            length = Integer.parseInt(line().strip(), 16);
            all.write(in.readNBytes(length));
            line();
        } while (length > 0);
        return all.toByteArray();
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the service closed the connection");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
