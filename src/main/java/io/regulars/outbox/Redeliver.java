package io.regulars.outbox;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Sends again what was given up, or what a receiver has lost: under the same id and with the same bytes, from the first attempt on. A message
 * to a client is decided anew.
 */
@ApplicationScoped
public class Redeliver {
    /** How many go out again by one request. */
    public static final int MOST = 10_000;

    private static final Duration TIME = Duration.ofDays(30);
    private static final String AGAIN = """
            , gone as (
                delete from delivery d using again where d.id = again.id returning d.*)
            insert into outbox (id, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, next_at, attempts,
                                give_up_at, created_at)
            select id, business_id, endpoint, channel, event, client_id, ordered, in_doubt, 'READY', ?, 0, ?, created_at
            from gone order by seq
            """;

    private final Instance<SendsAgain> messages;
    private final InstantSource clock;

    Redeliver(Instance<SendsAgain> messages, InstantSource clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** What is known of a delivery that is over. */
    private record Over(boolean toClient, boolean text) {}

    /**
     * Sends one again.
     *
     * @throws ProblemException NOT_FOUND, or CONFLICT with the reason why it cannot be
     */
    public void one(Transaction tx, BusinessId business, UUID id) throws SQLException {
        Instant now = clock.instant();
        Over over = tx.first(
                        """
                        select d.event = 'message' or coalesce(e.kind in ('SMTP', 'SMS_HTTP'), false) as to_client,
                               exists (select 1 from outbox_body b where b.id = d.id) and e.id is not null as text
                        from delivery d left join endpoint e on e.id = d.endpoint
                        where d.id = ? and d.business_id = ?
                        """, row -> new Over(row.getBoolean("to_client"), row.getBoolean("text")), id, business.value())
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND, "Nothing was delivered under " + id + ", or it is still on its way."));
        if (over.toClient) {
            for (SendsAgain decider : messages) {
                switch (decider.again(tx, business, id, now)) {
                    case SendsAgain.Answer.Again again -> {
                        return;
                    }
                    case SendsAgain.Answer.No(String why) ->
                        throw new ProblemException(ErrorCode.CONFLICT, "It may not go to the client now: " + why + ".");
                    case SendsAgain.Answer.NotTheirs other -> {}
                }
            }
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "It is no message of a campaign that failed or was perhaps sent, so it cannot go out again.");
        }
        if (!over.text) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "Its text is kept no more, or its endpoint was removed, so it cannot go out again.");
        }
        tx.update("with again as (select id from delivery where id = ? for update)" + AGAIN, id, now, now.plus(TIME));
    }

    /** Sends again what an endpoint that is told events did not take between two moments, the earliest first; says how many. */
    public int failed(Transaction tx, BusinessId business, int endpoint, Instant from, Instant to) throws SQLException {
        Instant now = clock.instant();
        return tx.update("""
                with again as (
                    select d.id from delivery d join endpoint e on e.id = d.endpoint
                    where d.business_id = ? and d.endpoint = ? and d.state = 'FAILED' and d.done_at >= ? and d.done_at < ?
                      and d.event <> 'message' and e.kind not in ('SMTP', 'SMS_HTTP') and exists (select 1 from outbox_body b where b.id = d.id)
                    order by d.done_at limit ? for update of d)
                """ + AGAIN, business.value(), endpoint, from, to, MOST, now, now.plus(TIME));
    }
}
