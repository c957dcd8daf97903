package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No piece of code stands twice: ten lines that are the same, blank ones, comments, imports and lone brackets left out. */
class NothingTwiceTest {
    private static final int LINES = 10;
    private static final Pattern SAYS_NOTHING = Pattern.compile("|import .*|package .*|//.*|/?\\*.*|[{}()\\[\\];]+");

    private record Line(Path file, int number, String text) {
        @Override
        public String toString() {
            return file + ":" + number;
        }
    }

    @Test
    void noTenLinesStandTwice() throws IOException {
        var first = new HashMap<List<String>, Line>();
        var twice = new ArrayList<String>();
        for (Path file : sources()) {
            List<Line> lines = lines(file);
            for (int at = 0; at + LINES <= lines.size(); at++) {
                List<String> texts =
                        lines.subList(at, at + LINES).stream().map(Line::text).toList();
                Line before = first.putIfAbsent(texts, lines.get(at));
                if (before != null) {
                    twice.add(before + " again at " + lines.get(at));
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Line> lines(Path file) throws IOException {
        var lines = new ArrayList<Line>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            if (!SAYS_NOTHING.matcher(text).matches()) {
                lines.add(new Line(file, number, text));
            }
        }
        return lines;
    }
}
