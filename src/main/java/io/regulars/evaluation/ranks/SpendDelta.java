package io.regulars.evaluation.ranks;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.facts.past.SpendOverTime;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.StoredSteps;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a client's spend as time went on is not in the cut-offs of the past yet: what was just learned, and what waits to
 * be applied.
 *
 * @param spendMinor what they have spent by now
 * @param changedFrom when on they had spent other amounts than is stored; null: what is stored stands
 * @param unfoldedFrom when on the cut-offs of the past do not know what they had spent; null: they do
 * @param steps since {@code changedFrom}, or {@code unfoldedFrom} if that is earlier
 */
public record SpendDelta(
        long client,
        long spendMinor,
        @Nullable Instant changedFrom,
        @Nullable Instant unfoldedFrom,
        List<Step> steps) {
    public SpendDelta {
        steps = List.copyOf(steps);
    }

    /** What there is of each client, in their order. */
    public static List<SpendDelta> of(Transaction transaction, LoadClients.Loaded loaded, Instant now)
            throws SQLException {
        var found = new ArrayList<StoredSteps.Of>();
        var toCompare = new ArrayList<StoredSteps.Of>();
        var spends = new ArrayList<Long>();
        for (LoadedClient client : loaded.clients()) {
            long spend = client.spend(loaded.business(), now);
            Instant from = from(client, spend, loaded.ranking().waitingFrom(client.id()));
            List<Step> steps = from.equals(Instant.MAX)
                    ? List.of()
                    : SpendOverTime.since(loaded.business(), client.history(), from, now);
            var of = new StoredSteps.Of(client.id(), from, steps);
            found.add(of);
            spends.add(spend);
            Instant last = client.last().spendSince();
            if (last != null && !last.isBefore(from)) {
                toCompare.add(of);
            }
        }
        Map<Long, List<Step>> stored = toCompare.isEmpty() ? Map.of() : StoredSteps.of(transaction, toCompare);
        var news = new ArrayList<SpendDelta>();
        for (int i = 0; i < found.size(); i++) {
            LoadedClient client = loaded.clients().get(i);
            news.add(of(
                    client,
                    spends.get(i),
                    found.get(i).steps(),
                    stored.getOrDefault(client.id(), List.of()),
                    loaded.ranking().waitingFrom(client.id())));
        }
        return news;
    }

    private static Instant from(LoadedClient client, long spend, Instant waitingFrom) {
        Instant from = client.spendChangedFrom();
        if (from.equals(Instant.MAX) && spend != client.spendMinor()) {
            from = client.previous().evaluatedAt(); // by time alone
        }
        return waitingFrom.isBefore(from) ? waitingFrom : from;
    }

    private static SpendDelta of(
            LoadedClient client, long spend, List<Step> steps, List<Step> stored, Instant waitingFrom) {
        Instant changedFrom = difference(stored, steps);
        Instant unfoldedFrom = waitingFrom.equals(Instant.MAX) ? null : waitingFrom;
        if (unfoldedFrom == null || changedFrom != null && changedFrom.isBefore(unfoldedFrom)) {
            unfoldedFrom = changedFrom;
        }
        return new SpendDelta(client.id(), spend, changedFrom, unfoldedFrom, steps);
    }

    private static @Nullable Instant difference(List<Step> stored, List<Step> steps) {
        int same = 0;
        while (same < Math.min(stored.size(), steps.size()) && stored.get(same).equals(steps.get(same))) {
            same++;
        }
        Instant one = same < stored.size() ? stored.get(same).at() : null;
        Instant other = same < steps.size() ? steps.get(same).at() : null;
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    /** The last moment at which what they spent became another, of those that are not applied; they have news. */
    Instant ownLast() {
        Instant from = Objects.requireNonNull(unfoldedFrom);
        Instant last = lastStep();
        return last == null || last.isBefore(from) ? from : last;
    }

    /** From when on their steps are these; the end of time: they are as stored. */
    Instant stepsFrom() {
        return unfoldedFrom == null ? Instant.MAX : unfoldedFrom;
    }

    /** The moment of the last step; null: there is none since. */
    @Nullable
    public Instant lastStep() {
        return steps.isEmpty() ? null : steps.getLast().at();
    }

    /** Writes the steps of clients that are others than is stored. */
    public static void store(Transaction transaction, BusinessId business, List<SpendDelta> all, Instant now)
            throws SQLException {
        var changed = new ArrayList<StoredSteps.Of>();
        for (SpendDelta news : all) {
            if (news.changedFrom != null) {
                Instant from = news.changedFrom;
                changed.add(new StoredSteps.Of(
                        news.client,
                        from,
                        news.steps.stream()
                                .filter(step -> !step.at().isBefore(from))
                                .toList()));
            }
        }
        StoredSteps.replace(transaction, business, changed, now);
    }

    /** Where only the past has changed no change of spend waits that would tell it. */
    public static void askFold(
            Transaction transaction, BusinessId business, List<LoadedClient> clients, List<SpendDelta> all)
            throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < all.size(); i++) {
            SpendDelta news = all.get(i);
            if (news.changedFrom != null && news.spendMinor == clients.get(i).spendMinor()) {
                rows.add(new @Nullable Object[] {
                    business.value(),
                    news.client,
                    news.spendMinor,
                    news.spendMinor,
                    Objects.requireNonNull(news.changedFrom)
                });
            }
        }
        transaction.batch(
                "insert into spend_change (business_id, client_id, old_minor, new_minor, from_at) values (?, ?, ?, ?, ?)",
                rows);
    }
}
