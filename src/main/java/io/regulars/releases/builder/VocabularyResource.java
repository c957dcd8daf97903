package io.regulars.releases.builder;

import io.regulars.access.Roles;
import io.regulars.rules.model.DescribeVocabulary;
import io.regulars.rules.model.VocabularyDescription;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What rules can say. */
@Path("/api/rules/vocabulary")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.BOOKING_SYSTEM})
class VocabularyResource {
    @GET
    @Operation(
            summary = "Every word that a rule can say",
            description =
                    "Facts and their properties, with type, unit, meaning, an example that compiles, and whether time "
                            + "alone changes them; which operators each type allows; what rules can do and say of themselves. "
                            + "Enough for an editor to complete names.")
    public VocabularyDescription vocabulary() {
        return DescribeVocabulary.describe();
    }
}
