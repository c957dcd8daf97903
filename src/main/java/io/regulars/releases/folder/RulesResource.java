package io.regulars.releases.folder;

import static java.util.Objects.requireNonNull;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Administration;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.releases.store.Activations;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.running.ActiveRelease;
import io.regulars.running.ReleaseRef;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The release that runs, and what keeps a newer one from running. */
@Path("/api/rules")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.BOOKING_SYSTEM})
class RulesResource {
    private final Administration administration;
    private final ActiveRelease active;
    private final WatchRules watchRules;
    private final RegularsConfig config;
    private final Caller caller;

    RulesResource(
            Administration administration,
            ActiveRelease active,
            WatchRules watchRules,
            RegularsConfig config,
            Caller caller) {
        this.administration = administration;
        this.active = active;
        this.watchRules = watchRules;
        this.config = config;
        this.caller = caller;
    }

    /**
     * The active release as callers see it.
     *
     * @param scope {@code own} or {@code shared}
     * @param since when it became active
     * @param problems of the newest change that could not be taken
     * @param lead {@code folder} or {@code api}: who says what the shared release is
     * @param shared the shared release that is active, whether this business follows it or not
     * @param conflict how the rules folder contradicts the shared release; null: it does not
     * @param evaluating whether clients of the business are still being evaluated by the release
     */
    record Active(
            String id,
            String scope,
            String hash,
            Instant since,
            String author,
            List<String> files,
            int rules,
            List<Diagnostic> problems,
            String lead,
            @Nullable String shared,
            @Nullable String conflict,
            boolean evaluating) {}

    @GET
    @Path("/active")
    @Operation(
            summary = "The active rule release",
            description = "Its files and number of rules; 'problems' says, with file, line and column, why the newest "
                    + "change of the rules folder does not run, and warns of what in the folder is not read. There is no error"
                    + " among them when the folder's state is what runs.")
    public Active active() {
        return administration.transaction(tx -> {
            ReleaseRef current = active.current(tx, caller.business()).orElseThrow(this::none);
            Release row = Releases.byId(current.id()).orElseThrow();
            Optional<Release> shared = Releases.active(ReleaseScope.SHARED);
            List<String> files = Releases.files(tx, current.id()).stream()
                    .map(RuleFile::path)
                    .toList();
            return new Active(
                    current.label(),
                    row.scope().label(),
                    current.hash(),
                    requireNonNull(row.activatedAt()),
                    row.author(),
                    files,
                    active.running(tx, caller.business()).rules().size(),
                    watchRules.problems(),
                    config.rulesLead().name().toLowerCase(Locale.ROOT),
                    shared.map(Release::label).orElse(null),
                    shared.flatMap(watchRules::conflict).orElse(null),
                    Activations.isEvaluating(tx, caller.business()));
        });
    }

    private ProblemException none() {
        String why = watchRules.problems().stream().map(Diagnostic::print).collect(Collectors.joining(" "));
        return new ProblemException(ErrorCode.UNAVAILABLE, "No release is active: " + why);
    }
}
