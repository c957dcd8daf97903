package io.regulars.releases.check;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import io.regulars.releases.scenarios.GenerateScenarios;
import io.regulars.rules.model.RuleOutline;
import io.regulars.rules.model.RuleSet;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunningRelease;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Scenarios that are written for an analyst. */
@Path("/api/rules/scenarios")
@RolesAllowed(Roles.ANALYST)
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
                            + " above, with what the running release says of them. They pass when saved.")
    public String generate(@QueryParam("rule") @Nullable String rule) {
        if (rule == null || rule.isBlank()) {
            throw new ProblemException(
                    ErrorCode.INVALID, "'rule' is the name of a rule as it stands in its file: ?rule=Lapsed");
        }
        RunningRelease release = database.transaction(tx -> active.running(tx, caller.business()));
        RuleOutline outline = release.rules()
                .outline(rule)
                .filter(found -> !found.segments().isEmpty())
                .orElseThrow(() -> unknown(rule, release.rules()));
        return new GenerateScenarios(release.rules(), release.campaigns()).generate(outline);
    }

    private static ProblemException unknown(String rule, RuleSet rules) {
        boolean computed = rules.assigningRules().contains(rule);
        return new ProblemException(
                ErrorCode.NOT_FOUND,
                computed
                        ? "The rule '" + rule + "' computes the name of its segment, so no scenario can name it before."
                        : "No rule '" + rule + "' assigns a segment. "
                                + NearestName.hint(rule, rules.assigningRules()));
    }
}
