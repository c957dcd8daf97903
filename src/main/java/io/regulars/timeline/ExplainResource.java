package io.regulars.timeline;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.Clients;
import io.regulars.facts.Client;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import io.regulars.ranking.past.CutoffsKnown;
import io.regulars.ranking.spends.SpendPercentile;
import io.regulars.rules.model.Explanation;
import io.regulars.segments.HeldSegment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a client is in a segment, or why not. */
@Path("/api/clients/{id}/explain")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.BOOKING_SYSTEM})
class ExplainResource {
    private static final int MOST_NAMED = 3;

    private final Database database;
    private final Clients clients;
    private final PresentClients presentClients;
    private final ForecastClient forecastClient;
    private final Caller caller;

    ExplainResource(
            Database database,
            Clients clients,
            PresentClients presentClients,
            ForecastClient forecastClient,
            Caller caller) {
        this.database = database;
        this.clients = clients;
        this.presentClients = presentClients;
        this.forecastClient = forecastClient;
        this.caller = caller;
    }

    /**
     * An explanation as callers see it.
     *
     * @param held whether the rules put the client there now
     * @param since when they came into it; null if they are not in it
     * @param changesAt when time alone takes them out of it, or into it; null if it does not within three years
     * @param sentence the whole as a text
     * @param cutOffsKnownUntil what was told a moment ago to have been spent from then on is not counted in yet, so that 'since'
     *     may become another; null: everything is
     */
    @Schema(name = "Explanation")
    record Answer(
            String client,
            String release,
            String segment,
            boolean held,
            @Nullable Instant since,
            @Nullable Instant changesAt,
            String sentence,
            List<Explanation.OfRule> rules,
            @Nullable Instant cutOffsKnownUntil) {}

    @GET
    @Operation(
            summary = "Why a client is in a segment, or why not",
            description =
                    "Every rule that could put them there, those that do first, then the nearest miss; each with its"
                            + " conditions, what their history says to them, and the bookings, receipts, surveys or activity without"
                            + " which a value would be another. 'changesAt' is when time alone changes the answer, spend cut-offs"
                            + " taken to stay as they are. 'cutOffsKnownUntil' is null unless what was told a moment ago of"
                            + " others is not counted in yet.")
    public Answer explain(@PathParam("id") String id, @QueryParam("segment") @Nullable String segment) {
        if (segment == null || segment.isBlank()) {
            throw new ProblemException(ErrorCode.INVALID, "Say which: ?segment=vip");
        }
        BusinessId business = caller.business();
        return database.transaction(tx -> {
            var client = clients.find(tx, business, id);
            PresentClients.Present present = presentClients.load(tx, business, client.id());
            var rules = present.release().rules();
            Client facts = present.input().present();
            double percentile = rules.cuts().isEmpty()
                    ? Double.NaN
                    : SpendPercentile.of(tx, business, present.storedSpendMinor(), facts.spendMinor());
            Explanation explanation = rules.explain(facts, segment, percentile);
            HeldSegment held = present.input().previous().memberships().get(segment);
            if (explanation.rules().isEmpty() && held == null) {
                throw new ProblemException(
                        ErrorCode.NOT_FOUND,
                        ("No rule puts clients into '" + segment + "'. "
                                        + NearestName.hint(segment, rules.segmentNames()))
                                .strip());
            }
            if (present.input().history().isEmpty()) {
                return nobody(client.externalId(), present.release().label(), segment);
            }
            Instant changesAt = change(present, segment);
            return new Answer(
                    client.externalId(),
                    present.release().label(),
                    segment,
                    explanation.holds(),
                    held == null ? null : held.since(),
                    changesAt,
                    sentence(explanation, held, changesAt),
                    explanation.rules(),
                    CutoffsKnown.of(tx, business, rules.cuts()).until());
        });
    }

    private static Answer nobody(String client, String release, String segment) {
        String sentence = "Nothing is known of them: what was told is somebody else's now, or was removed.";
        return new Answer(client, release, segment, false, null, null, sentence, List.of(), null);
    }

    private @Nullable Instant change(PresentClients.Present present, String segment) {
        return present.forecast(forecastClient.horizon()).transitions().stream()
                .filter(coming -> coming.segment().equals(segment))
                .map(Forecast.Coming::at)
                .findFirst()
                .orElse(null);
    }

    /** Why, since when, and until when unless something happens. */
    private String sentence(Explanation explanation, @Nullable HeldSegment held, @Nullable Instant changesAt) {
        String since = held == null || !explanation.holds() ? "" : " So since " + day(held.since()) + ".";
        String until = changesAt == null
                ? ""
                : " If nothing happens it " + (explanation.holds() ? "ends" : "begins") + " on " + day(changesAt) + ".";
        return explanation.sentence() + assumed(explanation) + since + until;
    }

    private static String assumed(Explanation explanation) {
        var prices = explanation.assumedPrices();
        return prices.isEmpty()
                ? ""
                : " Nobody said what was paid for "
                        + prices.entrySet().stream()
                                .limit(MOST_NAMED)
                                .map(price -> "'" + price.getKey() + "' ("
                                        + price.getValue().toPlainString() + " assumed)")
                                .collect(Collectors.joining(", "))
                        + (prices.size() > MOST_NAMED ? " and " + (prices.size() - MOST_NAMED) + " more" : "") + ".";
    }

    private LocalDate day(Instant moment) {
        return moment.atZone(caller.settings().zone()).toLocalDate();
    }
}
