package io.regulars.delivery;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The addresses to which a business sends tests of messages. */
@Path("/api/test-addresses")
@Produces("application/json")
class TestAddressResource {
    private final TestAddresses addresses;
    private final Caller caller;

    TestAddressResource(TestAddresses addresses, Caller caller) {
        this.addresses = addresses;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "The addresses to which tests of messages may go, and those that were asked")
    public List<TestAddresses.Listed> list() {
        return addresses.all(caller.business());
    }

    @POST
    @Consumes("application/json")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary =
                    "Sends a code to an address; whoever reads there tells it, if they agree to get tests of messages")
    @APIResponseSchema(value = TestAddresses.Listed.class, responseCode = "200")
    public Response ask(@RequestBodySchema(TestAddressRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        String address = fields.required("address", fields.read("address", TestAddressResource::address));
        fields.finish();
        return Response.accepted(addresses.ask(caller.settings(), Objects.requireNonNull(address), caller.name()))
                .build();
    }

    @POST
    @Path("/confirm")
    @Consumes("application/json")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Confirms an address by the code that was sent there within a day")
    public TestAddresses.Listed confirm(@RequestBodySchema(TestAddressConfirmation.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        String address = fields.required("address", fields.read("address", TestAddressResource::address));
        String code = fields.required("code", fields.text("code"));
        fields.finish();
        return addresses.confirm(
                caller.business(), Objects.requireNonNull(address), Objects.requireNonNull(code), caller.name());
    }

    @DELETE
    @Path("/{address}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Takes an address out")
    public void remove(@PathParam("address") String address) {
        addresses.remove(caller.business(), address, caller.name());
    }

    static String address(String text) {
        if (!text.strip().matches("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,190}\\.[^\\s@<>,;\".]{2,60}")) {
            throw new IllegalArgumentException("is an address such as anna@salon.example");
        }
        return text;
    }

    /** An address, as the description of the API shows it. */
    @Schema(name = "TestAddressRequest")
    record TestAddressRequest(@NotNull String address) {}

    /** An address with its code, as the description of the API shows it. */
    @Schema(name = "TestAddressConfirmation")
    record TestAddressConfirmation(
            @NotNull String address, @NotNull String code) {}
}
