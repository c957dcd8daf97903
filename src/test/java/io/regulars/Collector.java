package io.regulars;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces: takes OTLP over HTTP and reads of its protobuf what tests ask for. */
final class Collector implements AutoCloseable {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final HttpServer server;
    private final List<Told> spans = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> callers = new CopyOnWriteArrayList<>();

    private volatile boolean refuses;

    /**
     * One span.
     *
     * @param parent the id of the span that it is below; empty: it begins a trace
     * @param failed whether its status is an error
     */
    record Told(String trace, String id, String parent, String name, boolean failed, Map<String, String> attributes) {}

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] request = exchange.getRequestBody().readAllBytes();
            callers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            texts.add(new String(request, UTF_8));
            for (byte[] ofResource : new Message(request).all(1)) {
                for (byte[] ofScope : new Message(ofResource).all(2)) {
                    new Message(ofScope).all(2).forEach(span -> spans.add(span(new Message(span))));
                }
            }
            exchange.sendResponseHeaders(refuses ? 500 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    /** From now on it takes nothing, or does so again. */
    void refuses(boolean nothing) {
        refuses = nothing;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All spans so far. */
    List<Told> spans() {
        return spans;
    }

    /** All requests so far, as they came; their texts can be read between other bytes. */
    List<String> texts() {
        return texts;
    }

    /** As whom each request came, by its header. */
    List<String> callers() {
        return callers;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Told span(Message span) {
        var attributes = new TreeMap<String, String>();
        for (byte[] each : span.all(9)) {
            var attribute = new Message(each);
            var value = new Message(attribute.all(2).getFirst());
            attributes.put(attribute.text(1), value.has(3) ? String.valueOf(value.number(3)) : value.text(1));
        }
        boolean failed =
                span.all(15).stream().map(Message::new).anyMatch(status -> status.has(3) && status.number(3) == 2);
        return new Told(span.hex(1), span.hex(2), span.hex(4), span.text(5), failed, attributes);
    }

    /** The fields of a message by their numbers. */
    private static final class Message {
        private final Map<Integer, List<byte[]>> bytes = new TreeMap<>();
        private final Map<Integer, Long> numbers = new TreeMap<>();

        Message(byte[] content) {
            ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            while (in.hasRemaining()) {
                int tag = (int) varint(in);
                int field = tag >>> 3;
                switch (tag & 7) {
                    case VARINT -> numbers.put(field, varint(in));
                    case FIXED_64 -> numbers.put(field, in.getLong());
                    case FIXED_32 -> numbers.put(field, (long) in.getInt());
                    case BYTES -> {
                        byte[] value = new byte[(int) varint(in)];
                        in.get(value);
                        bytes.computeIfAbsent(field, first -> new ArrayList<>()).add(value);
                    }
                    default -> throw new IllegalArgumentException("no protobuf: tag " + tag);
                }
            }
        }

        List<byte[]> all(int field) {
            return bytes.getOrDefault(field, List.of());
        }

        boolean has(int field) {
            return numbers.containsKey(field);
        }

        long number(int field) {
            return numbers.getOrDefault(field, 0L);
        }

        String text(int field) {
            return all(field).stream()
                    .findFirst()
                    .map(value -> new String(value, UTF_8))
                    .orElse("");
        }

        String hex(int field) {
            return all(field).stream()
                    .findFirst()
                    .map(HexFormat.of()::formatHex)
                    .orElse("");
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = in.get();
                value |= (next & 0x7fL) << shift;
                shift += 7;
            } while (next < 0);
            return value;
        }
    }
}
