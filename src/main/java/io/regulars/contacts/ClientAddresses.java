package io.regulars.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.clients.ContactAddress;
import java.util.Map;
import java.util.TreeMap;

/** The hashes of a client's addresses, by channel. */
final class ClientAddresses {
    private ClientAddresses() {}

    /**
     * Of a profile; channels of which it has no address that can be used are missing.
     *
     * @param country of the business, whose phone numbers need no +
     */
    static Map<String, byte[]> hashes(JsonNode profile, String country, byte[] key) {
        var hashes = new TreeMap<String, byte[]>();
        if (profile.hasNonNull("email")
                && ContactAddress.mail(profile.path("email").asText()) instanceof ContactAddress.Usable mail) {
            hashes.put("email", mail.hash(key));
        }
        if (profile.hasNonNull("phone")
                && ContactAddress.phone(profile.path("phone").asText(), country)
                        instanceof ContactAddress.Usable phone) {
            ContactAddress.BY_PHONE.forEach(channel -> hashes.put(channel, phone.hash(key)));
        }
        return hashes;
    }
}
