package io.regulars.releases.folder;

import io.regulars.releases.store.ReleaseLimits;
import io.regulars.releases.store.RulePath;
import io.regulars.rules.model.Diagnostic;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/** Which files of a rules folder are rule files, and what else lies there that somebody may take for one. */
final class FolderListing {
    private static final int DEEPEST = 10;
    private static final int MOST_TOLD = 100;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<Diagnostic> found = new ArrayList<>();

    private FolderListing(Path folder) {
        this.folder = folder;
    }

    /**
     * Lists a folder.
     *
     * @throws NoSuchFileException if it is not there
     * @throws IOException if it holds more files than a release may
     */
    static FolderListing of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toAbsolutePath().toString());
        }
        var listing = new FolderListing(folder);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, listing.new Visitor());
        Collections.sort(listing.files);
        return listing;
    }

    /** The rule files, in the order of their paths. */
    List<Path> files() {
        return files;
    }

    /** What cannot be read, and what is not read. */
    List<Diagnostic> found() {
        return found;
    }

    /** What cannot be read. */
    List<Diagnostic> errors() {
        return of(Diagnostic.Severity.ERROR);
    }

    /** What is not read. */
    List<Diagnostic> warnings() {
        return of(Diagnostic.Severity.WARNING);
    }

    private List<Diagnostic> of(Diagnostic.Severity severity) {
        return found.stream()
                .filter(each -> each.severity() == severity)
                .sorted((one, other) -> one.file().compareTo(other.file()))
                .limit(MOST_TOLD)
                .toList();
    }

    /** A file that cannot be read, for a reason that the system gives. */
    static Diagnostic unreadable(String file, IOException reason) {
        String why = reason instanceof AccessDeniedException
                ? "the service may not read it"
                : String.valueOf(reason.getMessage());
        return diagnostic(
                file,
                "unreadable-file",
                Diagnostic.Severity.ERROR,
                "It cannot be read: " + why + ".",
                "Let the service read it, or take it out of the folder.");
    }

    private static Diagnostic diagnostic(
            String file, String code, Diagnostic.Severity severity, String message, String hint) {
        return new Diagnostic(file, 1, 1, 1, 1, code, severity, message, hint);
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean hidden = !directory.equals(folder) && RulePath.isHidden(name(directory));
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = name(file);
            if (RulePath.isHidden(name)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
                warn(
                        name,
                        "dangling-link",
                        "The link leads nowhere, to " + Files.readSymbolicLink(file)
                                + ", so there is nothing of it in the rules.",
                        "Let it lead to a file, or take it out.");
            } else if (attributes.isDirectory()) {
                warn(
                        name,
                        "ignored-file",
                        "Folders deeper than " + (DEEPEST - 1) + " others are not read.",
                        "Move it further up.");
            } else if (!RulePath.isRuleFile(name)) {
                String hint = RulePath.hint(name);
                if (!hint.isEmpty()) {
                    warn(
                            name,
                            "ignored-file",
                            "The file is not read: rules are not kept in files of such a name.",
                            hint);
                }
            } else if (attributes.isRegularFile()) {
                add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private void add(Path file) throws IOException {
            files.add(file);
            if (files.size() > ReleaseLimits.MOST_FILES) {
                throw new IOException("more than " + ReleaseLimits.MOST_FILES + " rule files in " + folder);
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
            if (file.equals(folder)) {
                throw reason;
            }
            String name = name(file);
            if (RulePath.isHidden(name) || reason instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // gone meanwhile
            }
            if (reason instanceof FileSystemLoopException) {
                warn(name, "link-loop", "The link leads back to a folder around it.", "Take it out.");
            } else {
                found.add(unreadable(name, reason));
            }
            return FileVisitResult.CONTINUE;
        }

        private void warn(String file, String code, String message, String hint) {
            found.add(diagnostic(file, code, Diagnostic.Severity.WARNING, message, hint));
        }

        private String name(Path file) {
            return folder.relativize(file).toString().replace('\\', '/');
        }
    }
}
