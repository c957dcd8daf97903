package io.regulars.releases;

import io.regulars.rules.RuleFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The SHA-256 of a release's files, paths and contents: what makes two releases the same. */
final class ContentHash {
    private ContentHash() {}

    static String of(List<RuleFile> files) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        files.stream().sorted(Comparator.comparing(RuleFile::path)).forEach(file -> {
            digest.update(file.path().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(file.bytes());
            digest.update((byte) 0);
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
