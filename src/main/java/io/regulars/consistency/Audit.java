package io.regulars.consistency;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.Evaluator;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.PreviousMemberships;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.evaluation.ranks.OwnCutoffs;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.past.SpendOverTime;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.ranking.past.CutoffTimeline;
import io.regulars.ranking.past.CutoffsKnown;
import io.regulars.ranking.past.PastCutoffs;
import io.regulars.ranking.past.StoredSteps;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunningRelease;
import io.regulars.segments.HeldSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes clients from their history alone, as if they had never been evaluated, and says where what is stored differs:
 * memberships and their starts, when time is to be looked at next, spend. Nothing is written; each call sees one moment of
 * the database.
 */
@ApplicationScoped
class Audit {
    private final Database database;
    private final LoadClients loadClients;
    private final ActiveRelease active;
    private final ApplySpendChanges applySpendChanges;
    private final InstantSource clock;

    Audit(
            Database database,
            LoadClients loadClients,
            ActiveRelease active,
            ApplySpendChanges applySpendChanges,
            InstantSource clock) {
        this.database = database;
        this.loadClients = loadClients;
        this.active = active;
        this.applySpendChanges = applySpendChanges;
        this.clock = clock;
    }

    /** Something that is stored otherwise than it is recomputed; null: it is not there. */
    record Difference(
            String what, @Nullable String stored, @Nullable String recomputed) {}

    /** A client of whom something differs. */
    record Drift(long id, String client, List<Difference> differences) {
        Drift {
            differences = List.copyOf(differences);
        }
    }

    /**
     * What some clients' audit found.
     *
     * @param waiting how many are to be evaluated anyway, by time or by a new release, and were not compared; or were, but
     *     what others have spent meanwhile was not counted in yet
     */
    record Found(long clients, long waiting, List<Drift> drifts) {
        Found {
            drifts = List.copyOf(drifts);
        }
    }

    /** Compares these clients; those erased meanwhile are left out. */
    Found clients(BusinessId business, Collection<Long> ids) {
        // what waits is due at any moment; who is ranked otherwise by it then waits to be evaluated
        applySpendChanges.applyUnlessBusy(business);
        return database.transaction(transaction -> {
            oneMoment(transaction);
            return clients(transaction, business, ids);
        });
    }

    /** Compares the ranking by spend with a recount of everybody. */
    List<Difference> ranking(BusinessId business) {
        return database.transaction(transaction -> {
            oneMoment(transaction);
            return AuditRanking.differences(transaction, business);
        });
    }

    private static void oneMoment(Transaction transaction) throws SQLException {
        transaction.update("set transaction isolation level repeatable read, read only");
    }

