package io.regulars.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.ContactPolicy;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.clients.ContactAddress;
import io.regulars.contacts.ClickLinks;
import io.regulars.contacts.UnsubscribeLinks;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.SurveyState;
import io.regulars.offers.IssuedOffer;
import io.regulars.outbox.Payload;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.templates.CannotRender;
import io.regulars.templates.Rendered;
import io.regulars.templates.TemplateCatalogue;
import io.regulars.templates.TemplateValues;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what a client gets: the text by the release that answers now, so that a mended typo reaches what was queued before. */
@ApplicationScoped
class RenderMessage {
    private static final String MAIL = "email";

    private final LoadTemplateValues values;
    private final UnsubscribeLinks links;
    private final ClickLinks clicks;

    RenderMessage(LoadTemplateValues values, UnsubscribeLinks links, ClickLinks clicks) {
        this.values = values;
        this.links = links;
        this.clicks = clicks;
    }

    /**
     * The message, for a channel.
     *
     * @param address as it is written to
     * @param offer what the client was given with it; null: nothing
     * @throws CannotRender if the release has no such text, or it fails
     */
    Payload payload(
            Transaction tx,
            DecisionInput input,
            DueActions.Queued action,
            String channel,
            String address,
            @Nullable IssuedOffer offer)
            throws SQLException {
        TemplateValues told = values(tx, input, action, offer);
        TemplateCatalogue templates = input.release().templates();
        String language = input.profile().language();
        try {
            if (channel.equals(MAIL)) {
                Rendered.Mail rendered = rendered(templates, input, action, language, told);
                return mail(
                        input,
                        action,
                        address,
                        rendered,
                        forms(tx, input, action, rendered),
                        attached(input, action, told));
            }
            Rendered.Sms sms = shortText(templates, input, action, language, told);
            return ContactAddress.BY_PHONE.contains(channel)
                    ? new Payload.Sms(address, sms.text())
                    : event(input, action, sms);
        } catch (IllegalArgumentException e) {
            throw new CannotRender(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What a task says to whoever does it.
     *
     * @throws CannotRender if the text fails
     */
    String task(Transaction tx, DecisionInput input, DueActions.Queued action) throws SQLException {
        String text = text(action);
        // most name nothing of the client, and need nothing of them
        return text.indexOf('{') < 0
                ? text
                : input.release()
                        .templates()
                        .lineOfText(text, values(tx, input, action, null))
                        .text();
    }

    private static Rendered.Mail rendered(
            TemplateCatalogue templates,
            DecisionInput input,
            DueActions.Queued action,
            @Nullable String language,
            TemplateValues values) {
        String template = template(input, action);
        return template != null
                ? templates.mail(template, language, values)
                : templates.mailOfText(text(action), values);
    }

    private static Rendered.Sms shortText(
            TemplateCatalogue templates,
            DecisionInput input,
            DueActions.Queued action,
            @Nullable String language,
            TemplateValues values) {
        String template = template(input, action);
        return template != null ? templates.sms(template, language, values) : templates.smsOfText(text(action), values);
    }

    /** The one that was chosen for the client, else the step's. */
    private static @Nullable String template(DecisionInput input, DueActions.Queued action) {
        if (action.content().template() != null) {
            return action.content().template();
        }
        return input.release()
                .campaigns()
                .campaign(action.campaign())
                .flatMap(campaign -> campaign.step(action.step()))
                .map(Step::content)
                .filter(Step.Message.class::isInstance)
                .flatMap(
                        message -> ((Step.Message) message).templates().stream().findFirst())
                .orElse(null);
    }

    private static String text(DueActions.Queued action) {
        String text = action.content().text();
        if (text == null) {
            throw new CannotRender("the step has neither a template nor a text");
        }
        return text;
    }

    /** The booking for the client's calendar, if the step says so and there is one. */
    private static List<Payload.Attachment> attached(
            DecisionInput input, DueActions.Queued action, TemplateValues told) {
        if (!"calendar".equals(action.content().attach())) {
            return List.of();
        }
        TemplateValues.OfBooking shown = told.booking();
        return booking(input, action)
                .map(booking -> new Payload.Attachment(
                        "booking.ics",
                        "text/calendar; charset=utf-8; method=PUBLISH",
                        CalendarEntry.of(
                                booking,
                                "business-" + input.business().value(),
                                (shown == null ? booking.service() : shown.service()) + ", "
                                        + input.writing().name(),
                                input.writing().policy().postalAddress(),
                                input.now())))
                .stream()
                .toList();
    }

    /** HTML and text, with links that tell who followed them if the step says so. */
    private ClickLinks.Forms forms(
            Transaction tx, DecisionInput input, DueActions.Queued action, Rendered.Mail rendered) throws SQLException {
        var forms = new ClickLinks.Forms(rendered.html(), rendered.text());
        return "clicks".equals(action.content().track())
                ? clicks.led(tx, input.business(), action.id(), input.writing().key(), forms)
                : forms;
    }

    private Payload mail(
            DecisionInput input,
            DueActions.Queued action,
            String address,
            Rendered.Mail rendered,
            ClickLinks.Forms forms,
            List<Payload.Attachment> attachments) {
        ContactPolicy policy = input.writing().policy();
        Optional<ContactPolicy.Sender> sender = policy.senders().stream().findFirst();
        Optional<Campaign> campaign = input.release().campaigns().campaign(action.campaign());
        Campaign.SenderName named = campaign.map(Campaign::sender).orElse(Campaign.SenderName.OF_BUSINESS);
        boolean marketing = campaign.map(Campaign::kind).orElse(Campaign.Kind.MARKETING) == Campaign.Kind.MARKETING;
        byte[] key = input.writing().key();
        String name = named.name() != null
                ? named.name()
                : sender.map(ContactPolicy.Sender::name).orElse(input.writing().name());
        return new Payload.Mail(
                address,
                name(input.profile()),
                sender.map(ContactPolicy.Sender::address).orElse(null),
                name,
                named.replyTo(),
                links.bounceAddress(action.id(), key).orElse(null),
                rendered.subject(),
                forms.html(),
                forms.text(),
                marketing ? links.headers(input.business(), action.id(), key) : Map.of(),
                attachments);
    }

    /** For a channel of the business's own: it sends by itself. */
    private static Payload event(DecisionInput input, DueActions.Queued action, Rendered.Sms text) {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("action", action.id().toString())
                .put("client", input.client().id())
                .put("campaign", action.campaign())
                .put("step", action.step())
                .put("language", text.language())
                .put("text", text.text())
                .put("email", input.profile().email())
                .put("phone", input.profile().phone());
        return new Payload.Event("message.due", data);
    }

    private static @Nullable String name(Profile profile) {
        String both = ((profile.firstName() == null ? "" : profile.firstName())
                        + " "
                        + (profile.lastName() == null ? "" : profile.lastName()))
                .strip();
        // a name is what somebody typed: it must not become a header of its own
        return both.isEmpty() || both.length() > 200 || both.chars().anyMatch(Character::isISOControl) ? null : both;
    }

    private TemplateValues values(
            Transaction tx, DecisionInput input, DueActions.Queued action, @Nullable IssuedOffer offer)
            throws SQLException {
        ContactPolicy policy = input.writing().policy();
        String stop = links.unsubscribe(action.id(), input.writing().key());
        return values.load(
                tx,
                new LoadTemplateValues.About(
                        input.services(),
                        new TemplateValues.OfBusiness(
                                input.writing().name(),
                                policy.particulars().phone(),
                                policy.postalAddress(),
                                policy.particulars().url(),
                                policy.particulars().language(),
                                input.writing().currency(),
                                input.writing().country()),
                        input.client(),
                        input.zone(),
                        booking(input, action).orElse(null),
                        input.client().snapshot().surveys().stream()
                                .max(Comparator.comparing(SurveyState::answeredAt))
                                .orElse(null),
                        offer == null ? null : LoadTemplateValues.offer(offer),
                        new TemplateValues.Links(policy.particulars().booking(), stop, stop, null, null)));
    }

    /** The booking that it is due before, or that its campaign started from. */
    private static Optional<BookingState> booking(DecisionInput input, DueActions.Queued action) {
        Optional<BookingState> before = input.booking(action.booking());
        return before.isPresent()
                ? before
                : input.bookings().stream()
                        .filter(each -> action.origin().startsWith("event:booking:" + each.id() + ":"))
                        .max(Comparator.comparingInt(each -> each.id().length()));
    }
}
