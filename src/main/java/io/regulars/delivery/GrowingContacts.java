package io.regulars.delivery;

import io.regulars.arbiter.Contacts;
import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.Contacts.Limited;
import io.regulars.arbiter.Ruling;
import io.regulars.arbiter.Terms;
import io.regulars.arbiter.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What went out to clients of one business before, and what is decided to while one after the other is asked about. For one thread. */
final class GrowingContacts {
    private final Map<Long, List<Contact>> byClient = new HashMap<>();
    private final Map<String, List<Contact>> byAddress = new HashMap<>();
    private final Map<Limited, Map<Instant, Integer>> taken = new HashMap<>();

    GrowingContacts(Contacts before) {
        before.past().forEach(this::add);
        before.taken().forEach((limited, buckets) -> taken.put(limited, new HashMap<>(buckets)));
    }

    /** As they stand for one client. */
    Contacts of(long client, Set<String> addresses) {
        var past = new ArrayList<>(byClient.getOrDefault(client, List.of()));
        addresses.forEach(address -> byAddress.getOrDefault(address, List.of()).stream()
                .filter(contact -> contact.client() != client)
                .forEach(past::add));
        return new Contacts(past, taken);
    }

    /** Adds what was decided about a client. */
    void add(long client, List<Ruling> rulings, Instant now) {
        for (Ruling ruling : rulings) {
            if (ruling.verdict() instanceof Verdict.Send send) {
                Terms terms = ruling.candidate().terms();
                add(new Contact(
                        now, client, send.address(), send.channel(), terms.purpose(), terms.campaign(), terms.step()));
            }
            ruling.places()
                    .forEach((limited, bucket) -> taken.computeIfAbsent(limited, none -> new HashMap<>())
                            .merge(bucket, 1, Integer::sum));
        }
    }

    private void add(Contact contact) {
        byClient.computeIfAbsent(contact.client(), none -> new ArrayList<>()).add(contact);
        byAddress.computeIfAbsent(contact.address(), none -> new ArrayList<>()).add(contact);
    }
}
