package io.regulars.platform;

import java.time.Instant;

/** The service's time where it is simulated: whoever moves it says so to nobody, the next who asks is told the new time. */
public interface SimulatedTime {
    /** Lets the clock show a moment from now on; time runs on from it. */
    void moveTo(Instant moment);
}
