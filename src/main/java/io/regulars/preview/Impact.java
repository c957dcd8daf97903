package io.regulars.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release would do to the clients of a business if it began to answer at a moment.
 *
 * @param at the moment the clients were judged at
 * @param clients how many there are
 * @param moved how many of them come into a segment or leave one
 * @param moves who goes from which segment to which, the most first
 * @param campaigns what would start
 * @param days over how many days the starts are spread; null unless they are
 */
public record Impact(
        Instant at,
        long clients,
        long moved,
        List<OfSegment> segments,
        List<Move> moves,
        List<OfCampaign> campaigns,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long days) {
    public Impact {
        segments = List.copyOf(segments);
        moves = List.copyOf(moves);
        campaigns = List.copyOf(campaigns);
    }

    /**
     * Who comes into a segment, leaves it or stays.
     *
     * @param unknown how many others would perhaps be in it, were all known that its rules ask; of segments with computed names,
     *     and of rules that rest on findings, 0
     */
    public record OfSegment(String segment, Group joiners, Group leavers, Group stayers, long unknown) {
        /** Nobody in it before or after. */
        static OfSegment empty(String segment) {
            var nobody = new Group(0, List.of());
            return new OfSegment(segment, nobody, nobody, nobody, 0);
        }
    }

    /** How many, and some of them: the first by number. */
    public record Group(long count, List<Sample> sample) {
        public Group {
            sample = List.copyOf(sample);
        }
    }

    /**
     * One client.
     *
     * @param client external id
     * @param because what the rules see, or miss
     */
    public record Sample(String client, String because) {}

    /**
     * Clients who leave one segment and come into another.
     *
     * @param from null: they leave none
     * @param to null: they come into none
     */
    public record Move(@Nullable String from, @Nullable String to, long clients) {}

    /**
     * What would start of a campaign.
     *
     * @param starts how many clients it starts for
     * @param backlog how many it would start for, were it not true already when the rules change
     * @param reentry how many it started for lately, so that it may not again
     * @param steps what these starts lead to
     * @param cost of all of them, in units of the business's currency
     */
    public record OfCampaign(
            String campaign, long starts, long backlog, long reentry, List<OfStep> steps, String cost) {
        public OfCampaign {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A step of a campaign for all whom it starts for.
     *
     * @param kind message, task or tag
     * @param actions how many
     * @param noAddress of these, messages to a client without an address for the channel
     * @param noConsent of the others, messages to a client who has not given the consent that the kind of campaign needs
     */
    public record OfStep(String step, String kind, long actions, long noAddress, long noConsent, String cost) {}
}
