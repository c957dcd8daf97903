package io.regulars.delivery;

import io.regulars.access.BusinessId;
import io.regulars.access.ContactPolicies;
import io.regulars.evaluation.CampaignClients;
import io.regulars.facts.BookingState;
import io.regulars.facts.BookingState.Status;
import io.regulars.facts.Client;
import io.regulars.facts.Profile;
import io.regulars.running.RunningRelease;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What deciding about one client starts from.
 *
 * @param number our own of the client
 * @param client the facts of now; ranks among others are not known
 */
record Situation(
        BusinessId business,
        ContactPolicies.WritingBusiness writing,
        long number,
        Client client,
        RunningRelease release,
        Instant now) {
    Profile profile() {
        return client.snapshot().profile();
    }

    List<BookingState> bookings() {
        return client.snapshot().bookings();
    }

    /** By whose clock the client is written to: the one by which their steps are due. */
    ZoneId zone() {
        return CampaignClients.zone(client.snapshot(), client.business(), now);
    }

    Optional<BookingState> lastVisit() {
        return bookings().stream().filter(this::isCompleted).max(Comparator.comparing(BookingState::startsAt));
    }

    /** Whether it took place: somebody said so, or the business counts it so after a time. */
    boolean isCompleted(BookingState booking) {
        Duration assumed = client.business().assumeCompletedAfter();
        Instant end = booking.endsAt() == null ? booking.startsAt() : booking.endsAt();
        return booking.status() == Status.COMPLETED
                || booking.status() == Status.BOOKED
                        && assumed != null
                        && !end.plus(assumed).isAfter(now);
    }

    /** Whether it is to take place as it was booked. */
    boolean stands(BookingState booking) {
        return booking.status() == Status.BOOKED && !client.snapshot().isMoved(booking.id());
    }

    /** The booking of an external id, if the client has it. */
    Optional<BookingState> booking(@Nullable String id) {
        return bookings().stream().filter(booking -> booking.id().equals(id)).findFirst();
    }
}
