package io.regulars.broadcasts;

import io.regulars.platform.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a preview gives its caller to confirm it by. It says what was seen, and an HMAC under the key of the business shows that we said so;
 * campaign, segment and pace are part of the HMAC alone, since the caller names them again.
 *
 * @param id of the broadcast that comes of it, so that it works once
 * @param release by which the preview was made
 * @param clients how many were in the segment
 * @param until when it ends, in whole seconds
 */
record Confirmation(UUID id, int release, int clients, Instant until) {
    private static final int CONTENT = 16 + 4 + 4 + 8;
    private static final int PROOF = 16;
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{64}");

    /** As a caller sends it: 64 characters. */
    String written(BroadcastWish wish, byte[] key) {
        byte[] content = content();
        byte[] all = Arrays.copyOf(content, CONTENT + PROOF);
        System.arraycopy(proof(content, wish, key), 0, all, CONTENT, PROOF);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** What a caller sends, if we made it for that very wish. */
    static Optional<Confirmation> read(String text, BroadcastWish wish, byte[] key) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        byte[] all = Base64.getUrlDecoder().decode(text);
        byte[] content = Arrays.copyOf(all, CONTENT);
        if (!MessageDigest.isEqual(Arrays.copyOfRange(all, CONTENT, all.length), proof(content, wish, key))) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        return Optional.of(new Confirmation(
                new UUID(bytes.getLong(), bytes.getLong()),
                bytes.getInt(),
                bytes.getInt(),
                Instant.ofEpochSecond(bytes.getLong())));
    }

    private byte[] content() {
        return ByteBuffer.allocate(CONTENT)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(release)
                .putInt(clients)
                .putLong(until.getEpochSecond())
                .array();
    }

    private static byte[] proof(byte[] content, BroadcastWish wish, byte[] key) {
        // other tokens begin with another letter under the same key
        String about = String.join("\0", "s", wish.campaign(), wish.segment(), String.valueOf(wish.perDay()), "");
        return Arrays.copyOf(Hmac.of(key, about.getBytes(StandardCharsets.UTF_8), content), PROOF);
    }
}
