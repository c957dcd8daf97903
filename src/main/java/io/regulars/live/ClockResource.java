package io.regulars.live;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.SaneTime;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** The simulated clock of demonstrations and tests; for all businesses, so only the platform may move it. */
@Path("/api/clock")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.PLATFORM)
class ClockResource {
    private static final Duration FURTHEST = Duration.ofDays(366);

    private final RegularsConfig config;
    private final MoveClock moveClock;
    private final Caller caller;
    private final InstantSource clock;

    ClockResource(RegularsConfig config, MoveClock moveClock, Caller caller, InstantSource clock) {
        this.config = config;
        this.moveClock = moveClock;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Operation(
            summary = "Moves the time of a service that is there for trying things out",
            description =
                    "Only where the service was started with REGULARS_CLOCK_MOVABLE=true; elsewhere, where real clients rely on it, 404."
                            + " 'advance' is a duration such as P60D or PT36H, 'now' a moment; time goes ahead only, by 366 days at a time at"
                            + " most. The clock stops wherever a client or an action is due, works it off and goes on; the answer lists the"
                            + " transitions of the business.")
    public MoveClock.Moved move(@RequestBodySchema(ClockRequest.class) InputStream body) {
        if (!config.clockMovable()) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "The clock of this service cannot be moved; for demonstrations start it with REGULARS_CLOCK_MOVABLE=true.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return moveClock.moveTo(target(new Fields(Json.object(body)), now), caller.business());
    }

    private static Instant target(Fields fields, Instant now) {
        Instant moment = fields.instant("now");
        Duration advance = fields.read("advance", ClockResource::duration);
        if (!fields.says("now") && !fields.says("advance")) {
            fields.wrong("now", "is required, or 'advance'");
        } else if (fields.says("now") && fields.says("advance")) {
            fields.wrong("advance", "is given beside 'now'; one of them is enough");
        }
        check(fields, "now", now, moment);
        check(fields, "advance", now, advance == null ? null : now.plus(advance));
        fields.finish();
        return moment == null ? now.plus(Objects.requireNonNull(advance)) : moment;
    }

    private static void check(Fields fields, String name, Instant now, @Nullable Instant target) {
        if (target != null && (target.isBefore(now) || target.isAfter(now.plus(FURTHEST)))) {
            fields.wrong(name, "goes ahead from " + now + ", by 366 days at a time at most");
        } else if (target != null && !target.isBefore(SaneTime.END)) {
            fields.wrong(name, "ends before the year 2200");
        }
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.abs().compareTo(FURTHEST.multipliedBy(100)) < 0) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("is a duration such as P60D or PT36H", e);
        }
        throw new IllegalArgumentException("is a duration such as P60D or PT36H");
    }

    /** Where the clock goes, as the description of the API shows it: one of the two. */
    record ClockRequest(
            @Nullable Instant now,

            @Schema(description = "A duration such as P60D.") @Nullable
            String advance) {}
}
