package io.regulars.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.Database;
import io.regulars.testing.TestBusinesses;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecentCutoffsIT {
    private static final Set<Cut> TOP = Set.of(new Cut(80_000, true));
    private static final Instant READ = Instant.parse("2026-11-20T12:00:00Z");

    @Inject
    TestBusinesses businesses;

    @Inject
    Database database;

    @Inject
    RecentCutoffs recent;

    @Test
    void aLargeBusinessIsCountedAgainAfterASecondAtMost() {
        BusinessId salon = salonOf(200);
        Cutoffs counted = count(salon);
        assertThat(recent.at(READ.plusMillis(499), salon, TOP)).contains(counted);
        assertThat(recent.at(READ.plusMillis(1_000), salon, TOP)).isEmpty();
    }

    @Test
    void oneRequestCountsAgainInGoodTimeWhileOthersGoOn() {
        BusinessId salon = salonOf(200);
        Cutoffs counted = count(salon);
        assertThat(recent.at(READ.plusMillis(500), salon, TOP)).isEmpty();
        assertThat(recent.at(READ.plusMillis(500), salon, TOP)).contains(counted);
        assertThat(recent.at(READ.plusMillis(1_000), salon, TOP)).isEmpty();
    }

    @Test
    void otherCutsOrAClockSetBackAreCountedAgain() {
        BusinessId salon = salonOf(200);
        count(salon);
        assertThat(recent.at(READ, salon, Set.of(new Cut(90_000, true)))).isEmpty();
        assertThat(recent.at(READ.minusMillis(1), salon, TOP)).isEmpty();
    }

    @Test
    void aSmallBusinessIsCountedEachTime() {
        BusinessId salon = salonOf(199);
        count(salon);
        assertThat(recent.at(READ, salon, TOP)).isEmpty();
    }

    private Cutoffs count(BusinessId salon) {
        return database.transaction(tx -> recent.load(tx, READ, salon, TOP));
    }

    private BusinessId salonOf(int spenders) {
        var salon = businesses.fresh();
        var stored = new StoredHistory(database, salon.id());
        for (int i = 1; i <= spenders; i++) {
            stored.spend("c-" + i, i);
        }
        return salon.id();
    }
}
