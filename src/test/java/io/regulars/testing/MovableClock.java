package io.regulars.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service whose clock callers may move. */
public final class MovableClock implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("regulars.clock-movable", "true");
    }
}
