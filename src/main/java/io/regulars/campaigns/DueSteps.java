package io.regulars.campaigns;

import io.regulars.facts.BookingState;
import io.regulars.facts.BookingState.Status;
import io.regulars.facts.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps a step that is due from being carried out, as far as the client's own facts say it. */
final class DueSteps {
    private DueSteps() {}

    /** Why it is given up; empty: nothing speaks against it. */
    static Optional<String> givenUp(
            CampaignCatalogue catalogue,
            Campaign campaign,
            Step step,
            @Nullable String whileSegment,
            Set<String> segments,
            Client client) {
        if (whileSegment != null && !segments.contains(whileSegment)) {
            return Optional.of("no longer in the segment '" + whileSegment + "'");
        }
        if (!catalogue.holds(campaign.name(), step.name(), client)) {
            return Optional.of("not so: " + step.condition());
        }
        return step.content() instanceof Step.Message
                ? campaign.suppress().stream()
                        .flatMap(one -> suppressed(one, client).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> suppressed(Campaign.Suppression suppression, Client client) {
        List<BookingState> bookings = client.snapshot().bookings();
        Instant now = client.now();
        return switch (suppression) {
            case Campaign.Suppression.UpcomingBooking upcoming ->
                bookings.stream()
                        .filter(booking -> booking.status() == Status.BOOKED
                                && booking.startsAt().isAfter(now))
                        .findFirst()
                        .map(booking -> "a booking is ahead");
            case Campaign.Suppression.VisitedIn(int days) ->
                bookings.stream()
                        .filter(booking -> booking.status() == Status.COMPLETED
                                && !booking.startsAt().isAfter(now)
                                && booking.startsAt().isAfter(now.minus(Duration.ofDays(days))))
                        .findFirst()
                        .map(booking -> "there within " + days + " days");
            // tasks are not played: nobody says in a scenario when staff have done one
            case Campaign.Suppression.OpenTask task -> Optional.empty();
        };
    }
}
