package io.regulars.releases;

import io.regulars.access.Needs;
import io.regulars.access.Role;
import io.regulars.evaluation.ActiveRelease;
import io.regulars.platform.Database;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The release that runs, and what keeps a newer one from running. */
@Path("/api/rules")
@Produces("application/json")
@Needs({Role.ANALYST, Role.VIEWER, Role.BOOKING_SYSTEM})
class RulesResource {
    private final Database database;
    private final ActiveRelease active;
    private final WatchRules watchRules;

    RulesResource(Database database, ActiveRelease active, WatchRules watchRules) {
        this.database = database;
        this.active = active;
        this.watchRules = watchRules;
    }

    /**
     * The active release as callers see it.
     *
     * @param since when it became active
     * @param problems of the newest change that could not be taken
     */
    record Active(
            String id,
            String hash,
            Instant since,
            String author,
            List<String> files,
            int rules,
            List<Diagnostic> problems) {}

    @GET
    @Path("/active")
    @Operation(
            summary = "The active rule release",
            description = "Its files and number of rules; 'problems' says, with file, line and column, why the newest "
                    + "change of the rules folder does not run. It is empty when the folder's state is what runs.")
    public Active active() {
        var running = active.current()
                .orElseThrow(() -> new Refusal(
                        ErrorCode.UNAVAILABLE,
                        "No release is active: "
                                + String.join(
                                        " ",
                                        watchRules.problems().stream()
                                                .map(Diagnostic::print)
                                                .toList())));
        return database.transaction(transaction -> {
            Releases.Release row = Releases.byId(transaction, running.id()).orElseThrow();
            List<String> files = Releases.files(transaction, running.id()).stream()
                    .map(RuleFile::path)
                    .toList();
            return new Active(
                    running.label(),
                    running.hash(),
                    row.since(),
                    row.author(),
                    files,
                    running.rules().size(),
                    watchRules.problems());
        });
    }
}
