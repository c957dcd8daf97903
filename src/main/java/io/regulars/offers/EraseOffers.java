package io.regulars.offers;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** Codes stay as numbers of a campaign. Which booking used one goes, and one that was not used is taken back. */
@ApplicationScoped
class EraseOffers implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("delete from offer_claim c using offer_code o where o.id = c.offer and o.client_id = ?", client.id());
        tx.update("""
            update offer_code set redeemed_by = null, voided_at = coalesce(voided_at, ?),
                   voided_why = coalesce(voided_why, 'the client was erased'),
                   state = case when state = 'ISSUED' then 'VOID' else state end
            where client_id = ?
            """, now, client.id());
    }
}
