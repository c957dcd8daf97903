package io.regulars.imports;

import io.regulars.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into lines and never holds more than one: LF or CRLF ends a line, a byte order mark at the beginning and
 * blank lines are passed over, and of a line longer than {@link Json#MOST_BYTES} only the beginning is kept.
 */
final class LineReader implements LineSource {
    private static final int BUFFER = 1 << 16;
    private static final int BEGINNING = 8_000;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream input;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private long number;

    LineReader(InputStream input) {
        this.input = input;
    }

    @Override
    public Optional<RawLine> next() throws IOException {
        while (position < filled || fill()) {
            number++;
            RawLine line = read();
            if (!(line instanceof RawLine.Text text) || !isBlank(text.bytes())) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private RawLine read() throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && (position < filled || fill())) {
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            tooLong |= bytes.size() + (end - position) > Json.MOST_BYTES;
            if (!tooLong) {
                bytes.write(buffer, position, end - position);
            } else if (bytes.size() < BEGINNING) {
                bytes.write(buffer, position, Math.min(end - position, BEGINNING));
            }
            ended = end < filled;
            position = end + 1;
        }
        byte[] line = content(bytes.toByteArray());
        return tooLong
                ? new RawLine.TooLong(number, Arrays.copyOf(line, Math.min(line.length, BEGINNING)))
                : new RawLine.Text(number, line);
    }

    private byte[] content(byte[] line) {
        boolean marked = number == 1
                && line.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        int from = marked ? BYTE_ORDER_MARK.length : 0;
        int to = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return from == 0 && to == line.length ? line : Arrays.copyOfRange(line, from, to);
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, input.read(buffer));
        return filled > 0;
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t') {
                return false;
            }
        }
        return true;
    }
}
