package io.regulars.access;

import io.regulars.platform.Administration;
import io.regulars.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who did what when. */
@Path("/api/audit-log")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
class AuditLogResource {
    private final Administration administration;
    private final AuditLog audit;
    private final Caller caller;

    AuditLogResource(Administration administration, AuditLog audit, Caller caller) {
        this.administration = administration;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Who did what when, the newest first",
            description =
                    "Of the business, and of what all businesses share: releases made, edited, checked, activated and"
                            + " rolled back, keys made and revoked, settings changed. 'who' is the name of the key that was used.")
    public RestResponse<List<AuditLog.Entry>> list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String asked,
            @Context UriInfo uri) {
        int limit = Page.limit(asked);
        long before = Page.before(after);
        var rows = administration.transaction(tx -> audit.page(caller.business(), before, limit));
        return Page.of(rows, limit, uri, AuditLog.Entry::id);
    }
}
