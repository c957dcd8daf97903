package io.regulars.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * @param sending what goes out in the days after
 */
public record Impact(
        Instant at,
        long clients,
        long moved,
        List<OfSegment> segments,
        List<Move> moves,
        List<OfCampaign> campaigns,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long days,
        Sending sending) {
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
     * @param name first and last name as far as they were told; null: neither was, or they are not kept with what was found
     * @param because what the rules see, or miss
     */
    public record Sample(
            String client,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String name,

            String because) {}

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
     * What the days after bring, of what waits already and of what starts, decided by the function that decides it when it is due.
     *
     * @param days how many
     * @param assuming what is taken for so
     * @param most the clients who get most messages, at most ten, those with most first
     */
    public record Sending(int days, String assuming, List<SendingOfStep> steps, List<Recipient> most) {
        public Sending {
            steps = List.copyOf(steps);
            most = List.copyOf(most);
        }
    }

    /**
     * How a step fares.
     *
     * @param sends how many messages go out
     * @param byDay the same by day of the business's calendar
     * @param holds how many wait at least once, by the gate that held them first; they may go out later
     * @param drops how many never go out, by gate
     */
    public record SendingOfStep(
            String campaign,
            String step,
            long sends,
            Map<String, Integer> byDay,
            Map<String, Integer> holds,
            Map<String, Integer> drops) {
        public SendingOfStep {
            byDay = new TreeMap<>(byDay);
            holds = new LinkedHashMap<>(holds);
            drops = new LinkedHashMap<>(drops);
        }
    }

    /**
     * A client and how many messages they get.
     *
     * @param client external id
     * @param name as of a sample
     */
    public record Recipient(
            String client,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String name,

            int messages) {}

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
