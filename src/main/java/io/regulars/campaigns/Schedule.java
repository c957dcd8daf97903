package io.regulars.campaigns;

import io.regulars.campaigns.CampaignClient.BookingAhead;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the steps of a campaign are due. */
public final class Schedule {
    /** A message about a booking is of use until an hour before it starts. */
    private static final Duration LAST_USE = Duration.ofHours(1);

    private Schedule() {}

    /** What becomes of a step when its campaign starts. */
    public sealed interface Plan {
        /**
         * It is due at a moment.
         *
         * @param expiresAt when it is given up if it is still waiting
         * @param validUntil when what it promises ends; null: never
         * @param before the booking that it is due before; null: none
         */
        record Due(
                Instant at,
                Instant expiresAt,
                @Nullable Instant validUntil,
                @Nullable BookingAhead before) implements Plan {}

        /** It is not due at all. */
        record Never(Instant wouldBe, String reason) implements Plan {}
    }

    /**
     * Plans a step.
     *
     * @param start when the campaign starts, by the delay of a spread later than now
     */
    public static Plan plan(
            Campaign campaign,
            Step step,
            Instant now,
            Instant start,
            CampaignClient client,
            Optional<BookingAhead> booking) {
        return switch (step.timing()) {
            case Step.StepTiming.After(Duration delay) -> {
                Instant due = start.plus(delay);
                if (step.at() != null) {
                    due = nextAt(due, step.at(), client.zone());
                }
                yield due(campaign, due, null);
            }
            case Step.StepTiming.Before(Duration lead) ->
                booking.map(ahead -> before(campaign, ahead, lead, now))
                        .orElseGet(() -> new Plan.Never(now, "no booking ahead that it could be before"));
        };
    }

    private static Plan before(Campaign campaign, BookingAhead booking, Duration lead, Instant now) {
        Instant due = booking.startsAt().minus(lead);
        return due.isBefore(now) ? new Plan.Never(due, tooLate(due)) : due(campaign, due, booking);
    }

    /** The reason why a step before a booking is not queued. */
    static String tooLate(Instant due) {
        return "too late: it was due at " + due;
    }

    private static Plan due(Campaign campaign, Instant at, @Nullable BookingAhead booking) {
        Duration promised = campaign.promised();
        Instant validUntil = promised == null ? null : at.plus(promised);
        Instant expires = at.plus(campaign.expires());
        if (validUntil != null && validUntil.isBefore(expires)) {
            expires = validUntil;
        }
        if (booking != null) {
            Instant last = lastUse(at, booking.startsAt());
            expires = last.isBefore(expires) ? last : expires;
        }
        return new Plan.Due(at, expires, validUntil, booking);
    }

    /** Until when a message about a booking is of use; one that is due later than that is, until the booking begins. */
    static Instant lastUse(Instant dueAt, Instant startsAt) {
        Instant last = startsAt.minus(LAST_USE);
        return last.isBefore(dueAt) ? startsAt : last;
    }

    /**
     * The first moment, from one on, at which the clock of a zone shows a time of day. Where daylight saving leaves that time
     * out it is the moment of the change; where it comes twice both count.
     */
    static Instant nextAt(Instant from, LocalTime at, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(from, zone);
        while (true) {
            for (Instant moment : moments(day.atTime(at), zone)) {
                if (!moment.isBefore(from)) {
                    return moment;
                }
            }
            day = day.plusDays(1);
        }
    }

    private static List<Instant> moments(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? List.of(zone.getRules().getTransition(local).getInstant())
                : offsets.stream().map(local::toInstant).sorted().toList();
    }
}
