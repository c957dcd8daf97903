package io.regulars.live;

import io.regulars.campaigns.ledger.LedgerRows;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.evaluation.Backlog;
import io.regulars.evaluation.CampaignClients;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.EvaluationRun;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.evaluation.ranks.SpendDelta;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Transaction;
import io.regulars.rules.model.Effect;
import io.regulars.segments.EndedSegment;
import io.regulars.segments.HeldSegment;
import io.regulars.segments.Memberships;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores what evaluations found: memberships, transitions, tags, campaign starts and the next due time. */
@ApplicationScoped
class StoreResults {
    private final Memberships memberships;
    private final LedgerRows starts;
    private final StartCampaigns startCampaigns;
    private final TellEvents tellEvents;
    private final boolean holdouts;

    StoreResults(
            Memberships memberships,
            LedgerRows starts,
            StartCampaigns startCampaigns,
            TellEvents tellEvents,
            RegularsConfig config) {
        this.memberships = memberships;
        this.starts = starts;
        this.startCampaigns = startCampaigns;
        this.tellEvents = tellEvents;
        this.holdouts = config.holdouts();
    }

    /** Stores the results of clients, given in the same order, and says what was started. */
    List<StartCampaigns.Started> store(
            Transaction transaction,
            EvaluationRun evaluation,
            LoadClients.Loaded loaded,
            List<EvaluationResult> results,
            List<SpendDelta> spends)
            throws SQLException {
        List<LoadedClient> clients = loaded.clients();
        var ofSwitch = new StartsOfSwitch(loaded);
        var changes = new ArrayList<Memberships.Change>();
        var retracted = new ArrayList<LedgerRows.Origin>();
        var asked = new ArrayList<StartCampaigns.Asked>();
        var tags = new Tags();
        var ending = new EndQueued(evaluation.release().campaigns(), evaluation.now());
        for (int i = 0; i < clients.size(); i++) {
            LoadedClient client = clients.get(i);
            EvaluationResult result = results.get(i);
            changes.add(change(evaluation, client, result));
            ending.look(client, result);
            result.all()
                    .flatMap(each -> each.left().stream())
                    .filter(EndedSegment::retracted)
                    .map(segment -> LedgerRows.Origin.segment(client.id(), segment.name(), segment.since()))
                    .forEach(retracted::add);
            for (Effect effect :
                    result.all().flatMap(each -> each.effects().stream()).toList()) {
                switch (effect) {
                    case Effect.Start start ->
                        asked.add(ofSwitch.asked(
                                client,
                                CampaignClients.of(client.history().latest(), loaded.business(), evaluation.now()),
                                start,
                                Backlog.reason(evaluation, client, result, start)));
                    case Effect.AddTag tag -> tags.add(client, tag, evaluation.now());
                    case Effect.RemoveTag tag -> tags.remove(client, tag, evaluation.now());
                }
            }
        }
        var release = evaluation.release();
        memberships.store(transaction, evaluation.business(), release.id(), evaluation.now(), changes);
        starts.retract(transaction, retracted, evaluation.now());
        Set<Long> withdrawn = ending.store(transaction, starts);
        tags.store(transaction);
        storeClients(transaction, evaluation, clients, results, spends, tags.changed, withdrawn);
        List<StartCampaigns.Started> started = startCampaigns.start(
                transaction,
                new StartCampaigns.Context(
                        evaluation.business(),
                        release.id(),
                        release.campaigns(),
                        evaluation.now(),
                        loaded.business().zone(),
                        ofSwitch.spread(),
                        holdouts),
                asked);
        tellEvents.tell(transaction, evaluation, loaded, changes, started);
        return started;
    }

    /** What is stored is the difference to what was held; every coming and going between is a transition. */
    private static Memberships.Change change(EvaluationRun evaluation, LoadedClient client, EvaluationResult result) {
        var causes = new TransitionCauses(evaluation, client.previous());
        if (result.missed().isEmpty()) {
            return new Memberships.Change(client.id(), result.changed(), result.left(), causes.of(result));
        }
        Map<String, HeldSegment> before = client.previous().memberships();
        var names = result.segments().stream().map(HeldSegment::name).collect(Collectors.toSet());
        return new Memberships.Change(
                client.id(),
                result.segments().stream()
                        .filter(segment -> !segment.equals(before.get(segment.name())))
                        .toList(),
                result.all()
                        .flatMap(each -> each.left().stream())
                        .filter(segment -> before.containsKey(segment.name()) && !names.contains(segment.name()))
                        .toList(),
                result.all().flatMap(each -> causes.of(each).stream()).toList());
    }

