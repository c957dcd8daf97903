package io.regulars.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The secret that an endpoint's messages are signed with. While it is changed, the one before is good for a day too. */
@ApplicationScoped
public class EndpointSecret {
    private static final Duration BOTH = Duration.ofHours(24);
    private static final int BYTES = 32;

    private final Seal seal;
    private final SecureRandom random = new SecureRandom();

    EndpointSecret(Seal seal) {
        this.seal = seal;
    }

    /** A new one, as its holder sees it. */
    public String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /** The secrets of an endpoint with another signing secret; the one it had stays good for a day. */
    public ObjectNode changed(ObjectNode secrets, String fresh, Instant now) {
        ObjectNode changed = Json.MAPPER.createObjectNode().put("signing", fresh);
        if (secrets.hasNonNull("signing")) {
            changed.set("before", secrets.get("signing"));
            changed.put("beforeUntil", now.plus(BOTH).toString());
        }
        return changed;
    }

    /** The secrets that are good at a moment, the present one first. */
    public List<String> good(Endpoint endpoint, Instant at) {
        ObjectNode secrets = seal.open(endpoint);
        var good = new ArrayList<String>();
        good.add(secrets.path("signing").asText());
        if (secrets.hasNonNull("before")
                && at.isBefore(Instant.parse(secrets.path("beforeUntil").asText()))) {
            good.add(secrets.path("before").asText());
        }
        return good;
    }
}
