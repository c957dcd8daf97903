package io.regulars.delivery;

import io.regulars.access.BusinessId;
import io.regulars.access.ContactPolicies.WritingBusiness;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Facts.Address;
import io.regulars.arbiter.Facts.Reach;
import io.regulars.arbiter.Facts.Suppressed;
import io.regulars.campaigns.Addressee;
import io.regulars.clients.ContactAddress;
import io.regulars.contacts.Suppressions;
import io.regulars.outbox.OpenChannels;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
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
        var reach = new HashMap<String, Reach>();
        var written = new HashMap<String, String>();
        for (String channel : channels(candidates)) {
            boolean open = channels.has(tx, situation.business(), channel);
            Address address = address(situation.addressee(), situation.writing(), channel, open, written);
            reach.put(
                    channel,
                    reach(
                            situation.addressee(),
                            channel,
                            address,
                            suppressed(tx, situation.business(), situation.addressee(), channel, address)));
        }
        return new Known(reach, written);
    }

    /** Asks about many clients of one business; what they have in common is read once. For one transaction. */
    Many many(Transaction tx, BusinessId business, WritingBusiness writing, Instant now) throws SQLException {
        return new Many(tx, business, writing, suppressions.closed(tx, business, now));
    }

    /** The clients of one business. */
    final class Many {
        private final Transaction tx;
        private final BusinessId business;
        private final WritingBusiness writing;
        private final Set<Suppressions.Closed> closed;
        private final Map<String, Boolean> open = new HashMap<>();

        private Many(Transaction tx, BusinessId business, WritingBusiness writing, Set<Suppressions.Closed> closed) {
            this.tx = tx;
            this.business = business;
            this.writing = writing;
            this.closed = closed;
        }

        /** Of all channels that candidates of a client name. */
        Map<String, Reach> of(Addressee client, List<Candidate> candidates) throws SQLException {
            var reach = new HashMap<String, Reach>();
            for (String channel : channels(candidates)) {
                Boolean works = open.get(channel);
                if (works == null) {
                    works = channels.has(tx, business, channel);
                    open.put(channel, works);
                }
                Address address = address(client, writing, channel, works, new HashMap<>());
                boolean asked = address instanceof Address.Known(String hash)
                        && closed.contains(new Suppressions.Closed(channel, hash));
                reach.put(
                        channel,
                        reach(
                                client,
                                channel,
                                address,
                                asked ? suppressed(tx, business, client, channel, address) : null));
            }
            return reach;
        }
    }

    private static Set<String> channels(List<Candidate> candidates) {
        return candidates.stream()
                .flatMap(candidate -> candidate.terms().channels().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Reach reach(Addressee client, String channel, Address address, @Nullable Suppressed suppressed) {
        return new Reach(client.consent(channel), suppressed, address);
    }

    private @Nullable Suppressed suppressed(
            Transaction tx, BusinessId business, Addressee client, String channel, Address address)
            throws SQLException {
        if (!(address instanceof Address.Known known)) {
            return null;
        }
        return suppressions
                .find(tx, business, channel, HexFormat.of().parseHex(known.hash()), client.number(), client.now())
                .map(one -> new Suppressed(
                        one.reason().inWords(), one.until(), one.reason().marketingOnly()))
                .orElse(null);
    }

    private static Address address(
            Addressee client, WritingBusiness business, String channel, boolean open, Map<String, String> written) {
        if (!open) {
            return new Address.Malformed("the business has nothing that sends by it");
        }
        ContactAddress address = client.address(channel, business.country());
        return switch (address) {
            case null -> new Address.Missing();
            case ContactAddress.Unusable unusable -> new Address.Malformed(unusable.what());
            case ContactAddress.Usable usable -> {
                written.put(channel, usable.text());
                yield new Address.Known(HexFormat.of().formatHex(usable.hash(business.key())));
            }
        };
    }
}
