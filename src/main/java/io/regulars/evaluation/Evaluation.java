package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import java.time.Instant;

/** One evaluation of some clients: for whom, by which release, why and when. */
record Evaluation(BusinessId business, RunningRelease release, Cause cause, Instant now) {}
