package io.regulars.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals what endpoints keep secret: AES-256-GCM under {@code REGULARS_SECRET_KEY}, 32 bytes in base64. What is sealed for one business and
 * name opens for that one alone, so a row that was moved opens nothing.
 */
@ApplicationScoped
public class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final @Nullable SecretKeySpec key;

    Seal(OutboxConfig config) {
        this.key =
                config.secretKey().filter(set -> !set.isBlank()).map(Seal::key).orElse(null);
    }

    private static SecretKeySpec key(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "REGULARS_SECRET_KEY is no base64; make one by: openssl rand -base64 32", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException("REGULARS_SECRET_KEY is base64 of " + bytes.length
                    + " bytes, and 32 are needed; make one by: openssl rand -base64 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /**
     * Seals the secrets of an endpoint.
     *
     * @throws ProblemException UNAVAILABLE if no key is set
     */
    public byte[] close(int business, String endpoint, ObjectNode secrets) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, business, endpoint, nonce)
                    .doFinal(Json.write(secrets).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /**
     * The secrets of an endpoint; empty if it has none.
     *
     * @throws ProblemException UNAVAILABLE if no key is set, or another than they were sealed under
     */
    public ObjectNode open(Endpoint endpoint) {
        byte[] sealed = endpoint.secrets();
        Integer business = endpoint.business();
        if (sealed == null || business == null) {
            return Json.MAPPER.createObjectNode();
        }
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, business, endpoint.name(), Arrays.copyOf(sealed, NONCE))
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
            return (ObjectNode) Json.stored(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new ProblemException(
                    ErrorCode.UNAVAILABLE,
                    "The secret of endpoint '" + endpoint.name()
                            + "' was sealed under another REGULARS_SECRET_KEY than the one that is set. Set that one"
                            + " again, or rotate the endpoint's secret.");
        }
    }

    private Cipher cipher(int mode, int business, String endpoint, byte[] nonce) throws GeneralSecurityException {
        if (key == null) {
            throw new ProblemException(
                    ErrorCode.UNAVAILABLE,
                    "Endpoints' secrets are sealed under REGULARS_SECRET_KEY, and it is not set. Make one by: openssl"
                            + " rand -base64 32; set it for all replicas, and keep it.");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((business + "/" + endpoint).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
