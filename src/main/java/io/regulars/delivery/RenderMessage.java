package io.regulars.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.ContactPolicy;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.DueActions;
import io.regulars.campaigns.Step;
import io.regulars.clients.ContactAddress;
import io.regulars.contacts.UnsubscribeLinks;
import io.regulars.facts.BookingState;
import io.regulars.facts.Profile;
import io.regulars.facts.SurveyState;
import io.regulars.offers.IssuedOffer;
import io.regulars.outbox.Payload;
import io.regulars.platform.Json;
import io.regulars.platform.Transaction;
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

    RenderMessage(LoadTemplateValues values, UnsubscribeLinks links) {
        this.values = values;
        this.links = links;
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
            Situation situation,
            DueActions.Queued action,
            String channel,
            String address,
            @Nullable IssuedOffer offer)
            throws SQLException {
        TemplateValues told = values(tx, situation, action, offer);
        TemplateCatalogue templates = situation.release().templates();
        String language = situation.profile().language();
        try {
            if (channel.equals(MAIL)) {
                Rendered.Mail rendered = rendered(templates, situation, action, language, told);
                return mail(situation, action, address, rendered, attached(situation, action, told));
            }
            Rendered.Sms sms = shortText(templates, situation, action, language, told);
            return ContactAddress.BY_PHONE.contains(channel)
                    ? new Payload.Sms(address, sms.text())
                    : event(situation, action, sms);
        } catch (IllegalArgumentException e) {
            throw new CannotRender(String.valueOf(e.getMessage()));
        }
    }

    private static Rendered.Mail rendered(
            TemplateCatalogue templates,
            Situation situation,
            DueActions.Queued action,
            @Nullable String language,
            TemplateValues values) {
        String template = template(situation, action);
        return template != null
                ? templates.mail(template, language, values)
                : templates.mailOfText(text(action), values);
    }

    private static Rendered.Sms shortText(
            TemplateCatalogue templates,
            Situation situation,
            DueActions.Queued action,
            @Nullable String language,
            TemplateValues values) {
        String template = template(situation, action);
        return template != null ? templates.sms(template, language, values) : templates.smsOfText(text(action), values);
    }

    /** The one that was chosen for the client, else the step's. */
    private static @Nullable String template(Situation situation, DueActions.Queued action) {
        if (action.content().template() != null) {
            return action.content().template();
        }
        return situation
                .release()
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
            Situation situation, DueActions.Queued action, TemplateValues told) {
        if (!"calendar".equals(action.content().attach())) {
            return List.of();
        }
        TemplateValues.OfBooking shown = told.booking();
        return booking(situation, action)
                .map(booking -> new Payload.Attachment(
                        "booking.ics",
                        "text/calendar; charset=utf-8; method=PUBLISH",
                        CalendarEntry.of(
                                booking,
                                "business-" + situation.business().value(),
                                (shown == null ? booking.service() : shown.service()) + ", "
                                        + situation.writing().name(),
                                situation.writing().policy().postalAddress(),
                                situation.now())))
                .stream()
                .toList();
    }

    private Payload mail(
            Situation situation,
            DueActions.Queued action,
            String address,
            Rendered.Mail rendered,
            List<Payload.Attachment> attachments) {
        ContactPolicy policy = situation.writing().policy();
        Optional<ContactPolicy.Sender> sender = policy.senders().stream().findFirst();
        Optional<Campaign> campaign = situation.release().campaigns().campaign(action.campaign());
        Campaign.SenderName named = campaign.map(Campaign::sender).orElse(Campaign.SenderName.OF_BUSINESS);
        boolean marketing = campaign.map(Campaign::kind).orElse(Campaign.Kind.MARKETING) == Campaign.Kind.MARKETING;
        byte[] key = situation.writing().key();
        String name = named.name() != null
                ? named.name()
                : sender.map(ContactPolicy.Sender::name)
                        .orElse(situation.writing().name());
        return new Payload.Mail(
                address,
                name(situation.profile()),
                sender.map(ContactPolicy.Sender::address).orElse(null),
                name,
                named.replyTo(),
                links.bounceAddress(action.id(), key).orElse(null),
                rendered.subject(),
                rendered.html(),
                rendered.text(),
                marketing ? links.headers(action.id(), key) : Map.of(),
                attachments);
    }

    /** For a channel of the business's own: it sends by itself. */
    private static Payload event(Situation situation, DueActions.Queued action, Rendered.Sms text) {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("action", action.id().toString())
                .put("client", situation.client().id())
                .put("campaign", action.campaign())
                .put("step", action.step())
                .put("language", text.language())
                .put("text", text.text())
                .put("email", situation.profile().email())
                .put("phone", situation.profile().phone());
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
            Transaction tx, Situation situation, DueActions.Queued action, @Nullable IssuedOffer offer)
            throws SQLException {
        ContactPolicy policy = situation.writing().policy();
        String stop = links.unsubscribe(action.id(), situation.writing().key());
        return values.load(
                tx,
                new LoadTemplateValues.About(
                        situation.business(),
                        new TemplateValues.OfBusiness(
                                situation.writing().name(),
                                policy.particulars().phone(),
                                policy.postalAddress(),
                                policy.particulars().url(),
                                policy.particulars().language(),
                                situation.writing().currency(),
                                situation.writing().country()),
                        situation.client(),
                        situation.zone(),
                        booking(situation, action).orElse(null),
                        situation.client().snapshot().surveys().stream()
                                .max(Comparator.comparing(SurveyState::answeredAt))
                                .orElse(null),
                        offer == null ? null : LoadTemplateValues.offer(offer),
                        new TemplateValues.Links(policy.particulars().booking(), stop, stop, null, null)));
    }

    /** The booking that it is due before, or that its campaign started from. */
    private static Optional<BookingState> booking(Situation situation, DueActions.Queued action) {
        Optional<BookingState> before = situation.booking(action.booking());
        return before.isPresent()
                ? before
                : situation.bookings().stream()
                        .filter(each -> action.origin().startsWith("event:booking:" + each.id() + ":"))
                        .max(Comparator.comparingInt(each -> each.id().length()));
    }
}
