package io.regulars.evaluation;

import io.regulars.access.businesses.BusinessId;
import io.regulars.running.RunningRelease;
import java.time.Instant;

/**
 * One evaluation of some clients: for whom, by which release, why and when.
 *
 * @param rulesSince when the release began to answer; {@link Instant#MIN}: it always has, {@link Instant#MAX}: not known
 */
public record EvaluationRun(
        BusinessId business, RunningRelease release, Instant rulesSince, EvaluationCause cause, Instant now) {}
