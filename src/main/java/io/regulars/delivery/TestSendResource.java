package io.regulars.delivery;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** A message of a campaign as a test, to whoever keeps the campaign. */
@Path("/api/campaigns/{name}/test-send")
@Produces("application/json")
@RolesAllowed(Roles.ANALYST)
class TestSendResource {
    private final SendTest sendTest;
    private final Caller caller;

    TestSendResource(SendTest sendTest, Caller caller) {
        this.sendTest = sendTest;
        this.caller = caller;
    }

    /** What goes out. */
    @Schema(name = "TestSent")
    record Sent(UUID id, String to, String subject, String language) {}

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "Sends the mail of a step as a test, to an address that is confirmed",
            description =
                    "It is what the preview shows, with [Test] before the subject. Nothing of it is in the ledger or counts in caps, and its"
                            + " links lead nowhere. At most 20 an hour; each is in the audit log.")
    @APIResponseSchema(value = Sent.class, responseCode = "200")
    public Response send(@PathParam("name") String name, @RequestBodySchema(TestSendRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        String step = fields.required("step", fields.text("step"));
        String to = fields.required("to", fields.read("to", TestAddressResource::address));
        String client = fields.id("client");
        String language = fields.read("language", MessagePreviewResource::language);
        Integer release = fields.read("release", MessagePreviewResource::release);
        fields.finish();
        SendTest.Sent sent = sendTest.send(
                caller.settings(),
                new PreviewMessage.Asked(name, Objects.requireNonNull(step), client, language, release),
                Objects.requireNonNull(to),
                caller.name());
        return Response.accepted(new Sent(sent.id(), TestAddresses.written(to), sent.subject(), sent.language()))
                .build();
    }

    /** What a test is asked, as the description of the API shows it. */
    @Schema(name = "TestSendRequest")
    record TestSendRequest(
            @NotNull @Schema(description = "The step's name.")
            String step,

            @NotNull @Schema(description = "A confirmed address.")
            String to,

            @Size(max = 200) @Schema(description = "The client's id; one who is made up if not said.") @Nullable
            String client,

            @Schema(description = "Such as lv; the client's if not said.") @Nullable
            String language,

            @Schema(description = "Such as r-17; the one that answers if not said.") @Nullable
            String release) {}
}
