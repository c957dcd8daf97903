package io.regulars.delivery;

import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.ContactPolicies;
import io.regulars.campaigns.Addressee;
import io.regulars.facts.Client;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.Profile;
import io.regulars.running.RunningRelease;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What deciding about one client starts from.
 *
 * @param services the names of the business's services, for all clients of one transaction
 */
record DecisionInput(
        BusinessId business,
        ContactPolicies.WritingBusiness writing,
        Addressee addressee,
        RunningRelease release,
        ServiceNames services) {
    long number() {
        return addressee.number();
    }

    Client client() {
        return addressee.client();
    }

    Instant now() {
        return addressee.now();
    }

    Profile profile() {
        return client().snapshot().profile();
    }

    List<BookingState> bookings() {
        return addressee.bookings();
    }

    ZoneId zone() {
        return addressee.zone();
    }

    Optional<BookingState> lastVisit() {
        return addressee.lastVisit();
    }

    Optional<BookingState> booking(@Nullable String id) {
        return addressee.booking(id);
    }
}
