package io.regulars.releases.scenarios;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is expected at a moment. What came, went, started or was done is counted since the expectation before.
 * <pre>
 *   expect:
 *     in: [lapsed, at-risk]           not in: [vip]
 *     entered: [lapsed]               left: [frequent]
 *     because: {lapsed: daysSinceLastVisit is 180}
 *     since: {lapsed: 2026-06-30}
 *     starts: [win-back]              not starts: [welcome]      # campaigns
 *     actions: [win-back/offer]       not actions: [win-back/call]   # steps carried out
 *     sends: [win-back/offer]         not sends: [reminder/day-before]   # messages that went out
 *     holds: {win-back/offer: 2026-07-01T09:00}   # steps that wait, and until when
 *     drops: {win-back/offer: booking}   # steps that never will be, and by which gate
 *     tags: [student]                 not tags: [call]
 * </pre>
 *
 * @param pointer where it stands in its file
 */
record Expectation(
        String pointer,
        Names in,
        Names notIn,
        Names entered,
        Names left,
        Map<String, String> because,
        Map<String, Instant> since,
        Names starts,
        Names notStarts,
        Names actions,
        Names notActions,
        Names sends,
        Names notSends,
        Map<String, Instant> holds,
        Map<String, String> drops,
        Names tags,
        Names notTags) {
    Expectation {
        because = Map.copyOf(because);
        since = Map.copyOf(since);
        holds = Map.copyOf(holds);
        drops = Map.copyOf(drops);
    }

    /** Whether it says nothing that could be otherwise. */
    boolean ofNothing() {
        return because.isEmpty()
                && since.isEmpty()
                && holds.isEmpty()
                && drops.isEmpty()
                && Stream.of(
                                in,
                                notIn,
                                entered,
                                left,
                                starts,
                                notStarts,
                                actions,
                                notActions,
                                sends,
                                notSends,
                                tags,
                                notTags)
                        .allMatch(names -> names.all.isEmpty());
    }

    /**
     * Names under one key.
     *
     * @param pointer of the key
     * @param listed whether they stand in a list, so that each has a place of its own
     */
    record Names(String pointer, boolean listed, List<String> all) {
        Names {
            all = List.copyOf(all);
        }

        /** The place of one of them. */
        String pointer(String name) {
            return listed ? pointer + "/" + all.indexOf(name) : pointer;
        }
    }
}
