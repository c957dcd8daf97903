package io.regulars.campaigns;

import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what {@link StartCampaigns} would decide about starts that rules ask for. Nothing is decided, nothing written. */
@ApplicationScoped
public class ForeseeStarts {
    private static final int CLIENTS = 200;

    private final Starts starts;

    ForeseeStarts(Starts starts) {
        this.starts = starts;
    }

    /** What would become of a start. */
    public enum Outcome {
        /** It starts. */
        STARTED,
        /** Nothing follows, as it was true before. */
        BACKLOG,
        /** It may not start again, or so soon. */
        SKIPPED,
        /** It was decided before; nothing happens. */
        KNOWN
    }

    /** A start and what would become of it. */
    public record Foreseen(StartCampaigns.Asked asked, Outcome outcome) {}

    /** Decides for each in turn, as if those before had been decided. */
    public List<Foreseen> foresee(
            Transaction transaction, StartCampaigns.Context context, List<StartCampaigns.Asked> asked)
            throws SQLException {
        var known = known(transaction, asked, "s.origin = a.origin");
        var foreseen = new ArrayList<Foreseen>();
        var open = new ArrayList<StartCampaigns.Asked>();
        for (int i = 0; i < asked.size(); i++) {
            if (known.contains((long) i)) {
                foreseen.add(new Foreseen(asked.get(i), Outcome.KNOWN));
            } else {
                open.add(asked.get(i));
            }
        }
        foreseen.addAll(decide(transaction, context, open));
        return foreseen;
    }

    /** The clients for whom something was decided about the same campaign and segment before, whenever it began then. */
    public Set<Long> decidedBefore(Transaction transaction, List<StartCampaigns.Asked> asked) throws SQLException {
        return known(transaction, asked, "split_part(s.origin, '@', 1) = split_part(a.origin, '@', 1)").stream()
                .map(place -> asked.get(place.intValue()).client())
                .collect(Collectors.toSet());
    }

    /** The places of those that the ledger has. */
    private static Set<Long> known(Transaction transaction, List<StartCampaigns.Asked> asked, String sameOrigin)
            throws SQLException {
        return new HashSet<>(transaction.list(
                """
                select distinct a.place - 1 from campaign_start s join unnest(?::bigint[], ?::text[], ?::text[])
                    with ordinality a (client_id, campaign, origin, place)
                    on s.client_id = a.client_id and s.campaign = a.campaign and
                """ + sameOrigin,
                row -> row.getLong(1),
                asked.stream().map(ask -> Long.toString(ask.client())).toArray(String[]::new),
                asked.stream().map(ask -> ask.start().campaign()).toArray(String[]::new),
                asked.stream().map(ask -> ask.start().origin()).toArray(String[]::new)));
    }

    private List<Foreseen> decide(
            Transaction transaction, StartCampaigns.Context context, List<StartCampaigns.Asked> asked)
            throws SQLException {
        Map<Long, List<StartCampaigns.Asked>> byClient = new HashMap<>();
        asked.forEach(ask -> byClient.computeIfAbsent(ask.client(), first -> new ArrayList<>())
                .add(ask));
        List<Long> clients = byClient.keySet().stream().sorted().toList();
        var foreseen = new ArrayList<Foreseen>();
        for (int from = 0; from < clients.size(); from += CLIENTS) {
            List<Long> some = clients.subList(from, Math.min(clients.size(), from + CLIENTS));
            var ledger = starts.ledger(transaction, some);
            for (long client : some) {
                for (StartCampaigns.Asked ask : byClient.getOrDefault(client, List.of())) {
                    foreseen.add(new Foreseen(ask, decide(context, ledger, ask)));
                }
            }
        }
        return foreseen;
    }

    private static Outcome decide(StartCampaigns.Context context, Starts.Ledger ledger, StartCampaigns.Asked ask) {
        var key = Starts.Key.of(ask);
        if (ledger.find(key).isPresent()) {
            return Outcome.KNOWN;
        }
        StartCampaigns.Decision decision = StartCampaigns.decide(context, ledger, ask);
        ledger.add(key, Starts.Known.of(0, decision, context.now()));
        return switch (decision) {
            case StartCampaigns.Decision.Go go -> Outcome.STARTED;
            case StartCampaigns.Decision.Nothing nothing ->
                nothing.state().equals("BACKLOG") ? Outcome.BACKLOG : Outcome.SKIPPED;
        };
    }
}
