package io.regulars.delivery;

import static java.util.stream.Collectors.groupingBy;

import io.regulars.access.businesses.BusinessId;
import io.regulars.activity.MessageActivities;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.campaigns.ledger.DueActions.Ended;
import io.regulars.contacts.SuppressionReason;
import io.regulars.contacts.Suppressions;
import io.regulars.facts.history.Activity;
import io.regulars.offers.IssueOffers;
import io.regulars.outbox.DeliveryReport;
import io.regulars.outbox.HearsOfDelivery;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ProblemException;
import io.regulars.running.ActiveRelease;
import io.regulars.running.ReleaseRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Brings the ledger to what became of a message. What was sent becomes an activity of the client, so rules see it, and the client is
 * evaluated again where a rule asks for it. What was refused for good counts in no cap; what perhaps was sent does.
 */
@ApplicationScoped
class HearDeliveryReports implements HearsOfDelivery {
    private static final Logger LOG = Logger.getLogger(HearDeliveryReports.class);

    private final DueActions actions;
    private final ContactRows contacts;
    private final MessageActivities activities;
    private final ActiveRelease active;
    private final Suppressions suppressions;
    private final IssueOffers offers;

    HearDeliveryReports(
            DueActions actions,
            ContactRows contacts,
            MessageActivities activities,
            ActiveRelease active,
            Suppressions suppressions,
            IssueOffers offers) {
        this.actions = actions;
        this.contacts = contacts;
        this.activities = activities;
        this.active = active;
        this.suppressions = suppressions;
        this.offers = offers;
    }

    @Override
    public void heard(Transaction tx, List<DeliveryReport> reports) throws SQLException {
        sent(
                tx,
                reports.stream()
                        .filter(report -> report.state() == DeliveryReport.State.SENT)
                        .toList());
        for (DeliveryReport report : reports) {
            String detail = Objects.requireNonNullElse(report.detail(), "");
            switch (report.state()) {
                case SENT -> {}
                case FAILED -> {
                    if (actions.failed(tx, report.id(), "not delivered: " + detail, report.at())
                            .isPresent()) {
                        contacts.giveBack(tx, report.id());
                        if (report.badAddress()) {
                            close(tx, report);
                        }
                    }
                }
                case UNCERTAIN -> actions.uncertain(tx, report.id(), "perhaps sent: " + detail, report.at());
                case WITHDRAWN -> {
                    if (actions.withdrawn(tx, report.id(), detail, report.at()).isPresent()) {
                        contacts.giveBack(tx, report.id());
                        offers.takeBack(tx, report.id());
                    }
                }
            }
        }
    }

    private void sent(Transaction tx, List<DeliveryReport> reports) throws SQLException {
        if (reports.isEmpty()) {
            return;
        }
        Instant at = reports.getFirst().at();
        List<Ended> sent =
                actions.sent(tx, reports.stream().map(DeliveryReport::id).toList(), at);
        Map<BusinessId, List<Ended>> byBusiness = sent.stream().collect(groupingBy(Ended::business));
        for (var each : byBusiness.entrySet()) {
            becomeActivities(tx, each.getKey(), each.getValue(), at);
        }
    }

    /** The server said that there is no such address, so nothing is written there any more. */
    private void close(Transaction tx, DeliveryReport report) throws SQLException {
        Optional<byte[]> address = tx.first(
                "select address_hash from campaign_action where id = ? and address_hash is not null",
                row -> row.getBytes("address_hash"),
                report.id());
        if (address.isPresent()) {
            suppressions.add(
                    tx,
                    report.business(),
                    report.channel(),
                    address.get(),
                    SuppressionReason.BOUNCED,
                    report.at(),
                    null);
        }
    }

    /** They are evaluated again where a rule may ask for what was sent; most releases have none. */
    private void becomeActivities(Transaction tx, BusinessId business, List<Ended> sent, Instant at)
            throws SQLException {
        Set<Long> noted = activities.note(
                tx,
                business,
                Activity.Type.MESSAGE_SENT,
                at,
                sent.stream()
                        .map(each -> new MessageActivities.OfMessage(
                                each.id(),
                                each.client(),
                                Json.MAPPER
                                        .createObjectNode()
                                        .put("campaign", each.campaign())
                                        .put("step", each.step())
                                        .put("channel", each.channel())))
                        .toList());
        if (!noted.isEmpty() && isAskedFor(tx, business)) {
            actions.evaluateAgain(tx, noted, at);
        }
    }

    private boolean isAskedFor(Transaction tx, BusinessId business) throws SQLException {
        Optional<ReleaseRef> current = active.current(tx, business);
        if (current.isEmpty()) {
            return true; // whoever evaluates them later finds out
        }
        try {
            return active.running(tx, current).asksForSentMessages();
        } catch (ProblemException e) {
            LOG.debugf(
                    "Nobody can tell what release %d asks for: %s",
                    current.get().id(), e.getMessage());
            return true; // what was sent is stored, whatever this replica can run
        }
    }
}
