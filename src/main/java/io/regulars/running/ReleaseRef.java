package io.regulars.running;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Names a release that was activated; such a release never changes.
 *
 * @param id of its row; {@code r-<id>} outside
 * @param hash of its content
 */
public record ReleaseRef(int id, String hash) {
    /** As callers see it. */
    public String label() {
        return "r-" + id;
    }

    /** Of a row with {@code release_id} and {@code hash}; empty where they are NULL. */
    public static Optional<ReleaseRef> read(ResultSet row) throws SQLException {
        Integer id = row.getObject("release_id", Integer.class);
        return id == null ? Optional.empty() : Optional.of(new ReleaseRef(id, row.getString("hash")));
    }
}
