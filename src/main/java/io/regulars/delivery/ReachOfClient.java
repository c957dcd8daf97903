package io.regulars.delivery;

import static java.util.Objects.requireNonNull;

import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.ContactPolicies.WritingBusiness;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Cap;
import io.regulars.arbiter.RecipientFacts.Address;
import io.regulars.arbiter.RecipientFacts.Reach;
import io.regulars.arbiter.RecipientFacts.Suppressed;
import io.regulars.campaigns.Addressee;
import io.regulars.clients.ContactAddress;
import io.regulars.contacts.OwnCap;
import io.regulars.contacts.OwnCaps;
import io.regulars.contacts.SuppressedAddress;
import io.regulars.contacts.Suppressions;
import io.regulars.outbox.OpenChannels;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By which channels a client is reached, whether they agreed, and how often they want to be. */
@ApplicationScoped
class ReachOfClient {
    private final OpenChannels channels;
    private final Suppressions suppressions;
    private final OwnCaps ownCaps;

    ReachOfClient(OpenChannels channels, Suppressions suppressions, OwnCaps ownCaps) {
        this.channels = channels;
        this.suppressions = suppressions;
        this.ownCaps = ownCaps;
    }

    /**
     * What is known of a client's channels.
     *
     * @param written addresses by channel, as they are written to
     * @param ownCap that the client asked for; null: none
     */
    record Known(
            Map<String, Reach> reach,
            Map<String, String> written,
            @Nullable Cap ownCap) {
        /** The hashes of all addresses, in hexadecimal. */
        Set<String> hashes() {
            return reach.values().stream()
                    .map(Reach::address)
                    .filter(Address.Known.class::isInstance)
                    .map(address -> ((Address.Known) address).hash())
                    .collect(Collectors.toSet());
        }
    }

    /** Of all channels that a client's candidates name. */
    public Known of(Transaction tx, DecisionInput input, List<Candidate> candidates) throws SQLException {
        return of(tx, List.of(input), Map.of(input.number(), candidates))
                .values()
                .iterator()
                .next();
    }

    /**
     * The same of several clients of one business, by their numbers.
     *
     * @param candidates by client
     */
    Map<Long, Known> of(Transaction tx, List<DecisionInput> inputs, Map<Long, List<Candidate>> candidates)
            throws SQLException {
        DecisionInput any = inputs.getFirst();
        var open = new HashMap<String, Boolean>();
        for (String channel :
                channels(candidates.values().stream().flatMap(List::stream).toList())) {
            open.put(channel, channels.has(tx, any.business(), channel));
        }
        var written = new HashMap<Long, Map<String, String>>();
        var addresses = new HashMap<Long, Map<String, Address>>();
        var asked = new ArrayList<Suppressions.Asked>();
        for (DecisionInput input : inputs) {
            var ofClient = new HashMap<String, String>();
            var found = new HashMap<String, Address>();
            for (String channel : channels(requireNonNull(candidates.get(input.number())))) {
                Address address = address(
                        input.addressee(), input.writing(), channel, requireNonNull(open.get(channel)), ofClient);
                found.put(channel, address);
                if (address instanceof Address.Known(String hash)) {
                    asked.add(new Suppressions.Asked(channel, hash, input.number()));
                }
            }
            written.put(input.number(), ofClient);
            addresses.put(input.number(), found);
        }
        Map<Suppressions.Asked, SuppressedAddress> closed = suppressions.find(tx, any.business(), asked, any.now());
        Map<Long, OwnCap> caps =
                ownCaps.of(tx, inputs.stream().map(DecisionInput::number).toList());
        var known = new HashMap<Long, Known>();
        for (DecisionInput input : inputs) {
            var reach = new HashMap<String, Reach>();
            requireNonNull(addresses.get(input.number()))
                    .forEach((channel, address) -> reach.put(
                            channel,
                            reach(input.addressee(), channel, address, closed(closed, input, channel, address))));
            known.put(
                    input.number(),
                    new Known(reach, requireNonNull(written.get(input.number())), cap(caps.get(input.number()))));
        }
        return known;
    }

    private static @Nullable Suppressed closed(
            Map<Suppressions.Asked, SuppressedAddress> closed, DecisionInput input, String channel, Address address) {
        return address instanceof Address.Known(String hash)
                ? inWords(closed.get(new Suppressions.Asked(channel, hash, input.number())))
                : null;
    }

    private static @Nullable Suppressed inWords(@Nullable SuppressedAddress one) {
        return one == null
                ? null
                : new Suppressed(
                        one.reason().inWords(), one.until(), one.reason().marketingOnly());
    }

    /** Asks about many clients of one business; what they have in common is read once. For one transaction. */
    Many many(Transaction tx, BusinessId business, WritingBusiness writing, Instant now) throws SQLException {
        return new Many(tx, business, writing, suppressions.closed(tx, business, now), ownCaps.ofAll(tx, business));
    }

    private static @Nullable Cap cap(@Nullable OwnCap own) {
        return own == null ? null : new Cap(own.most(), own.days(), Cap.Per.CLIENT);
    }

    /** The clients of one business. */
    final class Many {
        private final Transaction tx;
        private final BusinessId business;
        private final WritingBusiness writing;
        private final Set<Suppressions.Closed> closed;
        private final Map<Long, OwnCap> caps;
        private final Map<String, Boolean> open = new HashMap<>();

        private Many(
                Transaction tx,
                BusinessId business,
                WritingBusiness writing,
                Set<Suppressions.Closed> closed,
                Map<Long, OwnCap> caps) {
            this.tx = tx;
            this.business = business;
            this.writing = writing;
            this.closed = closed;
            this.caps = caps;
        }

        /** What a client asked for; null: nothing. */
        @Nullable
        Cap ownCap(Addressee client) {
            return cap(caps.get(client.number()));
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
                Suppressed suppressed = address instanceof Address.Known(String hash)
                                && closed.contains(new Suppressions.Closed(channel, hash))
                        ? suppressed(tx, business, client, channel, hash)
                        : null;
                reach.put(channel, reach(client, channel, address, suppressed));
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
            Transaction tx, BusinessId business, Addressee client, String channel, String hash) throws SQLException {
        var asked = new Suppressions.Asked(channel, hash, client.number());
        return inWords(
                suppressions.find(tx, business, List.of(asked), client.now()).get(asked));
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
