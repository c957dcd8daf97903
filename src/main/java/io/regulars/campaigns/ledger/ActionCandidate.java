package io.regulars.campaigns.ledger;

import io.regulars.arbiter.Appointment;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Gate;
import io.regulars.arbiter.Terms;
import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.Campaign.StopEvent;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.CampaignTerms;
import io.regulars.campaigns.Step;
import io.regulars.facts.history.BookingState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An action of the ledger as the arbiter decides about it, on the terms of a release. */
public final class ActionCandidate {
    private ActionCandidate() {}

    /** That of a client. */
    public static Candidate of(DueActions.Queued action, CampaignCatalogue campaigns, Addressee client) {
        Optional<Campaign> campaign = campaigns.campaign(action.campaign());
        Optional<Step> step = campaign.flatMap(found -> found.step(action.step()));
        Candidate.Ended ended = step.isEmpty() || campaign.isEmpty()
                ? new Candidate.Ended(Gate.WITHDRAWN, "withdrawn: the release has no such campaign or step any more")
                : stopped(campaign.get(), action, client);
        Terms terms = campaign.isPresent() && step.isPresent()
                ? CampaignTerms.of(campaign.get(), step.get(), action.content().allChannels())
                : CampaignTerms.unknown(
                        action.campaign(), action.step(), action.content().allChannels());
        return new Candidate(
                action.id(),
                terms,
                action.dueAt(),
                action.expiresAt(),
                action.content().validUntil(),
                action.whileSegment(),
                requirement(action, campaigns, client),
                appointment(action, client),
                ended,
                action.placeKeptFor());
    }

    private static Candidate.Requirement requirement(
            DueActions.Queued action, CampaignCatalogue campaigns, Addressee client) {
        String condition = action.content().condition();
        return condition == null
                ? Candidate.Requirement.NONE
                : new Candidate.Requirement(
                        condition, campaigns.holds(action.campaign(), action.step(), client.client()));
    }

    private static @Nullable Appointment appointment(DueActions.Queued action, Addressee client) {
        if (action.booking() == null) {
            return null;
        }
        Optional<BookingState> booking = client.booking(action.booking());
        return booking.map(found -> new Appointment(found.startsAt(), client.stands(found), found.bookedAt()))
                .orElseGet(() -> new Appointment(Instant.MAX, false, null));
    }

    /** Whether an event came since that ends it; usually it was cancelled with the event. */
    private static Candidate.@Nullable Ended stopped(Campaign campaign, DueActions.Queued action, Addressee client) {
        boolean booked = client.bookings().stream()
                .anyMatch(booking -> (client.stands(booking) || client.isCompleted(booking))
                        && booking.bookedAt() != null
                        && booking.bookedAt().isAfter(action.startedAt()));
        boolean visited = client.bookings().stream()
                .anyMatch(booking ->
                        client.isCompleted(booking) && booking.startsAt().isAfter(action.startedAt()));
        if (booked && campaign.stop().contains(StopEvent.BOOKED)) {
            return new Candidate.Ended(Gate.STOPPED, "stopped: the client booked");
        }
        if (visited && campaign.stop().contains(StopEvent.VISITED)) {
            return new Candidate.Ended(Gate.STOPPED, "stopped: the client came");
        }
        return null;
    }
}
