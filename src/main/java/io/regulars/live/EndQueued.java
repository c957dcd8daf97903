package io.regulars.live;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.ledger.CampaignEnd;
import io.regulars.campaigns.ledger.CampaignEnd.LeftSegment;
import io.regulars.campaigns.ledger.LedgerRows;
import io.regulars.evaluation.CampaignClients;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.LoadedClient;
import io.regulars.facts.history.Snapshot;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What evaluations end of what is queued for clients: campaigns that an event stops, steps before a booking that was moved or
 * cancelled, and tags that hold as long as a segment. Who has nothing queued and no such tag costs no statement. For one thread.
 */
final class EndQueued {
    private final CampaignCatalogue catalogue;
    private final Instant now;
    private final List<LedgerRows.Ending> endings = new ArrayList<>();
    private final List<LedgerRows.Rebooked> rebooked = new ArrayList<>();
    private final List<LedgerRows.Perk> perks = new ArrayList<>();

    EndQueued(CampaignCatalogue catalogue, Instant now) {
        this.catalogue = catalogue;
        this.now = now;
    }

    /** Looks at what happened to a client and what was found of them. */
    void look(LoadedClient client, EvaluationResult result) {
        List<LeftSegment> left = result.all()
                .flatMap(each -> each.left().stream())
                .filter(segment ->
                        result.segments().stream().noneMatch(held -> held.name().equals(segment.name())))
                .map(segment -> new LeftSegment(segment.name(), segment.endedAt()))
                .toList();
        Snapshot latest = client.history().latest();
        if (!client.queued().isEmpty()) {
            CampaignEnd.of(catalogue, client.queued(), CampaignClients.ending(latest, client.triggerEvents()), left)
                    .forEach(end -> endings.add(new LedgerRows.Ending(client.id(), end)));
            if (hasStepBefore(client.queued())) {
                CampaignClients.rebooked(latest, client.triggerEvents())
                        .forEach(one -> rebooked.add(new LedgerRows.Rebooked(
                                client.id(), one.booking(), one.startsAt().orElse(null))));
            }
        }
        if (!left.isEmpty()) {
            Set<String> worn = latest.profile().tags();
            left.forEach(segment -> catalogue.perks(segment.segment()).stream()
                    .filter(worn::contains)
                    .forEach(tag -> perks.add(new LedgerRows.Perk(client.id(), segment.segment(), tag))));
        }
    }

    private boolean hasStepBefore(List<String> queued) {
        return queued.stream()
                .flatMap(name -> catalogue.campaign(name).stream())
                .flatMap(campaign -> campaign.steps().stream())
                .anyMatch(step -> step.timing() instanceof Step.StepTiming.Before);
    }

    /** Stores it, and says whose tags it has changed. */
    Set<Long> store(Transaction transaction, LedgerRows rows) throws SQLException {
        rows.end(transaction, endings, now);
        rows.follow(transaction, rebooked, now);
        return rows.withdraw(transaction, perks, now);
    }
}
