package io.regulars.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.activity.MessageActivities;
import io.regulars.campaigns.DueActions;
import io.regulars.campaigns.DueActions.Ended;
import io.regulars.contacts.SuppressionReason;
import io.regulars.contacts.Suppressions;
import io.regulars.facts.Activity;
import io.regulars.offers.IssueOffers;
import io.regulars.outbox.DeliveryReport;
import io.regulars.outbox.HearsOfDelivery;
import io.regulars.platform.Json;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * Brings the ledger to what became of a message. What was sent becomes an activity of the client, so rules see it, and the client is
 * evaluated again. What was refused for good counts in no cap; what perhaps was sent does.
 */
@ApplicationScoped
class HearOutcomes implements HearsOfDelivery {
    private final DueActions actions;
    private final ContactRows contacts;
    private final MessageActivities activities;
    private final Suppressions suppressions;
    private final IssueOffers offers;

    HearOutcomes(
            DueActions actions,
            ContactRows contacts,
            MessageActivities activities,
            Suppressions suppressions,
            IssueOffers offers) {
        this.actions = actions;
        this.contacts = contacts;
        this.activities = activities;
        this.suppressions = suppressions;
        this.offers = offers;
    }

    @Override
    public void heard(Transaction tx, DeliveryReport report) throws SQLException {
        String detail = Objects.requireNonNullElse(report.detail(), "");
        switch (report.state()) {
            case SENT -> {
                Optional<Ended> sent = actions.sent(tx, report.id(), report.at());
                if (sent.isPresent()) {
                    becomesActivity(tx, report, sent.get());
                }
            }
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

    private void becomesActivity(Transaction tx, DeliveryReport report, Ended sent) throws SQLException {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("campaign", sent.campaign())
                .put("step", sent.step())
                .put("channel", sent.channel());
        if (activities.note(
                tx, report.business(), report.id(), sent.client(), Activity.Type.MESSAGE_SENT, report.at(), data)) {
            actions.evaluateAgain(tx, sent.client(), report.at());
        }
    }
}
