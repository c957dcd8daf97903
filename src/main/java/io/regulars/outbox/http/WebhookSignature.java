package io.regulars.outbox.http;

import io.regulars.platform.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Signatures of Standard Webhooks 1.0: HMAC-SHA-256 of id, moment and body. */
final class WebhookSignature {
    /** How a secret begins; base64 of its bytes follows. */
    static final String PREFIX = "whsec_";

    private WebhookSignature() {}

    /** The header: one signature for each secret, so that a receiver who knows one of them is content. */
    static String of(List<String> secrets, String id, Instant at, byte[] body) {
        return secrets.stream()
                .map(secret -> "v1," + signed(secret, id, at, body))
                .collect(Collectors.joining(" "));
    }

    private static String signed(String secret, String id, Instant at, byte[] body) {
        byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        byte[] head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Hmac.of(key, head, body));
    }
}
