package io.regulars.evaluation;

import io.regulars.platform.Refusal;
import java.time.Instant;

/** The releases that ran, compiled again when they are asked for; whoever stores releases implements it. */
public interface PastReleases {
    /**
     * The release of that number.
     *
     * @throws Refusal NOT_FOUND if there never was one, CONFLICT if this version of the service cannot run it
     */
    RunningRelease byId(int id);

    /**
     * The release that was active at a moment.
     *
     * @throws Refusal NOT_FOUND if none was, CONFLICT if this version of the service cannot run it
     */
    RunningRelease activeAt(Instant moment);
}
