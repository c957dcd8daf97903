package io.regulars.releases.activation;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.releases.store.ReleaseId;
import io.regulars.releases.store.ReleaseResource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** Checks releases and lets them answer. */
@Path("/api/rules/releases")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
public class ActivationResource {
    private static final int MOST_PER_DAY = 1_000_000;

    private final RequestActivation request;
    private final AnswerActivation answer;
    private final Caller caller;

    ActivationResource(RequestActivation request, AnswerActivation answer, Caller caller) {
        this.request = request;
        this.answer = answer;
        this.caller = caller;
    }

    @POST
    @Path("/{id}/check")
    @Operation(
            summary = "Checks a release as its activation would, and changes nothing",
            description =
                    "One report of everything: what cannot be read, compiled or run, scenarios that are not met, and"
                            + " warnings. 'clients' of a warning says how many of the business's clients the rule or segment that it"
                            + " names is true of now, or who have no row in a table with a gap; 'counted' says of how many, or why"
                            + " they were not counted. A draft without errors is CHECKED until its next edit.")
    public CheckReport check(@PathParam("id") String id) {
        return request.check(ReleaseResource.editor(caller), ReleaseId.ofPath(id));
    }

    @POST
    @Path("/{id}/activate")
    @Consumes("application/json")
    @Operation(
            summary = "Lets a release answer, on all replicas at once; an earlier one is the way back",
            description =
                    "It is checked first; every replica loads it; then all requests that begin are answered by it. If it"
                            + " cannot be, nothing is changed: 409 with 'diagnostics', or with the replica that cannot load it. 'starts'"
                            + " says which campaigns follow from what its rules find true at once: 'future-only' (the usual: none, it is"
                            + " BACKLOG), 'everyone', or {\"perDay\": 50}, which spreads them over days; an action whose segment no longer"
                            + " holds when it is due is cancelled. That is decided once: of the release that answers already other 'starts'"
                            + " are refused. Segments and the tags that rules set are what is true of a client, so they follow for"
                            + " everybody, whatever 'starts' says. The clients are evaluated anew in the background. A draft that was not"
                            + " made of the release that answers, and has not all that this one has changed since, is refused: 409 with"
                            + " 'takesBack', which names the rules, segments, campaigns and files that would be lost. POST …/rebase brings both"
                            + " together; {\"over\": \"r-5\"} takes them back, as long as r-5 answers: 409 if another does at the switch. Of a"
                            + " release that was active before, which is the way back, 'over' need not be said; the answer's 'takesBack'"
                            + " says what went.")
    public AnswerActivation.Activated activate(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBodySchema(ActivationRequest.class) InputStream body) {
        Wanted wanted = wanted(body);
        var by = new RequestActivation.By(
                ReleaseResource.editor(caller), caller.settings().fourEyes());
        return answer.to(
                caller.business(),
                id,
                request.activate(by, ReleaseId.ofPath(id), ifMatch, wanted.over(), wanted.starts()));
    }

    /**
     * What a body says of a switch.
     *
     * @param over the number of the release that it is to be made over; null: not said
     * @param starts which campaigns follow from it
     */
    record Wanted(@Nullable Integer over, SwitchStarts starts) {}

    static Wanted wanted(InputStream body) {
        var fields = new Fields(Json.object(body));
        var wanted = new Wanted(fields.read("over", ReleaseId::read), starts(fields));
        fields.finish();
        return wanted;
    }

    /** The same of a body that says other things too. */
    public static SwitchStarts starts(Fields fields) {
        JsonNode given = fields.any("starts");
        SwitchStarts starts =
                given != null && given.isObject() ? perDay(fields) : fields.read("starts", ActivationResource::named);
        return starts == null ? SwitchStarts.FUTURE_ONLY : starts;
    }

    private static @Nullable SwitchStarts perDay(Fields fields) {
        Fields spread = fields.object("starts");
        Integer perDay = spread == null ? null : spread.required("perDay", spread.whole("perDay", 1, MOST_PER_DAY));
        if (spread != null) {
            spread.refuseUnknown();
        }
        return perDay == null ? null : new SwitchStarts(SwitchStarts.Mode.PER_DAY, perDay);
    }

    private static SwitchStarts named(String text) {
        return switch (text) {
            case "future-only" -> SwitchStarts.FUTURE_ONLY;
            case "everyone" -> new SwitchStarts(SwitchStarts.Mode.EVERYONE, null);
            default -> throw new IllegalArgumentException("is 'future-only', 'everyone' or {\"perDay\": 50}");
        };
    }

    /** What is said of a switch, as the description of the API shows it. */
    record ActivationRequest(
            @Schema(description = "The release it is made over, such as r-5.") @Nullable
            String over,

            @Schema(ref = "Starts") @Nullable Object starts) {}
}
