package io.regulars.releases;

import io.regulars.access.Caller;
import io.regulars.access.Needs;
import io.regulars.access.Role;
import io.regulars.evaluation.ActiveRelease;
import io.regulars.evaluation.RunningRelease;
import io.regulars.platform.Database;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.NearestName;
import io.regulars.platform.Refusal;
import io.regulars.releases.scenarios.GenerateScenarios;
import io.regulars.rules.RuleOutline;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Scenarios that are written for an analyst. */
@Path("/api/rules/scenarios")
@Needs(Role.ANALYST)
class ScenarioResource {
    private final Database database;
    private final ActiveRelease active;
    private final Caller caller;

    ScenarioResource(Database database, ActiveRelease active, Caller caller) {
        this.database = database;
        this.active = active;
        this.caller = caller;
    }

    @POST
    @Path("/generate")
    @Produces("application/yaml")
    @Operation(
            summary = "Scenarios for the edges of a rule that assigns segments",
            description =
                    "A file for scenarios/: for each number that the rule compares with, a client just below, at it and just"
                            + " above, with what the running release says of her. They pass when saved.")
    public String generate(@QueryParam("rule") @Nullable String rule) {
        String name = rule == null ? "" : rule;
        RunningRelease release = database.transaction(tx -> active.running(tx, caller.business()));
        RuleOutline outline = release.rules()
                .outline(name)
                .filter(found -> !found.segments().isEmpty())
                .orElseThrow(() -> new Refusal(
                        ErrorCode.NOT_FOUND,
                        "No rule '" + name + "' assigns a segment of a fixed name. "
                                + NearestName.hint(name, release.rules().assigningRules())));
        return new GenerateScenarios(release.rules(), release.campaigns()).generate(outline);
    }
}
