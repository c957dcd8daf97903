package io.regulars.access.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A key, a browser's session or a link to sign in as its holder has it: shown once, then known to us by its SHA-256 only. */
public record Secret(String text) {
    /** A key: 256 random bits, and what it is. */
    public static Secret random() {
        return new Secret("rgl_" + token().text);
    }

    /** 256 random bits. */
    public static Secret token() {
        byte[] bits = new byte[32];
        // one in a constant would be the same at each start of a native binary
        new SecureRandom().nextBytes(bits);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** What we know it by. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Never in a log by accident. */
    @Override
    public String toString() {
        return "Secret";
    }
}
