package io.regulars.imports;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** Lines of imports that were kept because they could not be taken go, where they name the client. */
@ApplicationScoped
class EraseImportErrors implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("""
                update import_error e set record = '', message = 'The client was erased.', errors = '[]'
                from import_job j, client c
                where c.id = ? and j.business_id = c.business_id and e.job_id = j.id and position(? in e.record) > 0
                """, client.id(), Json.write(client.externalId()));
    }
}
