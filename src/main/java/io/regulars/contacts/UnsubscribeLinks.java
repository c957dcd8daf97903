package io.regulars.contacts;

import io.regulars.access.businesses.BusinessId;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The links by which whoever gets a message wants no more of them, and where mail comes back to that cannot be delivered. */
@ApplicationScoped
public class UnsubscribeLinks {
    private final String publicUrl;
    private final String host;
    private final Optional<String> bounceAddress;

    UnsubscribeLinks(ContactsConfig config) {
        this.publicUrl = config.publicUrl().replaceFirst("/+$", "");
        this.host = Optional.ofNullable(URI.create(publicUrl).getHost()).orElse("localhost");
        this.bounceAddress = config.bounceAddress().filter(address -> address.indexOf('@') > 0);
    }

    /**
     * Where a client unsubscribes: the page, and for a POST the deed.
     *
     * @param action the message's
     * @param key of the business
     */
    public String unsubscribe(UUID action, byte[] key) {
        return publicUrl + "/u/" + MessageToken.link(action, key);
    }

    /**
     * Headers of a marketing mail by which mail programs know what it belongs to (RFC 2919), and show a button to unsubscribe (RFC 8058);
     * that button needs https.
     */
    public Map<String, String> headers(BusinessId business, UUID action, byte[] key) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("List-Id", "<marketing.business-" + business.value() + "." + host + ">");
        headers.put("List-Unsubscribe", "<" + unsubscribe(action, key) + ">");
        if (publicUrl.startsWith("https://")) {
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return headers;
    }

    /** Where the mail comes back to if it cannot be delivered; empty: to its sender. */
    public Optional<String> bounceAddress(UUID action, byte[] key) {
        return bounceAddress.map(address -> {
            int at = address.indexOf('@');
            return address.substring(0, at) + "+" + MessageToken.bounce(action, key) + address.substring(at);
        });
    }
}
