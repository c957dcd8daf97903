package io.regulars.releases;

import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder an analyst keeps rules in. Links are followed, so that a ConfigMap-style swap of a link is a change like any
 * other; files and folders whose name begins with a dot are an editor's or the mount's own.
 */
record RulesFolder(Path path) {
    private static final int DEEPEST = 10;

    /** What was read, and what could not be. */
    record Contents(List<RuleFile> files, List<Diagnostic> problems) {
        Contents {
            files = List.copyOf(files);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Changes whenever a file of the folder does, as far as names, sizes, times and link targets tell.
     *
     * @throws IOException if the folder cannot be listed
     */
    String fingerprint() throws IOException {
        var prints = new StringBuilder();
        for (Path file : paths()) {
            try {
                prints.append(file)
                        .append('|')
                        .append(file.toRealPath())
                        .append('|')
                        .append(Files.size(file))
                        .append('|')
                        .append(Files.getLastModifiedTime(file).toInstant())
                        .append('\n');
            } catch (NoSuchFileException e) {
                prints.append(file).append("|gone\n"); // replaced under our eyes; the next look sees what became of it
            }
        }
        return prints.toString();
    }

    /**
     * Reads every file, ordered by path.
     *
     * @throws IOException if the folder cannot be listed or a file not be read
     */
    Contents read() throws IOException {
        var files = new ArrayList<RuleFile>();
        var problems = new ArrayList<Diagnostic>();
        for (Path file : paths()) {
            String name = path.relativize(file).toString().replace('\\', '/');
            if (Files.size(file) > ReleaseLimits.MOST_BYTES_OF_A_FILE) {
                problems.add(problem(name, "file-too-large", "The file is larger than 10 MB.", "Split it."));
                continue;
            }
            byte[] bytes = Files.readAllBytes(file);
            try {
                files.add(RuleFile.isWorkbook(name) ? new RuleFile(name, bytes) : new RuleFile(name, text(bytes)));
            } catch (CharacterCodingException e) {
                problems.add(
                        problem(name, "not-utf-8", "The file is not UTF-8 text.", "Save it with the encoding UTF-8."));
            }
        }
        return new Contents(files, problems);
    }

    private List<Path> paths() throws IOException {
        if (!Files.isDirectory(path)) {
            throw new NoSuchFileException(path.toAbsolutePath().toString());
        }
        try (Stream<Path> all = Files.walk(path, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = all.filter(this::isRuleFile)
                    .sorted()
                    .limit(ReleaseLimits.MOST_FILES + 1L)
                    .toList();
            if (files.size() > ReleaseLimits.MOST_FILES) {
                throw new IOException("more than " + ReleaseLimits.MOST_FILES + " rule files in " + path);
            }
            return files;
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean isRuleFile(Path file) {
        String name = path.relativize(file).toString().replace('\\', '/');
        return RulePath.isRuleFile(name) && Files.isRegularFile(file);
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Diagnostic problem(String file, String code, String message, String hint) {
        return new Diagnostic(file, 1, 1, 1, 1, code, Diagnostic.Severity.ERROR, message, hint);
    }
}
