package io.regulars.delivery;

import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Facts.Address;
import io.regulars.arbiter.Facts.Consent;
import io.regulars.arbiter.Facts.Reach;
import io.regulars.arbiter.Facts.Suppressed;
import io.regulars.clients.ContactAddress;
import io.regulars.contacts.Suppressions;
import io.regulars.outbox.OpenChannels;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By which channels a client is reached, and whether they agreed. */
@ApplicationScoped
class ReachOfClient {
    private final OpenChannels channels;
    private final Suppressions suppressions;

    ReachOfClient(OpenChannels channels, Suppressions suppressions) {
        this.channels = channels;
        this.suppressions = suppressions;
    }

    /**
     * What is known of a client's channels.
     *
     * @param written addresses by channel, as they are written to
     */
    record Known(Map<String, Reach> reach, Map<String, String> written) {
        /** The hashes of all addresses, in order. */
        Collection<byte[]> hashes() {
            return reach.values().stream()
                    .map(Reach::address)
                    .filter(Address.Known.class::isInstance)
                    .map(address -> ((Address.Known) address).hash())
                    .distinct()
                    .sorted()
                    .map(HexFormat.of()::parseHex)
                    .toList();
        }
    }

    /** Of all channels that candidates name. */
    Known of(Transaction tx, Situation situation, List<Candidate> candidates) throws SQLException {
        Set<String> named = candidates.stream()
                .flatMap(candidate -> candidate.terms().channels().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var reach = new HashMap<String, Reach>();
        var written = new HashMap<String, String>();
        for (String channel : named) {
            reach.put(channel, reach(tx, situation, channel, written));
        }
        return new Known(reach, written);
    }

    private Reach reach(Transaction tx, Situation situation, String channel, Map<String, String> written)
            throws SQLException {
        Boolean said = situation.profile().consents().get(channel);
        Consent consent = said == null ? Consent.UNSAID : said ? Consent.GIVEN : Consent.REFUSED;
        Address address = channels.has(tx, situation.business(), channel)
                ? address(situation, channel, written)
                : new Address.Malformed("the business has nothing that sends by it");
        return new Reach(consent, suppressed(tx, situation, channel, address), address);
    }

    private @Nullable Suppressed suppressed(Transaction tx, Situation situation, String channel, Address address)
            throws SQLException {
        if (!(address instanceof Address.Known known)) {
            return null;
        }
        return suppressions
                .find(
                        tx,
                        situation.business(),
                        channel,
                        HexFormat.of().parseHex(known.hash()),
                        situation.number(),
                        situation.now())
                .map(one -> new Suppressed(
                        one.reason().inWords(), one.until(), one.reason().marketingOnly()))
                .orElse(null);
    }

    private static Address address(Situation situation, String channel, Map<String, String> written) {
        ContactAddress address = written(situation, channel);
        return switch (address) {
            case null -> new Address.Missing();
            case ContactAddress.Unusable unusable -> new Address.Malformed(unusable.what());
            case ContactAddress.Usable usable -> {
                written.put(channel, usable.text());
                yield new Address.Known(
                        HexFormat.of().formatHex(usable.hash(situation.writing().key())));
            }
        };
    }

    /** Where a channel leads to: a mail box, a phone, or for channels of the business's own the client's number there. */
    private static @Nullable ContactAddress written(Situation situation, String channel) {
        if (channel.equals("email")) {
            String mail = situation.profile().email();
            return mail == null ? null : ContactAddress.mail(mail);
        }
        if (ContactAddress.BY_PHONE.contains(channel)) {
            String phone = situation.profile().phone();
            return phone == null
                    ? null
                    : ContactAddress.phone(phone, situation.writing().country());
        }
        return new ContactAddress.Usable(situation.client().id());
    }
}
