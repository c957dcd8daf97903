package io.regulars.access;

import io.regulars.platform.database.Administration;
import io.regulars.platform.rest.PageRequest;
import io.regulars.platform.rest.QueryMoment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
                            + " rolled back, keys made and revoked, settings changed. 'who' is the name of the key that was used. 'to' is a"
                            + " moment: what was done before it.")
    public RestResponse<List<AuditLog.Entry>> list(
            @QueryParam("who") @Nullable String who,
            @QueryParam("what") @Nullable String what,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("to") @Nullable String to,
            @BeanParam PageRequest page) {
        var filter = new AuditFilter(who, what, subject, QueryMoment.of("to", to));
        var rows = administration.transaction(
                tx -> audit.page(caller.business(), filter, page.beforeNumber(), page.limit()));
        return page.answer(rows, AuditLog.Entry::id);
    }
}
