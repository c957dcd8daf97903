package io.regulars.campaigns.ledger;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.RunningCampaigns;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes back marketing messages that are not wanted any more. What belongs to a booking is let be. */
@ApplicationScoped
public class WithdrawMarketing {
    private final RunningCampaigns running;

    WithdrawMarketing(RunningCampaigns running) {
        this.running = running;
    }

    /** The campaigns whose messages are not advertising, of the release that answers for a business. */
    public Set<String> services(BusinessId business) {
        return running.catalogue(business).campaigns().stream()
                .filter(campaign -> campaign.kind() == Campaign.Kind.SERVICE)
                .map(Campaign::name)
                .collect(Collectors.toSet());
    }

    /**
     * Cancels what is queued of a locked client and could go by these channels only; says how many messages that were.
     *
     * @param services the campaigns that are let be
     */
    public int cancelQueued(
            Transaction tx, long client, Set<String> services, Set<String> channels, String reason, Instant now)
            throws SQLException {
        return tx.update("""
                update campaign_action set state = 'CANCELLED', gate = 'consent', reason = ?, done_at = ?
                where client_id = ? and state = 'QUEUED' and kind = 'message' and campaign <> all(?)
                  and coalesce(content -> 'channels', jsonb_build_array(content ->> 'channel')) <@ to_jsonb(?::text[])
                """, reason, now, client, services.toArray(String[]::new), channels.toArray(String[]::new));
    }

    /** What lies in the outbox for an address, whoever it is for. */
    public List<UUID> sending(
            Transaction tx, BusinessId business, Set<String> services, String channel, byte[] addressHash)
            throws SQLException {
        return tx.list(
                """
                select id from campaign_action
                where business_id = ? and address_hash = ? and channel = ? and state = 'SENDING' and campaign <> all(?)
                order by id
                """,
                row -> row.getObject("id", UUID.class),
                business.value(),
                addressHash,
                channel,
                services.toArray(String[]::new));
    }

    /** These were taken back from the outbox. */
    public void takenBack(Transaction tx, Collection<UUID> actions, String reason, Instant now) throws SQLException {
        for (UUID action : actions) {
            tx.update("""
                update campaign_action set state = 'CANCELLED', gate = 'consent', reason = ?, done_at = ?
                where id = ? and state = 'SENDING'
                """, reason, now, action);
        }
    }
}
