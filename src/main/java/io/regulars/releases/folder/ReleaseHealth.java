package io.regulars.releases.folder;

import io.regulars.platform.Administration;
import io.regulars.platform.DatabaseFailure;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import io.regulars.rules.model.Diagnostic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
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
    private final Administration administration;
    private final WatchRules watchRules;

    ReleaseHealth(Administration administration, WatchRules watchRules) {
        this.administration = administration;
        this.watchRules = watchRules;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("rule release");
        Optional<Release> active = active();
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

    /** None while the database is away, which its own check tells. */
    private Optional<Release> active() {
        try {
            return administration.transaction(tx -> Releases.active(ReleaseScope.SHARED));
        } catch (DatabaseFailure e) {
            return Optional.empty();
        }
    }
}
