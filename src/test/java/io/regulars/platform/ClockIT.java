package io.regulars.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.platform.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service's own clock over restarts: each new one stands for the service that was started again. */
@QuarkusTest
class ClockIT {
    private static final Instant LATER = Instant.parse("2150-03-01T00:00:00Z");

    @Inject
    Database database;

    @AfterEach
    void nobodyHasMovedIt() {
        database.transaction(tx -> tx.update("delete from moved_clock"));
    }

    @Test
    void aClockThatWasMovedGoesOnFromThereWhenTheServiceIsStartedAgain() {
        move(started(true, null));

        assertThat(shown(started(true, null))).isBetween(LATER, LATER.plus(Duration.ofHours(1)));
        assertThat(shown(started(true, "2026-01-01T00:00:00Z"))).isAfterOrEqualTo(LATER);
        assertThat(shown(started(true, "2160-01-01T00:00:00Z")))
                .isAfterOrEqualTo(Instant.parse("2160-01-01T00:00:00Z"));
    }

    @Test
    void aClockThatNobodyMayMoveIsTheMachinesWhateverWasMovedBefore() {
        move(started(true, null));

        assertThat(shown(started(false, null))).isBefore(LATER);
    }

    private Clock started(boolean movable, @Nullable String start) {
        var clock = new Clock(new Settings(movable, Optional.ofNullable(start)), database);
        clock.start(new StartupEvent());
        return clock;
    }

    private void move(Clock clock) {
        database.transaction(tx -> {
            clock.store(tx, LATER);
            return clock;
        });
        clock.moveTo(LATER);
    }

    private static Instant shown(Clock clock) {
        return clock.clock().instant();
    }

    private record Settings(boolean clockMovable, Optional<String> clock) implements RegularsConfig {
        @Override
        public boolean holdouts() {
            return true;
        }

        @Override
        public String data() {
            return "data";
        }

        @Override
        public String rules() {
            return "rules";
        }

        @Override
        public Lead rulesLead() {
            return Lead.FOLDER;
        }

        @Override
        public Optional<Set<String>> rulesRefuse() {
            return Optional.empty();
        }
    }
}
