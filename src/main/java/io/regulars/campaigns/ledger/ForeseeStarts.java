package io.regulars.campaigns.ledger;

import io.regulars.campaigns.Schedule;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says what {@link StartCampaigns} would decide about starts that rules ask for. Nothing is decided, nothing written. */
@ApplicationScoped
public class ForeseeStarts {
    /** As many in one round trip. */
    private static final int CLIENTS = 5_000;

    private final LedgerRows starts;

    ForeseeStarts(LedgerRows starts) {
        this.starts = starts;
    }

    /** What would become of a start. */
    public enum Expectation {
        /** It starts. */
        STARTED,
        /** Nothing follows, as it was true before. */
        BACKLOG,
        /** It may not start again, or so soon, or now. */
        SKIPPED,
        /** The client is held out of it. */
        HELD_OUT,
        /** It was decided before; nothing happens. */
        KNOWN
    }

    /**
     * A start and what would become of it.
     *
     * @param reason why nothing follows; empty if something does
     * @param actions what would be queued
     */
    public record Foreseen(
            StartCampaigns.Asked asked, Expectation expectation, String reason, List<DueActions.Queued> actions) {
        public Foreseen {
            actions = List.copyOf(actions);
        }
    }

    /** What has been decided about the starts of these clients so far. */
    public Foresight about(Transaction transaction, Set<Long> clients) throws SQLException {
        var started = new LedgerRows.StartedSoFar();
        List<Long> all = clients.stream().sorted().toList();
        for (int from = 0; from < all.size(); from += CLIENTS) {
            starts.read(transaction, all.subList(from, Math.min(all.size(), from + CLIENTS)), started);
        }
        return new Foresight(started);
    }

    /** Decides as if all that it decides were recorded. For one thread. */
    public static final class Foresight {
        private final LedgerRows.StartedSoFar started;
        private long actions;

        private Foresight(LedgerRows.StartedSoFar started) {
            this.started = started;
        }

        /** The clients for whom something was decided about the same campaign and segment before, whenever it began then. */
        public Set<Long> decidedBefore(List<StartCampaigns.Asked> asked) {
            return asked.stream()
                    .filter(ask -> started.hasDecided(LedgerRows.Key.of(ask)))
                    .map(StartCampaigns.Asked::client)
                    .collect(Collectors.toSet());
        }

        /** Decides for each in turn. */
        public List<Foreseen> foresee(StartCampaigns.Context context, List<StartCampaigns.Asked> asked) {
            var delays = Delays.first(context);
            return asked.stream().map(ask -> decide(context, delays, ask)).toList();
        }

        private Foreseen decide(StartCampaigns.Context context, Delays delays, StartCampaigns.Asked ask) {
            var key = LedgerRows.Key.of(ask);
            if (started.find(key).isPresent()) {
                return new Foreseen(ask, Expectation.KNOWN, "decided before", List.of());
            }
            StartCampaigns.Decision decision = StartCampaigns.decide(context, started, ask);
            started.add(key, LedgerRows.Known.of(0, decision, context.now()));
            return switch (decision) {
                case StartCampaigns.Decision.Go go ->
                    new Foreseen(
                            ask,
                            Expectation.STARTED,
                            "",
                            StartCampaigns.plan(
                                            context, ask, decision, delays.next(new LedgerRows.Decided(ask, decision)))
                                    .stream()
                                    .filter(step -> step.plan() instanceof Schedule.Plan.Due)
                                    .map(step -> StartCampaigns.queued(
                                            ask, step, new UUID(ask.client(), actions++), context.now()))
                                    .toList());
                case StartCampaigns.Decision.HeldOut heldOut ->
                    new Foreseen(ask, Expectation.HELD_OUT, LedgerRows.reason(decision), List.of());
                case StartCampaigns.Decision.Nothing nothing ->
                    new Foreseen(
                            ask,
                            nothing.state().equals("BACKLOG") ? Expectation.BACKLOG : Expectation.SKIPPED,
                            nothing.reason(),
                            List.of());
            };
        }
    }
}
