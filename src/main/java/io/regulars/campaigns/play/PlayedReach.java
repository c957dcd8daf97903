package io.regulars.campaigns.play;

import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.RecipientFacts.Address;
import io.regulars.arbiter.RecipientFacts.Consent;
import io.regulars.arbiter.RecipientFacts.Reach;
import io.regulars.campaigns.Addressee;
import io.regulars.clients.ContactAddress;
import io.regulars.facts.history.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the client of a scenario is reached. One of whom it tells neither mail, phone nor consent agrees to all channels, and has an address
 * for each: most scenarios are about something else.
 */
final class PlayedReach {
    private static final Reach ANY = new Reach(Consent.GIVEN, null, new Address.Known("any"));

    private PlayedReach() {}

    /** Of all channels that candidates name. */
    static Map<String, Reach> of(Addressee client, List<Candidate> candidates) {
        Profile profile = client.client().snapshot().profile();
        boolean untold = profile.email() == null
                && profile.phone() == null
                && profile.consents().isEmpty();
        var reach = new HashMap<String, Reach>();
        candidates.stream()
                .flatMap(candidate -> candidate.terms().channels().stream())
                .forEach(channel -> reach.put(
                        channel, untold ? ANY : new Reach(client.consent(channel), null, address(client, channel))));
        return reach;
    }

    private static Address address(Addressee client, String channel) {
        ContactAddress address =
                client.address(channel, client.client().business().country());
        return switch (address) {
            case null -> new Address.Missing();
            case ContactAddress.Unusable(String what) -> new Address.Malformed(what);
            case ContactAddress.Usable(String text) -> new Address.Known(text);
        };
    }
}
