package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.rules.Necessity;
import io.regulars.rules.RuleSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

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
     */
    record Counted(
            String segment,
            Instant at,
            long clients,
            long count,
            Impact.Group joiners,
            Impact.Group leavers,
            Impact.Group stayers) {}

    /** Judges everybody by a rule set that assigns the one segment. */
    Counted count(BusinessId business, RuleSet definition, String segment, int sample) {
        Necessity necessity = definition.necessity();
        var question = new Populations.Question<>(
                MAY_BE_OLD,
                definition.cuts(),
                new Populations.Concerned(segment, necessity),
                (done, of) -> {},
                part -> {
                    var moves = new Moves(definition, sample);
                    moves.passOver(part.judge(
                            definition,
                            necessity,
                            segment,
                            (resident, client, assignments) ->
                                    moves.take(part, Compared.of(resident.holdingOnly(segment), client, assignments))));
                    return moves;
                });
        var judged = populations.judge(business, question);
        var all = new Moves(definition, sample);
        judged.parts().forEach(all::add);
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
                found.joiners(),
                found.leavers(),
                found.stayers());
    }
}
