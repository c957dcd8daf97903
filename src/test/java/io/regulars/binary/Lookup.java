package io.regulars.binary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A reflective look-up that {@link Reflective} saw.
 *
 * @param what {@code class}, {@code resource}, {@code service}, {@code proxy}, {@code bundle}, {@code library}, or the method of
 *     {@link Class} that was asked for members
 * @param subject the name of what was looked up
 * @param caller the class that asked
 * @param initializers the classes that were being initialized meanwhile, which the builder of a native binary does itself
 */
record Lookup(String what, String subject, String caller, List<String> initializers) {
    static List<Lookup> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t", -1))
                .map(parts -> new Lookup(
                        parts[0], parts[1], parts[2], parts[3].isEmpty() ? List.of() : List.of(parts[3].split(","))))
                .toList();
    }

    @Override
    public String toString() {
        return caller + " asks for " + what + " of " + subject;
    }
}
