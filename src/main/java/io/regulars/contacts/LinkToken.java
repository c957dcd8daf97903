package io.regulars.contacts;

import io.regulars.platform.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names a link of a message, and shows by the beginning of an HMAC under the key of the business that we made the name. It says nothing of
 * who the client is, and nothing of where the link leads.
 *
 * @param action the message's
 * @param link number of where it leads to
 * @param links how many links the message has
 */
record LinkToken(UUID action, int link, int links, byte[] proof) {
    /** Tokens for other purposes begin with another letter under the same key. */
    private static final byte[] PURPOSE = "l\0".getBytes(StandardCharsets.US_ASCII);

    private static final int CONTENT = 16 + 4 + 1;
    private static final int PROOF = 16;
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{50}");

    /** For a link, 50 characters. */
    static String written(UUID action, int link, int links, byte[] key) {
        byte[] content = content(action, link, links);
        byte[] all = Arrays.copyOf(content, CONTENT + PROOF);
        System.arraycopy(proof(content, key), 0, all, CONTENT, PROOF);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** What a link carries, if it looks like a token at all. */
    static Optional<LinkToken> of(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return Optional.of(new LinkToken(
                new UUID(bytes.getLong(), bytes.getLong()),
                bytes.getInt(),
                Byte.toUnsignedInt(bytes.get()),
                Arrays.copyOfRange(bytes.array(), CONTENT, CONTENT + PROOF)));
    }

    /** Whether we made it, under that key. */
    boolean isMadeBy(byte[] key) {
        return MessageDigest.isEqual(proof, proof(content(action, link, links), key));
    }

    private static byte[] content(UUID action, int link, int links) {
        return ByteBuffer.allocate(CONTENT)
                .putLong(action.getMostSignificantBits())
                .putLong(action.getLeastSignificantBits())
                .putInt(link)
                .put((byte) links)
                .array();
    }

    private static byte[] proof(byte[] content, byte[] key) {
        return Arrays.copyOf(Hmac.of(key, PURPOSE, content), PROOF);
    }
}
