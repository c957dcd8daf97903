package io.regulars.outbox;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** What waits for an erased client does not go out. What was sent stays as a number, without its text and without what receivers said. */
@ApplicationScoped
class EraseOutgoing implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("delete from outbox_body where client_id = ?", client.id());
        tx.update("update delivery set last_error = null, remote_id = null where client_id = ?", client.id());
        // like Outbox.withdraw, without a wait for what an acknowledgement holds: without its body that one ends too
        tx.update("""
                with gone as (
                    delete from outbox
                    where seq in (select seq from outbox where client_id = ? and state = 'READY' for update skip locked)
                    returning *)
                insert into delivery (id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, attempts,
                                      give_up_at, status, created_at, done_at)
                select id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, 'WITHDRAWN', attempts, give_up_at,
                       status, created_at, ?
                from gone
                """, client.id(), now);
        tx.update("""
                update outbox set withdrawn = 'the client was erased', last_error = null
                where seq in (select seq from outbox where client_id = ? and state = 'LEASED' for update skip locked)
                """, client.id());
    }
}
