package io.regulars.delivery;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.arbiter.Verdict;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.templates.Rendered;
import io.regulars.templates.TemplateCatalogue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** What a step of a campaign says, before anybody gets it. */
@Path("/api/campaigns/{name}/preview")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class MessagePreviewResource {
    private final PreviewMessage previewMessage;
    private final Caller caller;

    MessagePreviewResource(PreviewMessage previewMessage, Caller caller) {
        this.previewMessage = previewMessage;
        this.caller = caller;
    }

    /**
     * A message as callers see it.
     *
     * @param client null: one who is made up
     * @param language of the text that was taken
     * @param decided what would become of the message if it were due now; null: it is none, or for one who is made up
     * @param names all that templates may name, with their values; without one: not known
     */
    @Schema(name = "MessagePreview")
    record Preview(
            String campaign,
            String step,
            String release,
            @Nullable String client,
            String language,
            @Nullable Email email,
            @Nullable Sms sms,
            @Nullable String task,
            @Nullable Decided decided,
            List<TemplateCatalogue.NameWithValue> names) {}

    /** A mail in a preview. */
    @Schema(name = "MailPreview")
    record Email(String subject, String preheader, String html, String text) {}

    /**
     * A short message in a preview.
     *
     * @param parts in how many it is sent and paid for
     */
    @Schema(name = "SmsPreview")
    record Sms(String text, int parts) {}

    /**
     * What the arbiter says of a message.
     *
     * @param verdict sends, waits or drops
     * @param channel by which it goes
     * @param gate that makes it wait, or drops it
     * @param until when it is asked about again
     */
    @Schema(name = "MessageDecided")
    record Decided(
            String verdict,
            @Nullable String channel,
            @Nullable String gate,
            @Nullable String detail,
            @Nullable Instant until) {}

    private static @Nullable Decided decided(@Nullable Verdict verdict) {
        return switch (verdict) {
            case null -> null;
            case Verdict.Perform perform -> null;
            case Verdict.Send send -> new Decided("sends", send.channel(), null, null, null);
            case Verdict.Hold hold -> new Decided("waits", null, hold.gate().word(), hold.detail(), hold.until());
            case Verdict.Drop drop -> new Decided("drops", null, drop.gate().word(), drop.detail(), null);
        };
    }

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "What a step of a campaign says, for a client or for one who is made up; nothing is sent",
            description =
                    "'language' is that of the client if not said, 'release' the one that answers; a draft can be named too. A booking is"
                            + " the client's next, else their last. Links lead nowhere. 'decided' is what the gates say of it, were it due now.")
    public Preview preview(@PathParam("name") String name, @RequestBodySchema(PreviewRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        String step = fields.required("step", fields.text("step"));
        String client = fields.id("client");
        String language = fields.read("language", MessagePreviewResource::language);
        Integer release = fields.read("release", MessagePreviewResource::release);
        fields.finish();
        PreviewMessage.Written written = previewMessage.preview(
                caller.settings(),
                new PreviewMessage.Asked(name, Objects.requireNonNull(step), client, language, release));
        Rendered.Mail mail = written.mail();
        Rendered.Sms sms = written.sms();
        Rendered.Line task = written.task();
        return new Preview(
                name,
                step,
                written.release().label(),
                client,
                written.language(),
                mail == null ? null : new Email(mail.subject(), mail.preheader(), mail.html(), mail.text()),
                sms == null ? null : new Sms(sms.text(), sms.parts()),
                task == null ? null : task.text(),
                decided(written.verdict()),
                written.names());
    }

    static String language(String text) {
        if (!text.matches("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")) {
            throw new IllegalArgumentException("is a language such as lv or pt-BR");
        }
        return text;
    }

    static Integer release(String text) {
        if (!text.matches("r-\\d{1,9}")) {
            throw new IllegalArgumentException("is a release's name such as r-17");
        }
        return Integer.valueOf(text.substring(2));
    }

    /** What a preview is asked, as the description of the API shows it. */
    @Schema(name = "MessagePreviewRequest")
    record PreviewRequest(
            @NotNull @Schema(description = "The step's name.")
            String step,

            @Size(max = 200) @Schema(description = "The client's id; one who is made up if not said.") @Nullable
            String client,

            @Schema(description = "Such as lv; the client's if not said.") @Nullable
            String language,

            @Schema(description = "Such as r-17; the one that answers if not said.") @Nullable
            String release) {}
}
