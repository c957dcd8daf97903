package io.regulars.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void linesEndWithLfOrCrlfAndTheLastOneNeedsNoEnd() throws IOException {
        assertThat(read("a\nb\r\nc")).containsExactly("1:a", "2:b", "3:c");
        assertThat(read("a\n")).containsExactly("1:a");
        assertThat(read("")).isEmpty();
    }

    @Test
    void blankLinesArePassedOverButCounted() throws IOException {
        assertThat(read("\n \t\r\na\n\n\nb\n\n")).containsExactly("3:a", "6:b");
    }

    @Test
    void aByteOrderMarkBelongsToTheFileNotToItsFirstLine() throws IOException {
        assertThat(read("\uFEFFa\nb")).containsExactly("1:a", "2:b");
        assertThat(read("\uFEFF\na")).containsExactly("2:a");
    }

    @Test
    void aLineOfOneMegabyteIsTakenAndOneByteMoreIsNot() throws IOException {
        String most = "x".repeat(1 << 20);
        assertThat(read(most + "\nb")).hasSize(2).first().isEqualTo("1:" + most);
        assertThat(read(most + "x\nb")).containsExactly("1 is too long: " + "x".repeat(8_000), "2:b");
        assertThat(read("a\n" + most + most + most)).containsExactly("1:a", "2 is too long: " + "x".repeat(8_000));
    }

    @Test
    void aLineWithoutEndIsNeverHeldAsAWhole() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 1L << 31;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                left -= length;
                return left > 0 ? length : -1;
            }
        };
        Optional<RawLine> line = new LineReader(endless).next();
        assertThat(line).get().isInstanceOf(RawLine.TooLong.class);
    }

    @Test
    void whenTheSenderBreaksOffTheHalfLineIsNotGiven() throws IOException {
        InputStream broken = new InputStream() {
            private final InputStream sent = new ByteArrayInputStream("a\nhal".getBytes(UTF_8));

            @Override
            public int read() throws IOException {
                throw new IOException("not called");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = sent.read(bytes, offset, length);
                if (count < 0) {
                    throw new IOException("connection reset");
                }
                return count;
            }
        };
        var lines = new LineReader(broken);
        assertThat(text(lines.next().orElseThrow())).isEqualTo("1:a");
        assertThatThrownBy(lines::next).isInstanceOf(IOException.class);
    }

    private static List<String> read(String content) throws IOException {
        var lines = new LineReader(new ByteArrayInputStream(content.getBytes(UTF_8)));
        var read = new ArrayList<String>();
        for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
            read.add(text(line.get()));
        }
        return read;
    }

    private static String text(RawLine line) {
        return switch (line) {
            case RawLine.Text text -> text.number() + ":" + new String(text.bytes(), UTF_8);
            case RawLine.TooLong tooLong ->
                tooLong.number() + " is too long: " + new String(tooLong.beginning(), UTF_8);
        };
    }
}
