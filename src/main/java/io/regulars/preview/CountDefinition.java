package io.regulars.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.access.businesses.BusinessId;
import io.regulars.rules.model.Necessity;
import io.regulars.rules.model.RuleSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts whom a segment's definition would hold, while somebody writes it: every client is asked, by the rules' own
 * conditions. Nothing is stored.
 */
@ApplicationScoped
class CountDefinition {
    /** Within it the facts of the last question serve again; the answer names the moment. */
    private static final Duration MAY_BE_OLD = Duration.ofSeconds(60);

    private final Populations populations;

    CountDefinition(Populations populations) {
        this.populations = populations;
    }

    /**
     * What it found.
     *
     * @param at the moment that clients were judged at
     * @param clients how many the business has
     * @param count how many the definition holds: joiners, who are not stored to be in the segment, and stayers, who are
     * @param unknown how many it would perhaps hold beside, were all known of them that it asks; null where the business has too
     *     many clients to ask each
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Counted(
            String segment,
            Instant at,
            long clients,
            long count,
            @Nullable Long unknown,
            Impact.Group joiners,
            Impact.Group leavers,
            Impact.Group stayers) {}

    /** What becomes of the clients of one part, whom the definition holds, and of how many more it is not known. */
    private record Found(SegmentMovements moves, Set<Long> in, long unknown) {
        Found(SegmentMovements moves, Set<Long> in) {
            this(moves, in, 0);
        }

        Found with(long undecided) {
            return new Found(moves, in, undecided);
        }
    }

    /** Judges everybody by a rule set that assigns the one segment. */
    Counted count(BusinessId business, RuleSet definition, String segment, int sample) {
        Necessity necessity = definition.necessity();
        RuleSet.Undecided undecided = definition.undecided();
        var question = new Populations.Question<>(
                MAY_BE_OLD,
                definition.cuts(),
                new Populations.Concerned(segment, necessity),
                (done, of) -> {},
                part -> {
                    var found = new Found(new SegmentMovements(definition, sample, true), new HashSet<>());
                    found.moves.passOver(part.judge(
                            definition, necessity, segment, (clientSnapshot, client, assignments) -> {
                                found.moves.take(
                                        part,
                                        SegmentComparison.of(clientSnapshot.holdingOnly(segment), client, assignments));
                                if (!assignments.isEmpty()) {
                                    found.in.add(clientSnapshot.id());
                                }
                            }));
                    return found.with(part.count((clientSnapshot, client) -> !found.in.contains(clientSnapshot.id())
                            && !undecided.of(client, Set.of()).isEmpty()));
                });
        var judged = populations.judge(business, question);
        var all = new SegmentMovements(definition, sample, true);
        judged.parts().forEach(part -> all.add(part.moves));
        all.passOver(judged.passedOver());
        Impact.OfSegment found = all.segments().stream()
                .filter(one -> one.segment().equals(segment))
                .findFirst()
                .orElseGet(() -> Impact.OfSegment.empty(segment));
        return new Counted(
                segment,
                judged.at(),
                all.clients(),
                found.joiners().count() + found.stayers().count(),
                judged.passedOver() > 0
                        ? null
                        : judged.parts().stream()
                                .mapToLong(part -> part.unknown)
                                .sum(),
                found.joiners(),
                found.leavers(),
                found.stayers());
    }
}
