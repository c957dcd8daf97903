package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of {@code docs/architecture.md} that a test writes: it stands between two comments that carry its name. */
record GeneratedBlock(String name) {
    private static final Path PAGE = Path.of("docs", "architecture.md");

    /** What stands there now. */
    String present() throws IOException {
        String page = Files.readString(PAGE);
        return page.substring(start(page), end(page));
    }

    /** Compares; with {@code -Darchitecture.write=true} writes it first. */
    void holds(String content) throws IOException {
        if (Boolean.getBoolean("architecture.write")) {
            String page = Files.readString(PAGE);
            Files.writeString(PAGE, page.substring(0, start(page)) + content + page.substring(end(page)));
        }
        assertThat(present())
                .as(
                        "'%s' in %s is stale; write it anew and commit it:"
                                + " ./mvnw test -Dtest='ModuleGraphTest,TableOwnershipTest' -Darchitecture.write=true",
                        name, PAGE)
                .isEqualTo(content);
    }

    private int start(String page) {
        return place(page, "<!-- begin: " + name + " -->\n", true);
    }

    private int end(String page) {
        return place(page, "<!-- end: " + name + " -->", false);
    }

    private static int place(String page, String marker, boolean after) {
        int at = page.indexOf(marker);
        assertThat(at).as("%s has the line %s", PAGE, marker).isNotNegative();
        return after ? at + marker.length() : at;
    }
}
