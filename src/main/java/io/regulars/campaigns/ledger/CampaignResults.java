package io.regulars.campaigns.ledger;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.Campaign;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What campaigns did and what came of it, in numbers. */
@ApplicationScoped
class CampaignResults {
    private static final String MADE = """
            coalesce(b.booked_at, (select min(told.occurred_at) from booking_version told
                                   where told.client_id = b.client_id and told.external_id = b.external_id and not told.deleted))
            """;

    private final InstantSource clock;

    CampaignResults(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One campaign.
     *
     * @param started for how many clients it started, counted by start
     * @param heldOut for how many it did not, so that its effect can be told
     * @param skipped for how many it may not start: re-entry, season
     * @param before for how many it did not start, since it was so before we were told
     * @param inIt for how many something is still to come
     * @param steps what became of each step
     * @param uplift beside those held out; null: it has no goal, or the time is over for nobody on one of the sides
     */
    @Schema(name = "CampaignResult")
    record Result(
            String campaign,
            long started,
            long heldOut,
            long skipped,
            long before,
            long inIt,
            List<StepCount> steps,
            @Nullable Uplift uplift) {}

    /**
     * How many of a step are in a state.
     *
     * @param gate what holds them, or has cancelled them; null: nothing
     */
    @Schema(name = "StepCount")
    record StepCount(
            String step,
            String kind,
            String state,
            @Nullable String gate,
            long count) {}

    private record Started(String campaign, String state, long count, long inIt) {}

    private record Counted(String campaign, StepCount of) {}

    /** Those of campaigns, of what was decided from a moment on. */
    List<Result> of(Transaction tx, BusinessId business, List<Campaign> campaigns, Instant from) throws SQLException {
        Map<String, Map<String, Started>> starts = starts(tx, business, from);
        List<Counted> steps = steps(tx, business, from);
        var results = new ArrayList<Result>();
        for (Campaign campaign : campaigns) {
            Map<String, Started> of = starts.getOrDefault(campaign.name(), Map.of());
            results.add(new Result(
                    campaign.name(),
                    count(of, "STARTED"),
                    count(of, "HELD_OUT"),
                    count(of, "SKIPPED"),
                    count(of, "BACKLOG"),
                    of.values().stream().mapToLong(Started::inIt).sum(),
                    steps.stream()
                            .filter(step -> step.campaign.equals(campaign.name()))
                            .map(Counted::of)
                            .toList(),
                    campaign.goal() == null || of.isEmpty()
                            ? null
                            : uplift(tx, business, campaign.name(), campaign.goal(), from)));
        }
        return results;
    }

    private static long count(Map<String, Started> of, String state) {
        Started started = of.get(state);
        return started == null ? 0 : started.count;
    }

    private static Map<String, Map<String, Started>> starts(Transaction tx, BusinessId business, Instant from)
            throws SQLException {
        var starts = new HashMap<String, Map<String, Started>>();
        tx.list(
                        """
                        select s.campaign, s.state, count(*) as starts,
                               count(*) filter (where exists (select from campaign_action a
                                                              where a.start_id = s.id and a.state in ('QUEUED', 'SENDING'))) as in_it
                        from campaign_start s where s.business_id = ? and s.started_at >= ? group by 1, 2
                        """,
                        row -> new Started(
                                row.getString("campaign"),
                                row.getString("state"),
                                row.getLong("starts"),
                                row.getLong("in_it")),
                        business.value(),
                        from)
                .forEach(started -> starts.computeIfAbsent(started.campaign, name -> new HashMap<>())
                        .put(started.state, started));
        return starts;
    }

    private static List<Counted> steps(Transaction tx, BusinessId business, Instant from) throws SQLException {
        return tx.list(
                """
                select a.campaign, a.step, a.kind, a.state, a.gate, count(*) as actions
                from campaign_start s join campaign_action a on a.start_id = s.id
                where s.business_id = ? and s.started_at >= ? group by 1, 2, 3, 4, 5 order by 1, 2, 6 desc, 4, 5
                """,
                row -> new Counted(
                        row.getString("campaign"),
                        new StepCount(
                                row.getString("step"),
                                row.getString("kind"),
                                row.getString("state"),
                                row.getString("gate"),
                                row.getLong("actions"))),
                business.value(),
                from);
    }

    /** Who reached the goal in time of those who got it, and of those held out; null: one of the sides is empty. */
    private @Nullable Uplift uplift(
            Transaction tx, BusinessId business, String campaign, Campaign.Goal goal, Instant from)
            throws SQLException {
        String reached = switch (goal.event()) {
            case BOOKED -> "b.status <> 'CANCELLED' and " + MADE + " >= s.planned and " + MADE + " < s.ends";
            case VISITED -> "b.status = 'COMPLETED' and b.starts_at >= s.planned and b.starts_at < s.ends";
            case REDEEMED ->
                "b.status <> 'CANCELLED' and b.offer_code is not null and " + MADE + " >= s.planned and " + MADE
                        + " < s.ends";
        };
        record Side(boolean heldOut, long clients, long reached) {}
        List<Side> sides = tx.list(
                """
                select s.state = 'HELD_OUT' as held_out, count(*) as clients, count(*) filter (where exists (
                    select from booking b left join service v on v.business_id = b.business_id and v.external_id = b.service
                    where b.client_id = s.client_id and not b.deleted and (?::text is null or b.service = ?)
                      and (?::text is null or v.category = ?) and %s)) as reached
                from (select s.client_id, s.state, min(coalesce(a.first_due_at, a.due_at)) as planned,
                             min(coalesce(a.first_due_at, a.due_at)) + make_interval(secs => ?) as ends
                      from campaign_start s join campaign_action a on a.start_id = s.id
                      where s.business_id = ? and s.campaign = ? and s.state in ('STARTED', 'HELD_OUT') and s.started_at >= ?
                      group by s.id, s.client_id, s.state) s
                where s.ends <= ? group by 1
                """.formatted(reached),
                row -> new Side(row.getBoolean("held_out"), row.getLong("clients"), row.getLong("reached")),
                goal.service(),
                goal.service(),
                goal.category(),
                goal.category(),
                goal.within().toSeconds(),
                business.value(),
                campaign,
                from,
                clock.instant());
        if (sides.size() < 2) {
            return null;
        }
        Side got = sides.getFirst().heldOut ? sides.getLast() : sides.getFirst();
        Side not = sides.getFirst().heldOut ? sides.getFirst() : sides.getLast();
        return Uplift.of(got.clients, got.reached, not.clients, not.reached);
    }
}
