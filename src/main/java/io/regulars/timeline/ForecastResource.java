package io.regulars.timeline;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.Clients;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.Codes;
import io.regulars.platform.text.SaneTime;
import io.regulars.running.ActiveRelease;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What time alone will do to one client. */
@Path("/api/clients/{id}/forecast")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.BOOKING_SYSTEM})
class ForecastResource {
    private static final int USUAL_DAYS = 365;

    private final Database database;
    private final Clients clients;
    private final ForecastClient forecastClient;
    private final ActiveRelease active;
    private final Caller caller;
    private final InstantSource clock;

    ForecastResource(
            Database database,
            Clients clients,
            ForecastClient forecastClient,
            ActiveRelease active,
            Caller caller,
            InstantSource clock) {
        this.database = database;
        this.clients = clients;
        this.forecastClient = forecastClient;
        this.active = active;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A forecast as callers see it.
     *
     * @param until how far was looked
     * @param complete false if there was more to come than is shown; {@code until} says where it breaks off
     * @param assuming what must stay as it is for this to come true
     */
    @Schema(name = "ForecastAnswer")
    record Answer(
            String client,
            String release,
            Instant from,
            Instant until,
            boolean complete,
            List<String> assuming,
            List<Forecast.Coming> transitions) {}

    @GET
    @Operation(
            summary = "The segments a client will enter and leave if nothing happens",
            description =
                    "'until' is a day, which is included, or a moment, at most three years ahead; a year if not said."
                            + " Each transition has the reason as it will be then, what is left the last reason for it. Spend"
                            + " cut-offs are taken to stay as they are now.")
    public Answer forecast(@PathParam("id") String id, @QueryParam("until") @Nullable String until) {
        Instant from = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant end = until == null ? from.plus(USUAL_DAYS, ChronoUnit.DAYS) : end(until, from);
        BusinessId business = caller.business();
        return database.transaction(tx -> {
            var client = clients.find(tx, business, id);
            String release = active.running(tx, business).label();
            Forecast forecast = forecastClient.forecast(tx, business, client.id(), end);
            return new Answer(
                    client.externalId(),
                    release,
                    from,
                    forecast.until(),
                    forecast.complete(),
                    assuming(caller.settings()),
                    forecast.transitions());
        });
    }

    private static List<String> assuming(Business business) {
        Integer hours = business.assumeCompletedAfterHours();
        return List.of(
                "Nothing happens: nobody books, comes, cancels, writes or pays, and nobody changes rules or settings.",
                hours == null
                        ? "Upcoming bookings are neither kept nor missed when their time comes."
                        : "Upcoming bookings count as completed " + hours + " hours after their end.",
                "Spend cut-offs stay as they are now.",
                "Tags that rules or campaigns would put on or take off meanwhile are left out.");
    }

    private Instant end(String until, Instant from) {
        Instant end = read(until);
        if (!end.isAfter(from) || end.isAfter(forecastClient.horizon())) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "'until' is ahead, by three years at most; " + until + " is not. Now is " + from);
        }
        return end;
    }

    private Instant read(String until) {
        if (until.matches("\\d{4}-\\d\\d-\\d\\d")) {
            ZoneId zone = caller.settings().zone();
            try {
                return SaneTime.checked(LocalDate.parse(until))
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                        .minus(1, ChronoUnit.MICROS);
            } catch (java.time.DateTimeException e) {
                throw new ProblemException(ErrorCode.INVALID, "'until': there is no day " + until + ".");
            } catch (IllegalArgumentException e) {
                throw new ProblemException(ErrorCode.INVALID, "'until' " + e.getMessage() + ".");
            }
        }
        try {
            return Codes.instant(until);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ErrorCode.INVALID, "'until' is a day such as 2027-12-31, or: " + e.getMessage());
        }
    }
}
