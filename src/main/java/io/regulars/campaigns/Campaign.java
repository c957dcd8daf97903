package io.regulars.campaigns;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done for a client when a rule starts it.
 *
 * @param priority 0 to 100; of two that may not both go, the higher goes
 * @param season the days on which it may start
 * @param during the segment that its steps need the client to be in when they are due
 * @param stop what ends it: what is queued of it is cancelled with the event
 * @param suppress what keeps its messages back when they are due
 * @param expires how long a due step may wait before it is given up
 * @param caps limits of its own beside those of the business
 * @param pace how many of its messages go in a day or an hour; null: as many as the business allows
 * @param quiet what becomes of messages that are due in quiet hours
 * @param goal what it is to lead to; null: none is measured
 * @param holdoutPercent how many of those who would get it get nothing, so that its effect can be told; 0 to 50
 * @param validity how long what it promises holds from the moment its step is due, where it has no offer; null: for ever
 * @param offer what it offers; null: nothing
 */
public record Campaign(
        String name,
        String title,
        Kind kind,
        Reentry reentry,
        int priority,
        CampaignSeason season,
        WhileSegment during,
        Set<StopEvent> stop,
        List<Suppression> suppress,
        Duration expires,
        List<SendingCap> caps,
        @Nullable Pace pace,
        QuietHours quiet,
        @Nullable Goal goal,
        int holdoutPercent,
        @Nullable Duration validity,
        @Nullable OfferTerms offer,
        SenderName sender,
        List<Step> steps) {
    /** How long a due step may wait unless the campaign says it. */
    public static final Duration EXPIRES = Duration.ofDays(3);

    public Campaign {
        stop = Set.copyOf(stop);
        suppress = List.copyOf(suppress);
        caps = List.copyOf(caps);
        steps = List.copyOf(steps);
    }

    /** Marketing needs the client's goodwill; a service message belongs to a booking they made. */
    public enum Kind {
        MARKETING,
        SERVICE
    }

    /** How long what it promises holds from the moment its step is due: its offer, or what it says; null: for ever. */
    public @Nullable Duration promised() {
        return offer == null ? validity : offer.validity();
    }

    /** The step of that name, if it has one. */
    public Optional<Step> step(String step) {
        return steps.stream().filter(each -> each.name().equals(step)).findFirst();
    }

    /** Whether any step sends a message. */
    public boolean sendsMessages() {
        return steps.stream().anyMatch(step -> step.content() instanceof Step.Message);
    }

    /** The days on which a campaign may start, both included, in the business's zone; null: no end on that side. */
    public record CampaignSeason(
            @Nullable LocalDate from, @Nullable LocalDate to) {
        /** All the year. */
        public static final CampaignSeason ALWAYS = new CampaignSeason(null, null);

        /** Whether a day is in it. */
        public boolean includes(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /** The segment that a client has to be in when a step is due. */
    public sealed interface WhileSegment {
        /** None. */
        record None() implements WhileSegment {}

        /** The one that the start came from; none where it came from something else. */
        record StartedFrom() implements WhileSegment {}

        /** This one. */
        record Named(String segment) implements WhileSegment {}
    }

    /** What ends a campaign for a client. */
    public enum StopEvent {
        /** The client books. */
        BOOKED,
        /** The client comes. */
        VISITED,
        /** The client redeems an offer. */
        REDEEMED,
        /** The client answers a message. */
        REPLIED,
        /** The client leaves the segment that the campaign started from. */
        LEFT_SEGMENT;

        /** As it is written: {@code left-segment}. */
        public String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What keeps a message back, since it would be beside the point. */
    public sealed interface Suppression {
        /** The client has a booking ahead. */
        record UpcomingBooking() implements Suppression {}

        /** The client was there within so many days of 24 hours. */
        record VisitedIn(int days) implements Suppression {}

        /** A task of that campaign is open for the client. */
        record OpenTask(String campaign) implements Suppression {}
    }

    /**
     * At most so many messages within days of 24 hours.
     *
     * @param channel which of them count; null: all
     */
    public record SendingCap(int most, int days, @Nullable String channel) {}

    /** So many in each day or hour. */
    public record Pace(int most, Per per) {
        /** What a pace is counted by. */
        public enum Per {
            DAY,
            HOUR
        }
    }

    /** What becomes of a message that is due in quiet hours. */
    public enum QuietHours {
        /** It waits for their end. */
        HOLD,
        /** It goes before they begin, if it would be too late behind them. */
        BEFORE,
        /** They do not count. */
        IGNORE
    }

    /**
     * What a campaign is to lead to.
     *
     * @param within from the moment its first step is due
     * @param service only a booking of this service; null: of any
     * @param category only of this category; null: of any
     */
    public record Goal(
            Event event,
            Duration within,
            @Nullable String service,
            @Nullable String category) {
        /** What counts. */
        public enum Event {
            BOOKED,
            VISITED,
            REDEEMED
        }
    }

    /** Who a message is from, where it is not who the business says. */
    public record SenderName(
            @Nullable String name, @Nullable String replyTo) {
        /** Who the business says. */
        public static final SenderName OF_BUSINESS = new SenderName(null, null);
    }
}
