package io.regulars.offers;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Pools of codes that a business brings along. */
@Path("/api/offer-pools")
@Produces("application/json")
class OfferPoolResource {
    private final OfferPools pools;
    private final Caller caller;

    OfferPoolResource(OfferPools pools, Caller caller) {
        this.pools = pools;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ANALYST, Roles.VIEWER})
    @Operation(
            summary = "The pools of codes, with how many are left",
            description =
                    "'low' says that fewer than a tenth are, or none. A pool that a campaign of the running release needs is"
                            + " listed before it has a code; until then the campaign's messages wait.")
    public List<OfferPools.Pool> list() {
        return pools.all(caller.business());
    }

    @GET
    @Path("/{name}")
    @RolesAllowed({Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "A pool of codes, with how many are left")
    public OfferPools.Pool read(@PathParam("name") String name) {
        List<OfferPools.Pool> all = pools.all(caller.business());
        return OfferPools.find(all, name)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND,
                        NearestName.unknownAmong(
                                "pool",
                                name,
                                all.stream().map(OfferPools.Pool::name).toList())));
    }

    @POST
    @Path("/{name}")
    @Consumes({"text/plain", "text/csv", "application/x-ndjson", "application/jsonl"})
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Adds codes to a pool, which is made with its first; what waits for a code goes on",
            description =
                    "One code a line: as it is, in the first column of a CSV whose first line may say 'code', or as"
                            + " {\"code\": \"…\"}. At most 100,000 at once. Told again they change nothing; codes that are in"
                            + " another pool or with a client are told in 'refused'. A code is 3 to 40 of A-Z, 0-9, '-', '_' and"
                            + " '.'; two that differ in capitals and hyphens only, or in O and 0, or in I, L and 1, are one.")
    public OfferPools.Loaded load(@PathParam("name") String name, InputStream body) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,59}")) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "A pool's name is 1 to 60 of a-z, 0-9, '-', '_' and '.', not '" + NearestName.shortened(name)
                            + "'.");
        }
        return pools.load(caller.business(), name, PoolLines.read(body), caller.name());
    }
}