    /** Where all that is stored stands, nothing is written: what is known since the older evaluation is the same. */
    private static void storeClients(
            Transaction transaction,
            EvaluationRun evaluation,
            List<LoadedClient> clients,
            List<EvaluationResult> results,
            List<SpendDelta> news,
            Set<Long> tagged,
            Set<Long> withdrawn)
            throws SQLException {
        var ids = new ArrayList<Long>();
        var moments = new ArrayList<@Nullable String>();
        var spends = new ArrayList<Long>();
        var reached = new ArrayList<Integer>();
        var since = new ArrayList<@Nullable String>();
        var changedFrom = new ArrayList<@Nullable String>();
        for (int i = 0; i < clients.size(); i++) {
            LoadedClient client = clients.get(i);
            EvaluationResult result = results.get(i);
            // a tag is a fact, so the rules look once more; not for ever, should two of them undo each other
            boolean again = withdrawn.contains(client.id())
                    || tagged.contains(client.id()) && evaluation.cause() != EvaluationCause.TIME;
            Instant next = again ? evaluation.now() : result.evaluateAgainAt();
            if (!client.stands(result, next)) {
                ids.add(client.id());
                moments.add(text(next));
                spends.add(result.spendMinor());
                reached.add(result.cutoffsReached());
                since.add(text(news.get(i).lastStep()));
                changedFrom.add(text(
                        news.get(i).changedFrom() == null
                                ? evaluation.now()
                                : news.get(i).changedFrom()));
            }
        }
        if (!ids.isEmpty()) {
            transaction.update(
                    """
                    update client c set evaluated_at = ?, evaluated_release = ?, evaluate_again_at = n.again,
                                        spend_minor = n.spend, cutoffs_reached = n.reached,
                                        spend_since = coalesce(n.since, c.spend_since), spend_changed_from = n.changed,
                                        ranks_changed_from = null, ranks_noticed_at = null
                    from unnest(?::bigint[], ?::timestamptz[], ?::bigint[], ?::smallint[], ?::timestamptz[],
                                ?::timestamptz[]) n (id, again, spend, reached, since, changed)
                    where c.id = n.id
                    """,
                    evaluation.now(),
                    evaluation.release().id(),
                    texts(ids),
                    moments.toArray(String[]::new),
                    texts(spends),
                    texts(reached),
                    since.toArray(String[]::new),
                    changedFrom.toArray(String[]::new));
        }
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }

    private static String[] texts(List<?> values) {
        return values.stream().map(String::valueOf).toArray(String[]::new);
    }

    /** Tags that rules put on and took off, as far as that changes anything. */
    private static final class Tags {
        private final List<@Nullable Object[]> added = new ArrayList<>();
        private final List<@Nullable Object[]> removed = new ArrayList<>();
        private final Set<Long> changed = new HashSet<>();

        void add(LoadedClient client, Effect.AddTag tag, Instant now) {
            if (!has(client, tag.tag())) {
                added.add(new @Nullable Object[] {client.id(), tag.tag(), "rule:" + tag.rule(), now});
                changed.add(client.id());
            }
        }

        void remove(LoadedClient client, Effect.RemoveTag tag, Instant now) {
            if (has(client, tag.tag())) {
                removed.add(new @Nullable Object[] {now, client.id(), tag.tag()});
                changed.add(client.id());
            }
        }

        private static boolean has(LoadedClient client, String tag) {
            return client.history().latest().profile().tags().contains(tag);
        }

        void store(Transaction transaction) throws SQLException {
            transaction.batch("""
                    insert into client_tag (client_id, tag, set_by, set_at) values (?, ?, ?, ?) on conflict do nothing
                    """, added);
            transaction.batch("""
                    update client_tag set removed_at = ? where client_id = ? and tag = ? and removed_at is null
                    """, removed);
        }
    }
}
