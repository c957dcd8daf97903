package io.regulars.evaluation;

import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.Campaign.StopEvent;
import io.regulars.campaigns.CampaignClient;
import io.regulars.campaigns.CampaignClient.BookingAhead;
import io.regulars.campaigns.ledger.CampaignEnd.Happened;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    public static List<Happened> ending(Snapshot latest, Collection<TriggerEvent> triggerEvents) {
        var ending = new ArrayList<Happened>();
        for (TriggerEvent event : triggerEvents) {
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
                            .forEach(activity -> {
                                if (activity.type() == Activity.Type.MESSAGE_REPLIED) {
                                    ending.add(new Happened(StopEvent.REPLIED, at));
                                } else if (activity.type() == Activity.Type.OFFER_REDEEMED) {
                                    ending.add(new Happened(StopEvent.REDEEMED, at, code(activity)));
                                }
                            });
                case RESCHEDULED, CANCELLED, NO_SHOW, SURVEY, REGISTERED, TIME -> {}
            }
            if (event.booking() != null) {
                redeemed(latest, event.booking())
                        .ifPresent(code -> ending.add(new Happened(StopEvent.REDEEMED, at, code)));
            }
        }
        return ending;
    }

    private static @Nullable String code(Activity redeemed) {
        Object code = redeemed.data().getOrDefault("code", redeemed.data().get("offer"));
        return code == null ? null : code.toString();
    }

    private static Optional<String> redeemed(Snapshot latest, String booking) {
        return latest.bookings().stream()
                .filter(one ->
                        one.id().equals(booking) && (one.status() == Status.BOOKED || one.status() == Status.COMPLETED))
                .map(BookingState::offerCode)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The bookings that were moved or cancelled, each as it is now; one that is no longer BOOKED has no start. */
    public static List<Rebooked> rebooked(Snapshot latest, Collection<TriggerEvent> triggerEvents) {
        return triggerEvents.stream()
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
