package io.regulars.ranking.spends;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Levels in memory, where many steps are gone along; as many as there are different spends. */
public final class LoadedLevels implements SpendLevels {
    /** From so many steps on, levels in memory are cheaper than stepping along the stored ones. */
    public static final int WORTH_LOADING = 200;

    private final NavigableMap<Long, Long> clients = new TreeMap<>();

    /** As they are stored. */
    public static LoadedLevels load(Transaction transaction, BusinessId business) throws SQLException {
        var levels = new LoadedLevels();
        transaction.list(
                "select spend_minor, clients from spend_level where business_id = ?",
                row -> levels.clients.put(row.getLong("spend_minor"), row.getLong("clients")),
                business.value());
        return levels;
    }

    /** Counts changes in. */
    public void apply(SpendChanges changes) {
        changes.bySpend()
                .forEach((spend, difference) ->
                        clients.merge(spend, difference, (before, more) -> before + more == 0 ? null : before + more));
    }

    /** How many clients have each spend. */
    public NavigableMap<Long, Long> bySpend() {
        return clients;
    }

    @Override
    public Optional<Level> above(long spendMinor) {
        return level(clients.higherEntry(spendMinor));
    }

    @Override
    public Optional<Level> below(long spendMinor) {
        return level(clients.lowerEntry(spendMinor));
    }

    private static Optional<Level> level(Map.Entry<Long, Long> entry) {
        return Optional.ofNullable(entry).map(found -> new Level(found.getKey(), found.getValue()));
    }
}
