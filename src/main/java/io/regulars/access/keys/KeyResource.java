package io.regulars.access.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.AuditLog;
import io.regulars.access.Caller;
import io.regulars.access.Role;
import io.regulars.access.Roles;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The keys of one's own business. */
@Path("/api/keys")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.ADMIN)
class KeyResource {
    private final Administration administration;
    private final Keys keys;
    private final AuditLog audit;
    private final Caller caller;

    KeyResource(Administration administration, Keys keys, AuditLog audit, Caller caller) {
        this.administration = administration;
        this.keys = keys;
        this.audit = audit;
        this.caller = caller;
    }

    /** A key that was just made; the only answer that shows it. */
    record Made(int id, String name, List<String> roles, String key) {}

    @GET
    @Operation(summary = "The keys of the business, without their secrets")
    public List<Keys.Listed> list() {
        return administration.transaction(tx -> keys.list(caller.business()));
    }

    @POST
    @Operation(
            summary = "Makes a key; the answer shows it this once",
            description =
                    "A name tells in the audit log who did what, so no two keys of a business that work have the same."
                            + " A key with the role platform is made by another one.")
    @APIResponseSchema(value = Made.class, responseCode = "200")
    public Response make(@RequestBodySchema(KeyRequest.class) InputStream body) {
        ObjectNode json = Json.object(body);
        var fields = new Fields(json);
        String name = fields.required("name", fields.id("name"));
        if (AuditLog.FOLDER.equals(name)) {
            fields.wrong(
                    "name",
                    "is another than '" + AuditLog.FOLDER + "', which is what the audit log calls the rules folder");
        }
        Set<Role> roles = roles(fields);
        fields.finish();
        Secret secret = Secret.random();
        var texts = roles.stream().map(Role::text).sorted().toList();
        int id = administration.transaction(tx -> {
            if (keys.isNamed(caller.business(), Objects.requireNonNull(name))) {
                throw new ProblemException(
                        ErrorCode.CONFLICT,
                        "The business has a key named '" + name
                                + "'. Revoke that one first, or give this one a name that"
                                + " tells in the audit log who did what.");
            }
            int made = keys.add(caller.business(), Objects.requireNonNull(name), secret, roles)
                    .orElseThrow();
            note("key-made", "key " + made + " '" + name + "': " + String.join(", ", texts));
            return made;
        });
        return Response.status(201)
                .entity(new Made(id, Objects.requireNonNull(name), texts, secret.text()))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Revokes a key",
            description =
                    "A key of the platform is revoked by the platform. The last key with the role platform, and the last"
                            + " admin key of a business, stay: nobody could make another.")
    public void revoke(@PathParam("id") int id) {
        administration.transaction(tx -> {
            keepTheLast(id);
            if (!keys.revoke(caller.business(), id)) {
                throw new ProblemException(ErrorCode.NOT_FOUND, "The business has no key " + id + ".");
            }
            note("key-revoked", "key " + id);
            return id;
        });
        keys.forget();
    }

    private void keepTheLast(int id) {
        Set<Role> roles = keys.roles(caller.business(), id).orElse(Set.of());
        if (roles.contains(Role.PLATFORM) && !caller.has(Role.PLATFORM)) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN,
                    "Key " + id + " is one of the platform's, so a key with the role platform revokes it.");
        }
        boolean last = roles.contains(Role.PLATFORM) && keys.isOnly(id, Role.PLATFORM, null)
                || roles.contains(Role.ADMIN) && keys.isOnly(id, Role.ADMIN, caller.business());
        if (last) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "Key " + id
                            + " is the last of its role, and nobody could make another. Make that first: POST /api/keys.");
        }
    }

    private void note(String what, String subject) {
        audit.record(caller.business().value(), caller.name(), what, subject, "");
    }

    private Set<Role> roles(Fields fields) {
        var assignable =
                caller.has(Role.PLATFORM) ? EnumSet.allOf(Role.class) : EnumSet.complementOf(EnumSet.of(Role.PLATFORM));
        var names = assignable.stream().map(Role::text).toList();
        var roles = EnumSet.noneOf(Role.class);
        List<String> texts = fields.texts("roles");
        if (fields.required("roles", fields.any("roles")) != null && texts.isEmpty()) {
            fields.wrong("roles", "is a list of one or more of " + String.join(", ", names));
        }
        for (String text : texts) {
            Role.of(text)
                    .filter(assignable::contains)
                    .ifPresentOrElse(roles::add, () -> fields.wrong("roles", NearestName.unknown("role", text, names)));
        }
        return roles;
    }

    /** A key to be made, as the description of the API shows it. */
    record KeyRequest(
            @NotNull @Size(min = 1, max = 200) String name,

            @NotNull @Schema(description = "What it may: admin, analyst, viewer, booking-system, platform.")
            List<String> roles) {}
}
