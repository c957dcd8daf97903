package io.regulars.evaluation;

import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.Campaign.StopEvent;
import io.regulars.campaigns.CampaignClient;
import io.regulars.campaigns.CampaignClient.BookingAhead;
import io.regulars.campaigns.CampaignEnd.Happened;
import io.regulars.facts.Activity;
import io.regulars.facts.BookingState;
import io.regulars.facts.BookingState.Status;
import io.regulars.facts.BusinessSettings;
import io.regulars.facts.Snapshot;
import io.regulars.facts.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What campaigns have to know of clients, from their history. */
public final class CampaignClients {
    private CampaignClients() {}

    /** What decides when steps of a campaign are due for a client. */
    public static CampaignClient of(Snapshot latest, BusinessSettings business, Instant now) {
        return new CampaignClient(
                latest.client(),
                Addressee.zone(latest, business, now),
                latest.bookings().stream()
                        .filter(booking -> booking.status() == Status.BOOKED)
                        .map(booking -> new BookingAhead(booking.id(), booking.startsAt(), booking.series()))
                        .toList());
    }

    /** What of the things that happened to a client may end campaigns; who came without a booking has come back all the same. */
    public static List<Happened> ending(Snapshot latest, Collection<TriggerEvent> happenings) {
        var ending = new ArrayList<Happened>();
        for (TriggerEvent event : happenings) {
            Instant at = event.occurredAt();
            switch (event.kind()) {
                case BOOKED -> ending.add(new Happened(StopEvent.BOOKED, at));
                case COMPLETED -> {
                    ending.add(new Happened(StopEvent.BOOKED, at));
                    ending.add(new Happened(StopEvent.VISITED, at));
                }
                case ACTIVITY ->
                    latest.activities().stream()
                            .filter(activity -> activity.id().equals(event.activity()))
                            .map(Activity::type)
                            .forEach(type -> {
                                if (type == Activity.Type.MESSAGE_REPLIED) {
                                    ending.add(new Happened(StopEvent.REPLIED, at));
                                } else if (type == Activity.Type.OFFER_REDEEMED) {
                                    ending.add(new Happened(StopEvent.REDEEMED, at));
                                }
                            });
                case RESCHEDULED, CANCELLED, NO_SHOW, SURVEY, REGISTERED, TIME -> {}
            }
            if (event.booking() != null && redeems(latest, event.booking())) {
                ending.add(new Happened(StopEvent.REDEEMED, at));
            }
        }
        return ending;
    }

    private static boolean redeems(Snapshot latest, String booking) {
        return latest.bookings().stream()
                .anyMatch(one -> one.id().equals(booking)
                        && one.offerCode() != null
                        && (one.status() == Status.BOOKED || one.status() == Status.COMPLETED));
    }

    /** The bookings that were moved or cancelled, each as it is now; one that is no longer BOOKED has no start. */
    public static List<Rebooked> rebooked(Snapshot latest, Collection<TriggerEvent> happenings) {
        return happenings.stream()
                .filter(event -> event.kind() == Trigger.Kind.RESCHEDULED || event.kind() == Trigger.Kind.CANCELLED)
                .map(TriggerEvent::booking)
                .filter(Objects::nonNull)
                .distinct()
                .map(booking -> new Rebooked(
                        booking,
                        latest.bookings().stream()
                                .filter(one -> one.id().equals(booking) && one.status() == Status.BOOKED)
                                .map(BookingState::startsAt)
                                .findFirst()))
                .toList();
    }

    /** A booking as it is now: when it starts, if it is BOOKED. */
    public record Rebooked(String booking, Optional<Instant> startsAt) {}
}
