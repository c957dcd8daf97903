package io.regulars.campaigns;

import io.regulars.arbiter.Cap;
import io.regulars.arbiter.RecipientFacts;
import io.regulars.clients.ContactAddress;
import io.regulars.facts.Client;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client to whom actions lead.
 *
 * @param number our own
 * @param client the facts of now; ranks among others are not known
 */
public record Addressee(long number, Client client) {
    /** The moment that the facts are about. */
    public Instant now() {
        return client.now();
    }

    /** The client's bookings, each as it is now. */
    public List<BookingState> bookings() {
        return client.snapshot().bookings();
    }

    /** By whose clock the client is written to: the one by which their steps are due. */
    public ZoneId zone() {
        return zone(client.snapshot(), client.business(), now());
    }

    /** By whose clock a client lives: their own zone, else that of the location of their last visit, else the business's. */
    public static ZoneId zone(Snapshot latest, BusinessSettings business, Instant now) {
        ZoneId own = latest.profile().timeZone();
        if (own != null) {
            return own;
        }
        return latest.bookings().stream()
                .filter(booking -> booking.status() == Status.COMPLETED
                        && !booking.startsAt().isAfter(now))
                .max(Comparator.comparing(BookingState::startsAt))
                .map(visit -> business.zoneOf(visit.location()))
                .orElse(business.zone());
    }

    /** The last visit that took place. */
    public Optional<BookingState> lastVisit() {
        return bookings().stream().filter(this::isCompleted).max(Comparator.comparing(BookingState::startsAt));
    }

    /** Whether it took place: somebody said so, or the business counts it so after a time. */
    public boolean isCompleted(BookingState booking) {
        Duration assumed = client.business().assumeCompletedAfter();
        Instant end = booking.endsAt() == null ? booking.startsAt() : booking.endsAt();
        return booking.status() == Status.COMPLETED
                || booking.status() == Status.BOOKED
                        && assumed != null
                        && !end.plus(assumed).isAfter(now());
    }

    /** Whether it is to take place as it was booked. */
    public boolean stands(BookingState booking) {
        return booking.status() == Status.BOOKED && !client.snapshot().isMoved(booking.id());
    }

    /** The booking of an external id, if the client has it. */
    public Optional<BookingState> booking(@Nullable String id) {
        return bookings().stream().filter(booking -> booking.id().equals(id)).findFirst();
    }

    /**
     * What the arbiter has to know of them.
     *
     * @param segments that the client is in
     * @param reach by channel
     * @param openTasks campaigns of which staff have an open task for the client
     * @param ownCap on all marketing to them, as they asked for; null: they did not
     */
    public RecipientFacts facts(
            boolean erased,
            Set<String> segments,
            Map<String, RecipientFacts.Reach> reach,
            Set<String> openTasks,
            @Nullable Cap ownCap) {
        return new RecipientFacts(
                number,
                erased,
                segments,
                zone(),
                client.business().zone(),
                reach,
                bookings().stream()
                        .filter(this::stands)
                        .map(BookingState::startsAt)
                        .toList(),
                lastVisit()
                        .map(visit -> visit.startsAt()
                                .atZone(client.business().zoneOf(visit.location()))
                                .toLocalDate())
                        .orElse(null),
                openTasks,
                ownCap);
    }

    /** What they said about a channel. */
    public RecipientFacts.Consent consent(String channel) {
        Boolean said = client.snapshot().profile().consents().get(channel);
        return said == null
                ? RecipientFacts.Consent.UNSAID
                : said ? RecipientFacts.Consent.GIVEN : RecipientFacts.Consent.REFUSED;
    }

    /**
     * Where a channel leads to: a mail box, a phone, or for channels of the business's own the client's number there; null: nowhere.
     *
     * @param country of the business, two letters: phone numbers without one are of it
     */
    public @Nullable ContactAddress address(String channel, String country) {
        if (channel.equals("email")) {
            String mail = client.snapshot().profile().email();
            return mail == null ? null : ContactAddress.mail(mail);
        }
        if (ContactAddress.BY_PHONE.contains(channel)) {
            String phone = client.snapshot().profile().phone();
            return phone == null ? null : ContactAddress.phone(phone, country);
        }
        return new ContactAddress.Usable(client.id());
    }
}
