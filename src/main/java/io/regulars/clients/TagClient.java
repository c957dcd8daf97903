package io.regulars.clients;

import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Tags that staff sets; they survive a PUT of the profile. */
@ApplicationScoped
public class TagClient {
    /** Sets and removes tags of a locked client; says whether that changed anything. */
    public boolean tag(Transaction tx, ClientRow client, List<String> add, List<String> remove, Instant now)
            throws SQLException {
        int changed = 0;
        for (String tag : add) {
            changed += tx.update(
                    "insert into client_tag (client_id, tag, set_by, set_at) values (?, ?, 'staff', ?) on conflict do nothing",
                    client.id(),
                    tag,
                    now);
        }
        changed += tx.update(
                "update client_tag set removed_at = ? where client_id = ? and tag = any(?) and removed_at is null",
                now,
                client.id(),
                remove.toArray(String[]::new));
        return changed > 0;
    }

    /** The tags that staff and rules set and nobody took off. */
    public List<String> tags(Transaction tx, ClientRow client) throws SQLException {
        return tx.list(
                "select tag from client_tag where client_id = ? and removed_at is null order by tag",
                row -> row.getString(1),
                client.id());
    }
}
