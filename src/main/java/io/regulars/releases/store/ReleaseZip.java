package io.regulars.releases.store;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.RuleFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A release as a zip: the same files give the same bytes, and what was written reads as it was. */
final class ReleaseZip {
    private static final int MOST_BYTES_PACKED = 20_000_000;
    private static final int MOST_ENTRIES = 2 * ReleaseLimits.MOST_FILES;

    private ReleaseZip() {}

    static byte[] write(List<RuleFile> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (RuleFile file :
                    files.stream().sorted(Comparator.comparing(RuleFile::path)).toList()) {
                var entry = new ZipEntry(file.path());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.bytes());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the rule files of a zip; others are passed over, as in a folder.
     *
     * @throws ProblemException if it is no zip, holds more than a release may, names a file twice or one outside the release
     */
    static List<RuleFile> read(InputStream body) {
        try {
            byte[] packed = body.readNBytes(MOST_BYTES_PACKED + 1);
            if (packed.length > MOST_BYTES_PACKED) {
                throw new ProblemException(ErrorCode.TOO_LARGE, "A zip of rules has at most 20 MB.");
            }
            return read(packed);
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(
                    ErrorCode.MALFORMED, "The body is not a zip that can be read: " + e.getMessage() + ".");
        }
    }

    private static List<RuleFile> read(byte[] packed) throws IOException {
        var files = new TreeMap<String, RuleFile>();
        long left = ReleaseLimits.MOST_BYTES;
        int entries = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new ProblemException(ErrorCode.TOO_LARGE, "A zip of rules has at most 10000 entries.");
                }
                checkPath(entry);
                // what is passed over is unpacked too, so it counts as well
                byte[] bytes = zip.readNBytes((int) Math.min(left, ReleaseLimits.MOST_BYTES_OF_A_FILE) + 1);
                left -= bytes.length;
                if (left < 0 || bytes.length > ReleaseLimits.MOST_BYTES_OF_A_FILE) {
                    throw new ProblemException(
                            ErrorCode.TOO_LARGE,
                            "A release has at most 50 MB, and a file of it at most 10 MB, unpacked.");
                }
                if (!entry.isDirectory() && RulePath.isRuleFile(path(entry))) {
                    add(files, new RuleFile(path(entry), bytes));
                }
            }
        }
        if (entries == 0) {
            throw new ProblemException(ErrorCode.MALFORMED, "The body is not a zip, or an empty one.");
        }
        checkTop(files.keySet());
        if (files.size() > ReleaseLimits.MOST_FILES) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "A release has at most 5000 files.");
        }
        return List.copyOf(files.values());
    }

    /** As it is within the release: some programs write {@code ./segments/vip.drl}. */
    private static String path(ZipEntry entry) {
        String name = entry.getName();
        return name.startsWith("./") ? name.substring(2) : name;
    }

    /** A folder around all of it would make other files of them: {@code rules/segments.yaml} describes no segments. */
    private static void checkTop(Set<String> paths) {
        if (paths.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID, "The zip has no rule file: those end with .drl, .yaml, .csv or .xlsx.");
        }
        String first = paths.iterator().next();
        String top = first.substring(0, first.indexOf('/') + 1);
        boolean around = !top.isEmpty()
                && paths.stream().allMatch(path -> path.startsWith(top))
                && paths.stream().map(path -> path.substring(top.length())).anyMatch(ReleaseZip::isOfTheTop);
        if (around) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "Everything in the zip is within the folder '" + top
                            + "'. Zip what is in it, so that segments.yaml,"
                            + " campaigns/ and scenarios/ are at the top.");
        }
    }

    private static boolean isOfTheTop(String path) {
        return path.matches("(?i)segments\\.ya?ml")
                || List.of("campaigns/", "scenarios/", "library/", "templates/").stream()
                        .anyMatch(path::startsWith);
    }

    private static void checkPath(ZipEntry entry) {
        String name = path(entry);
        String path = entry.isDirectory() ? name.substring(0, name.length() - 1) : name;
        boolean ruleFile = !entry.isDirectory() && RulePath.isRuleFile(name);
        String problem = ruleFile ? RulePath.problem(path) : null;
        boolean escapes = path.startsWith("/")
                || path.contains("\\")
                || List.of(path.split("/")).contains("..");
        if (problem != null || escapes) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "The zip names '" + name + "'; a path in it "
                            + (problem == null ? "stays within the release" : problem) + ".");
        }
    }

    private static void add(Map<String, RuleFile> files, RuleFile file) {
        if (!RuleFile.isWorkbook(file.path()) && !EditReleases.isText(file.bytes())) {
            throw new ProblemException(
                    ErrorCode.INVALID, file.path() + " is not UTF-8 text; save it with the encoding UTF-8.");
        }
        if (files.put(file.path(), file) != null) {
            throw new ProblemException(ErrorCode.INVALID, "The zip has '" + file.path() + "' twice.");
        }
    }
}
