package io.regulars.offers;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.rest.PageRequest;
import io.regulars.platform.rest.QueryConstant;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Codes that clients were given. */
@Path("/api/offers")
@Produces("application/json")
class OfferResource {
    private final Database database;
    private final FindOffers offers;
    private final CheckOffer check;
    private final VoidOffer voidOffer;
    private final Caller caller;
    private final InstantSource clock;

    OfferResource(
            Database database,
            FindOffers offers,
            CheckOffer check,
            VoidOffer voidOffer,
            Caller caller,
            InstantSource clock) {
        this.database = database;
        this.offers = offers;
        this.check = check;
        this.voidOffer = voidOffer;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(
            summary = "The codes that clients were given, in that order",
            description =
                    "ISSUED: the client may use it; REDEEMED: it was used as often as it counts; EXPIRED: its time"
                            + " was over before; VOID: it was taken back.")
    public RestResponse<List<FindOffers.Listed>> list(
            @QueryParam("client") @Nullable String client,
            @QueryParam("campaign") @Nullable String campaign,
            @QueryParam("state") @Nullable String state,
            @BeanParam PageRequest page) {
        OfferState standing = state == null ? null : QueryConstant.of("state", state, OfferState.class);
        var rows = database.transaction(tx -> offers.page(
                tx, caller.business(), client, campaign, standing, page.afterNumber(), page.limit(), clock.instant()));
        return page.answer(rows, FindOffers.Listed::id);
    }

    @GET
    @Path("/{code}")
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(
            summary = "Whether a code may be used now, and why not",
            description =
                    "For 'client' and 'service' by their ids, where they are said. Capitals, blanks and hyphens do"
                            + " not matter, nor whether O or 0, I, L or 1 is written. It redeems nothing: a booking with"
                            + " 'offerCode' does, or an event OFFER_REDEEMED with the code in its 'data'. A code that nobody was"
                            + " given is answered with valid: false and UNKNOWN, too.")
    public CheckOffer.Checked check(
            @PathParam("code") String code,
            @QueryParam("client") @Nullable String client,
            @QueryParam("service") @Nullable String service) {
        Fields.checkedId(code);
        return database.transaction(tx -> check.check(tx, caller.settings(), code, client, service, clock.instant()));
    }

    @POST
    @Path("/{code}/void")
    @Consumes("application/json")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Takes a code back; bookings that named it before keep it",
            description =
                    "Of a code that all clients share it is taken from 'client', or from everybody if none is named."
                            + " The answer shows the code, or of a shared one the last two.")
    public List<FindOffers.Listed> takeBack(
            @PathParam("code") String code, @RequestBodySchema(VoidRequest.class) InputStream body) {
        Fields.checkedId(code);
        var fields = new Fields(Json.object(body));
        String why = fields.required("why", fields.text("why"));
        String client = fields.id("client");
        fields.finish();
        return voidOffer.take(caller.business(), code, client, Objects.requireNonNull(why), caller.name());
    }

    /** Why a code is taken back, as the description of the API shows it. */
    @Schema(name = "OfferVoidRequest")
    record VoidRequest(
            @NotNull @Size(min = 1, max = 1000) @Schema(description = "For whoever asks later.")
            String why,

            @Size(max = 200)
            @Schema(description = "Of a code that all share: from whom; from everybody if not said.")
            @Nullable
            String client) {}
}
