package io.regulars.releases.folder;

import io.regulars.releases.store.ReleaseLimits;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The folder an analyst keeps rules in. Links are followed, so that a ConfigMap-style swap of a link is a change like any
 * other; files and folders whose name begins with a dot are an editor's or the mount's own.
 */
record RulesFolder(Path path) {
    /** Files up to here, and as many as make up so much together, are looked into several times a second. */
    private static final int LOOKED_INTO = 100_000;

    private static final int LOOKED_INTO_TOGETHER = 2_000_000;

    /**
     * What was read.
     *
     * @param problems errors: what could not be read
     * @param warnings what is not read, since nobody can tell what it is
     */
    record Contents(List<RuleFile> files, List<Diagnostic> problems, List<Diagnostic> warnings) {
        Contents {
            files = List.copyOf(files);
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Changes whenever a file of the folder does: by names, sizes, times and link targets, and by what stands in files that are
     * not large, since a mount may keep a time to the second only.
     *
     * @throws IOException if the folder cannot be listed
     */
    String fingerprint() throws IOException {
        FolderListing listing = FolderListing.of(path);
        var prints = new StringBuilder();
        long left = LOOKED_INTO_TOGETHER;
        for (Path file : listing.files()) {
            prints.append(file).append('|');
            try {
                long size = Files.size(file);
                boolean looked = size <= Math.min(LOOKED_INTO, left);
                left -= looked ? size : 0;
                prints.append(file.toRealPath())
                        .append('|')
                        .append(size)
                        .append('|')
                        .append(Files.getLastModifiedTime(file).toInstant())
                        .append('|')
                        .append(looked ? checksum(file) : "")
                        .append('\n');
            } catch (NoSuchFileException e) {
                prints.append("gone\n"); // replaced under our eyes; the next look sees what became of it
            } catch (IOException e) {
                prints.append("unreadable\n"); // which is told when it is read
            }
        }
        listing.found().forEach(found -> prints.append(found.print()).append('\n'));
        return prints.toString();
    }

    private static long checksum(Path file) throws IOException {
        var checksum = new CRC32C();
        checksum.update(Files.readAllBytes(file));
        return checksum.getValue();
    }

    /**
     * Reads every file, ordered by path.
     *
     * @throws NoSuchFileException if the folder is not there, or a file goes away while it is read
     * @throws IOException if the folder cannot be listed
     */
    Contents read() throws IOException {
        FolderListing listing = FolderListing.of(path);
        var files = new ArrayList<RuleFile>();
        var problems = new ArrayList<>(listing.errors());
        for (Path file : listing.files()) {
            String name = path.relativize(file).toString().replace('\\', '/');
            try {
                if (Files.size(file) > ReleaseLimits.MOST_BYTES_OF_A_FILE) {
                    problems.add(problem(name, "file-too-large", "The file is larger than 10 MB.", "Split it."));
                    continue;
                }
                byte[] bytes = Files.readAllBytes(file);
                files.add(RuleFile.isWorkbook(name) ? new RuleFile(name, bytes) : new RuleFile(name, text(bytes)));
            } catch (CharacterCodingException e) {
                problems.add(
                        problem(name, "not-utf-8", "The file is not UTF-8 text.", "Save it with the encoding UTF-8."));
            } catch (NoSuchFileException e) {
                throw e;
            } catch (IOException e) {
                problems.add(FolderListing.unreadable(name, e));
            }
        }
        return new Contents(files, problems, listing.warnings());
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
