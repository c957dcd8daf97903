package io.regulars.campaigns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Divides clients by chance that stays the same: who is held out of a campaign, and which variant they get, follows from who they are.
 */
public final class ClientShare {
    private static final int PARTS = 10_000;

    private ClientShare() {}

    /** Whether a client is held out of a campaign. */
    public static boolean isHeldOut(int business, Campaign campaign, String client) {
        return campaign.holdoutPercent() > 0
                && bucket("holdout", Integer.toString(business), campaign.name(), client)
                        < campaign.holdoutPercent() * 100;
    }

    /** The template that a client gets of a message with variants. */
    public static String variant(
            int business, String campaign, String step, List<Step.Message.Variant> variants, String client) {
        int bucket = bucket("variant", Integer.toString(business), campaign, step, client);
        int end = 0;
        for (Step.Message.Variant variant : variants) {
            end += variant.share() * 100;
            if (bucket < end) {
                return variant.template();
            }
        }
        return variants.getLast().template();
    }

    /** The first 8 bytes of the SHA-256 of the parts, with a zero between each, as a number from 0 to 9,999. */
    static int bucket(String... parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), PARTS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