    private Found clients(Transaction transaction, BusinessId business, Collection<Long> ids) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var loaded = loadClients.load(transaction, business, ids, Map.of());
        RunningRelease release = active.running(transaction, loaded.release());
        var cuts = release.rules().cuts();
        var cutoffs = OwnCutoffs.of(transaction, business, loaded.ranking(), cuts);
        PastCutoffs past = CutoffTimeline.of(transaction, business, cuts, cutoffs.applied());
        List<LoadedClient> compared = loaded.clients().stream()
                .filter(client -> !isWaiting(client, now))
                .toList();
        Set<Membership> kept = keptOverRules(transaction, compared, release);
        var recompute = new Recompute(loaded.business(), now, cutoffs, past, new Evaluator(release.rules()));
        List<EvaluationResult> results = recompute.all(compared);
        Map<Long, List<Step>> steps = steps(transaction, compared);
        var drifts = new ArrayList<Drift>();
        int pending = 0;
        boolean applied = CutoffsKnown.of(transaction, business, cuts).always();
        for (int i = 0; i < compared.size(); i++) {
            LoadedClient client = compared.get(i);
            List<Difference> differences = differences(client, results.get(i), kept);
            compareSteps(differences, loaded.business(), client, steps.getOrDefault(client.id(), List.of()), now);
            if (!differences.isEmpty()) {
                // they may have been ranked before what waits came to wait
                differences = differences(client, recompute.rankedAsApplied(client), kept);
                compareSteps(differences, loaded.business(), client, steps.getOrDefault(client.id(), List.of()), now);
            }
            if (!differences.isEmpty() && !applied) {
                pending++;
            } else if (!differences.isEmpty()) {
                drifts.add(new Drift(client.id(), client.history().client(), differences));
            }
        }
        long all = loaded.clients().size();
        return new Found(all, all - compared.size() + pending, drifts);
    }

    private static Map<Long, List<Step>> steps(Transaction transaction, List<LoadedClient> clients)
            throws SQLException {
        return StoredSteps.of(
                transaction,
                clients.stream()
                        .map(client -> new StoredSteps.Of(client.id(), Instant.MIN, List.of()))
                        .toList());
    }

    private static void compareSteps(
            List<Difference> differences,
            BusinessSettings business,
            LoadedClient client,
            List<Step> stored,
            Instant now) {
        compare(
                differences,
                "spend over time",
                stored.toString(),
                SpendOverTime.since(business, client.history(), Instant.MIN, now)
                        .toString());
    }

    /** Clients as if they had never been evaluated. */
    private record Recompute(
            BusinessSettings business, Instant now, OwnCutoffs cutoffs, PastCutoffs past, Evaluator evaluator) {
        List<EvaluationResult> all(List<LoadedClient> clients) {
            return evaluator.evaluate(clients.stream()
                    .map(client -> input(client, cutoffs.of(client, client.spendMinor())))
                    .toList());
        }

        EvaluationResult rankedAsApplied(LoadedClient client) {
            return evaluator.evaluate(input(client, cutoffs.applied()));
        }

        private EvaluationInput input(LoadedClient client, Cutoffs own) {
            return new EvaluationInput(
                    business, client.history(), PreviousMemberships.NOTHING, List.of(), now, null, own, past);
        }
    }

    private static boolean isWaiting(LoadedClient client, Instant now) {
        Instant due = client.evaluateAgainAt();
        return !client.previous().sameRules() || due != null && !due.isAfter(now);
    }

    private record Membership(long client, String segment) {}

    /** Memberships that other rules began: who stays in when rules change keeps the start that those gave. */
    private static Set<Membership> keptOverRules(
            Transaction transaction, List<LoadedClient> clients, RunningRelease release) throws SQLException {
        return Set.copyOf(transaction.list(
                "select client_id, segment from membership where client_id = any(?::bigint[]) and release_id <> ?",
                row -> new Membership(row.getLong("client_id"), row.getString("segment")),
                clients.stream().map(client -> Long.toString(client.id())).toArray(String[]::new),
                release.id()));
    }

    private static List<Difference> differences(LoadedClient client, EvaluationResult result, Set<Membership> kept) {
        var differences = new ArrayList<Difference>();
        Map<String, HeldSegment> stored = client.previous().memberships();
        var recomputed = new TreeMap<String, HeldSegment>();
        result.segments().forEach(segment -> recomputed.put(segment.name(), segment));
        var names = new TreeSet<>(stored.keySet());
        names.addAll(recomputed.keySet());
        for (String name : names) {
            boolean startIsKept = recomputed.containsKey(name) && kept.contains(new Membership(client.id(), name));
            if (!startIsKept) {
                compare(differences, "since of " + name, since(stored.get(name)), since(recomputed.get(name)));
            }
        }
        compare(differences, "evaluateAgainAt", text(client.evaluateAgainAt()), text(result.evaluateAgainAt()));
        compare(differences, "spendMinor", text(client.spendMinor()), text(result.spendMinor()));
        return differences;
    }

    private static void compare(
            List<Difference> differences, String what, @Nullable String stored, @Nullable String recomputed) {
        if (!Objects.equals(stored, recomputed)) {
            differences.add(new Difference(what, stored, recomputed));
        }
    }

    private static @Nullable String since(@Nullable HeldSegment segment) {
        return segment == null ? null : text(segment.since());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
