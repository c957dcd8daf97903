package io.regulars.access.businesses;

import io.regulars.arbiter.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a business writes to its clients.
 *
 * @param sending what may go out, and when
 * @param holdoutPercent how many of 100 clients get no marketing at all, so that its effect can be told; 0 to 50
 * @param postalAddress of the business, for the foot of its mails; null: not said
 * @param senders addresses that it sends from, the usual one first; empty: the installation's
 * @param particulars what its messages say of it
 */
public record ContactPolicy(
        Policy sending,
        int holdoutPercent,
        @Nullable String postalAddress,
        List<Sender> senders,
        Particulars particulars) {
    /** What holds for a business that has said nothing. */
    public static final ContactPolicy DEFAULT =
            new ContactPolicy(Policy.DEFAULT, 0, null, List.of(), Particulars.UNSAID);

    public ContactPolicy {
        senders = List.copyOf(senders);
    }

    /**
     * What messages say of the business; null: not said.
     *
     * @param url of its page
     * @param bookingUrl where clients book; its page if not said
     * @param language in which it writes to clients whose own is not known or has no text
     */
    public record Particulars(
            @Nullable String phone,
            @Nullable String url,
            @Nullable String bookingUrl,
            @Nullable String language) {
        /** Nothing is said. */
        public static final Particulars UNSAID = new Particulars(null, null, null, null);

        /** Where clients book. */
        public @Nullable String booking() {
            return bookingUrl == null ? url : bookingUrl;
        }
    }

    /**
     * Whom a message comes from.
     *
     * @param name as inboxes show it; null: the business's
     */
    public record Sender(String address, @Nullable String name) {}
}
