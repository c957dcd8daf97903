package io.regulars.contacts;

import io.regulars.platform.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names a message to whoever got it, and shows that we made the name: the action's id, and the beginning of an HMAC of it under the key of
 * the business. It says nothing of who the client is, and never ends.
 */
record MessageToken(UUID action, byte[] proof) {
    private static final int ID_BYTES = 16;
    private static final int LINK_PROOF = 16;
    /** A mail address has 64 characters before its @, and capitals of it may get lost. */
    private static final int BOUNCE_PROOF = 8;

    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern BOUNCE = Pattern.compile("[0-9a-fA-F]{48}");

    /** What a token is for; one for a purpose is none for another. */
    private enum Purpose {
        UNSUBSCRIBE("u"),
        BOUNCE("b");

        private final String letter;

        Purpose(String letter) {
            this.letter = letter;
        }
    }

    /** For a link, 43 characters. */
    static String link(UUID action, byte[] key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes(action, proof(action, key, Purpose.UNSUBSCRIBE, LINK_PROOF)));
    }

    /** For a mail address, 48 characters in which capitals make no difference. */
    static String bounce(UUID action, byte[] key) {
        return HexFormat.of().formatHex(bytes(action, proof(action, key, Purpose.BOUNCE, BOUNCE_PROOF)));
    }

    /** What a link carries, if it looks like a token at all. */
    static Optional<MessageToken> ofLink(String text) {
        return LINK.matcher(text).matches()
                ? Optional.of(of(Base64.getUrlDecoder().decode(text)))
                : Optional.empty();
    }

    /** What a mail address carries, if it looks like a token at all. */
    static Optional<MessageToken> ofBounce(String text) {
        return BOUNCE.matcher(text).matches() ? Optional.of(of(HexFormat.of().parseHex(text))) : Optional.empty();
    }

    /** Whether we made it for a link, under that key. */
    boolean opensLink(byte[] key) {
        return MessageDigest.isEqual(proof, proof(action, key, Purpose.UNSUBSCRIBE, LINK_PROOF));
    }

    /** Whether we made it for a mail address, under that key. */
    boolean isBounce(byte[] key) {
        return MessageDigest.isEqual(proof, proof(action, key, Purpose.BOUNCE, BOUNCE_PROOF));
    }

    private static MessageToken of(byte[] bytes) {
        ByteBuffer id = ByteBuffer.wrap(bytes, 0, ID_BYTES);
        return new MessageToken(
                new UUID(id.getLong(), id.getLong()), Arrays.copyOfRange(bytes, ID_BYTES, bytes.length));
    }

    private static byte[] bytes(UUID action, byte[] proof) {
        return ByteBuffer.allocate(ID_BYTES + proof.length)
                .putLong(action.getMostSignificantBits())
                .putLong(action.getLeastSignificantBits())
                .put(proof)
                .array();
    }

    private static byte[] proof(UUID action, byte[] key, Purpose purpose, int length) {
        // an address is hashed under the same key, and none has this zero in it
        byte[] letter = (purpose.letter + "\0").getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(Hmac.of(key, letter, bytes(action, new byte[0])), length);
    }
}
