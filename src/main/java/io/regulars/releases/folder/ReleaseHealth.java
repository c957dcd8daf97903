package io.regulars.releases.folder;

import io.regulars.platform.database.Administration;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import io.regulars.rules.model.Diagnostic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready with an active release. A broken change of the folder does not make the service unready, since the release before
 * runs on; it stands among the data.
 */
@Readiness
@ApplicationScoped
class ReleaseHealth implements HealthCheck {
    private static final String REASON = "reason";

    private final Administration administration;
    private final WatchRules watchRules;

    ReleaseHealth(Administration administration, WatchRules watchRules) {
        this.administration = administration;
        this.watchRules = watchRules;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("rule release");
        Optional<Release> active = active(response);
        active.ifPresent(release -> response.withData("active", release.label()));
        active.flatMap(watchRules::conflict).ifPresent(conflict -> response.withData("conflict", conflict));
        var problems = watchRules.errors();
        if (!problems.isEmpty()) {
            response.withData("problems", problems.size())
                    .withData(
                            "firstProblem",
                            problems.stream().findFirst().map(Diagnostic::print).orElse(""));
        }
        return response.status(active.isPresent()).build();
    }

    /** None while the database is away. If there is none, the response tells the reason. */
    private Optional<Release> active(HealthCheckResponseBuilder response) {
        try {
            Optional<Release> active = administration.transaction(tx -> Releases.active(ReleaseScope.SHARED));
            if (active.isEmpty()) {
                response.withData(REASON, "no rule release is active; GET /api/rules/active says what is in the way");
            }
            return active;
        } catch (DatabaseFailure e) {
            response.withData(REASON, "the database cannot be asked which release is active");
            return Optional.empty();
        }
    }
}
