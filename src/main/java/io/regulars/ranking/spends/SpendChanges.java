package io.regulars.ranking.spends;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** By how many clients the levels of spend change; a spend of 0 or less has no level. */
public final class SpendChanges {
    private final NavigableMap<Long, Long> clients = new TreeMap<>();

    /** One client who spent the one until now spends the other. */
    public void move(long from, long to) {
        add(from, -1);
        add(to, 1);
    }

    /** Adds other changes to these. */
    public void add(SpendChanges others) {
        others.clients.forEach(this::add);
    }

    /** Spends whose number of clients changes, with the difference. */
    public NavigableMap<Long, Long> bySpend() {
        return clients;
    }

    /** Whether no level changes. */
    public boolean isNothing() {
        return clients.isEmpty();
    }

    long all() {
        return sum(clients);
    }

    long at(long spendMinor) {
        return clients.getOrDefault(spendMinor, 0L);
    }

    long below(long spendMinor) {
        return sum(clients.headMap(spendMinor, false));
    }

    /** These levels with the changes made. */
    public SpendLevels on(SpendLevels levels) {
        return new SpendLevels() {
            @Override
            public Optional<Level> above(long spendMinor) {
                Optional<Level> stored = levels.above(spendMinor);
                Long changed = clients.higherKey(spendMinor);
                Optional<Level> next = stored.filter(level -> changed == null || level.spendMinor() <= changed)
                        .or(() -> Optional.ofNullable(changed).map(spend -> new Level(spend, 0)))
                        .map(SpendChanges.this::changed);
                return next.isPresent() && next.get().clients() <= 0
                        ? above(next.get().spendMinor())
                        : next;
            }

            @Override
            public Optional<Level> below(long spendMinor) {
                Optional<Level> stored = levels.below(spendMinor);
                Long changed = clients.lowerKey(spendMinor);
                Optional<Level> next = stored.filter(level -> changed == null || level.spendMinor() >= changed)
                        .or(() -> Optional.ofNullable(changed).map(spend -> new Level(spend, 0)))
                        .map(SpendChanges.this::changed);
                return next.isPresent() && next.get().clients() <= 0
                        ? below(next.get().spendMinor())
                        : next;
            }
        };
    }

    private SpendLevels.Level changed(SpendLevels.Level level) {
        return new SpendLevels.Level(level.spendMinor(), level.clients() + at(level.spendMinor()));
    }

    private void add(long spendMinor, long difference) {
        if (spendMinor > 0) {
            long sum = at(spendMinor) + difference;
            if (sum == 0) {
                clients.remove(spendMinor);
            } else {
                clients.put(spendMinor, sum);
            }
        }
    }

    private static long sum(NavigableMap<Long, Long> some) {
        return some.values().stream().mapToLong(Long::longValue).sum();
    }
}
