package io.regulars.ranking.spends;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** The levels of a business as they are stored; each step is one look into an index. */
public final class StoredLevels implements SpendLevels {
    private final Transaction transaction;
    private final BusinessId business;

    public StoredLevels(Transaction transaction, BusinessId business) {
        this.transaction = transaction;
        this.business = business;
    }

    @Override
    public Optional<Level> above(long spendMinor) {
        return first("""
                select spend_minor, clients from spend_level where business_id = ? and spend_minor > ?
                order by spend_minor limit 1
                """, spendMinor);
    }

    @Override
    public Optional<Level> below(long spendMinor) {
        return first("""
                select spend_minor, clients from spend_level where business_id = ? and spend_minor < ?
                order by spend_minor desc limit 1
                """, spendMinor);
    }

    /** Where a cut lies, counted from the least level up: for a cut that is new, and after many changes at once. */
    public SpendRanking.Place count(Cut cut, long population) throws SQLException {
        long position = SpendRanking.position(cut, population);
        if (position > population) {
            return SpendRanking.Place.beyond(population);
        }
        return transaction
                .first(
                        """
                        select spend_minor, clients, below from (
                            select spend_minor, clients, sum(clients) over (order by spend_minor) - clients as below
                            from spend_level where business_id = ?) level
                        where below < ? and ? <= below + clients
                        """,
                        row -> new SpendRanking.Place(
                                OptionalLong.of(row.getLong("spend_minor")),
                                row.getLong("below"),
                                row.getLong("clients")),
                        business.value(),
                        position,
                        position)
                .orElseGet(() -> SpendRanking.Place.beyond(population));
    }

    private Optional<Level> first(String sql, long spendMinor) {
        try {
            return transaction.first(sql, StoredLevels::level, business.value(), spendMinor);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private static Level level(ResultSet row) throws SQLException {
        return new Level(row.getLong("spend_minor"), row.getLong("clients"));
    }
}
