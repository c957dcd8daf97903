package io.regulars.releases.store;

import io.regulars.rules.model.RuleFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The SHA-256 of a release's files, paths and contents: what makes two releases the same. */
public final class ContentHash {
    private ContentHash() {}

    /** The hash of files, in whatever order they come; hexadecimal. */
    public static String of(List<RuleFile> files) {
        MessageDigest digest = sha256();
        files.stream().sorted(Comparator.comparing(RuleFile::path)).forEach(file -> {
            update(digest, file.path().getBytes(StandardCharsets.UTF_8));
            update(digest, file.bytes());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Each part with its length, so that no content can look like two files. */
    private static void update(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
