package io.regulars.releases;

import io.regulars.evaluation.ActiveRelease;
import io.regulars.rules.Diagnostic;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready with an active release. A broken change of the folder does not make the service unready, since the release before
 * runs on; it stands among the data.
 */
@Readiness
@ApplicationScoped
class ReleaseHealth implements HealthCheck {
    private final ActiveRelease active;
    private final WatchRules watchRules;

    ReleaseHealth(ActiveRelease active, WatchRules watchRules) {
        this.active = active;
        this.watchRules = watchRules;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("rule release");
        active.current().ifPresent(release -> response.withData("active", release.label()));
        var problems = watchRules.problems();
        if (!problems.isEmpty()) {
            response.withData("problems", problems.size())
                    .withData(
                            "firstProblem",
                            problems.stream().findFirst().map(Diagnostic::print).orElse(""));
        }
        return response.status(active.current().isPresent()).build();
    }
}
