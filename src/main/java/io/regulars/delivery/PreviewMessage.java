package io.regulars.delivery;

import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.ContactPolicy;
import io.regulars.arbiter.Verdict;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Clients;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.SurveyState;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunnableReleases;
import io.regulars.running.RunningRelease;
import io.regulars.templates.CannotRender;
import io.regulars.templates.MadeUpValues;
import io.regulars.templates.Rendered;
import io.regulars.templates.TemplateCatalogue;
import io.regulars.templates.TemplateValues;
import io.regulars.templates.TemplateValues.Links;
import io.regulars.templates.TemplateValues.OfBusiness;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a step of a campaign as it would go out now, and sends nothing: by the code that writes the real message. */
@ApplicationScoped
class PreviewMessage {
    private static final String NOWHERE = "https://example.org";

    /** Opens nothing: a preview takes no code from anybody. */
    private static final String EXAMPLE_CODE = "7K3M-9QXA";

    private final Database database;
    private final ActiveRelease active;
    private final RunnableReleases releases;
    private final Clients clients;
    private final LoadClients loadClients;
    private final LoadTemplateValues values;
    private final AskAboutOne arbiter;
    private final InstantSource clock;

    PreviewMessage(
            Database database,
            ActiveRelease active,
            RunnableReleases releases,
            Clients clients,
            LoadClients loadClients,
            LoadTemplateValues values,
            AskAboutOne arbiter,
            InstantSource clock) {
        this.database = database;
        this.active = active;
        this.releases = releases;
        this.clients = clients;
        this.loadClients = loadClients;
        this.values = values;
        this.arbiter = arbiter;
        this.clock = clock;
    }

    /**
     * Which message.
     *
     * @param client as the business names them; null: one who is made up, and of whom everything is known
     * @param language null: the client's
     * @param release its number; null: the one that answers
     */
    record Asked(
            String campaign,
            String step,
            @Nullable String client,
            @Nullable String language,
            @Nullable Integer release) {}

    /**
     * A message as it would be.
     *
     * @param mail null: the step sends none
     * @param sms null: the step sends none
     * @param task null: the step is none
     * @param verdict what would become of the message if it were due now; null: it is none, or for nobody
     */
    record Written(
            RunningRelease release,
            String language,
            Rendered.@Nullable Mail mail,
            Rendered.@Nullable Sms sms,
            Rendered.@Nullable Line task,
            List<TemplateCatalogue.NameWithValue> names,
            @Nullable Verdict verdict) {
        private Written decided(@Nullable Verdict decided) {
            return new Written(release, language, mail, sms, task, names, decided);
        }
    }

    /**
     * Writes it.
     *
     * @throws ProblemException NOT_FOUND if there is no such campaign, step or client; INVALID if the step says nothing, or cannot be
     *     written
     */
    Written preview(Business business, Asked asked) {
        record Read(
                RunningRelease release,
                Step step,
                TemplateValues values,
                @Nullable Verdict verdict) {}
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Read read = database.transaction(tx -> {
            RunningRelease release = release(tx, business, asked.release);
            Step step = step(release, asked);
            return new Read(
                    release,
                    step,
                    asked.client == null
                            ? madeUp(business, campaign(release, asked), now)
                            : ofClient(tx, business, campaign(release, asked), asked.client, now),
                    asked.client == null || !(step.content() instanceof Step.Message)
                            ? null
                            : verdict(tx, business, release, campaign(release, asked), step, asked.client, now));
        });
        String language = asked.language == null ? read.values.client().language() : asked.language;
        try {
            return written(read.release, read.step, language, read.values).decided(read.verdict);
        } catch (CannotRender e) {
            throw new ProblemException(ErrorCode.INVALID, "The message cannot be written: " + e.getMessage() + ".");
        }
    }

    /** What would become of it if it were due now, and nothing else were. */
    private Verdict verdict(
            Transaction tx,
            Business business,
            RunningRelease release,
            Campaign campaign,
            Step step,
            String client,
            Instant now)
            throws SQLException {
        ClientRow row = clients.findSomebody(tx, business.id(), client);
        String booking = null;
        if (step.timing() instanceof Step.StepTiming.Before) {
            LoadClients.Loaded loaded = loadClients.load(tx, business.id(), List.of(row.id()), Map.of());
            BookingState next =
                    booking(loaded.clients().getFirst().history().latest().bookings(), now);
            booking = next == null ? null : next.id();
        }
        DueActions.Queued action = DueActions.Queued.asIfDue(campaign, step, booking, now);
        return arbiter.ask(tx, business.id(), release, row.id(), action, now, false)
                .ruling()
                .verdict();
    }

    private static TemplateValues madeUp(Business business, Campaign campaign, Instant now) {
        return MadeUpValues.everything(now, business.zone(), ofBusiness(business), links(business))
                .withOffer(LoadTemplateValues.offer(campaign, EXAMPLE_CODE, now));
    }

    /** About the client's next booking, else their last. */
    private TemplateValues ofClient(Transaction tx, Business business, Campaign campaign, String id, Instant now)
            throws SQLException {
        ClientRow row = clients.findSomebody(tx, business.id(), id);
        LoadClients.Loaded loaded = loadClients.load(tx, business.id(), List.of(row.id()), Map.of());
        Client client = Client.of(
                loaded.business(), loaded.clients().getFirst().history().latest(), now, Cutoffs.NONE);
        ZoneId own = client.snapshot().profile().timeZone();
        return values.load(
                tx,
                new LoadTemplateValues.About(
                        new ServiceNames(business.id()),
                        ofBusiness(business),
                        client,
                        own == null ? business.zone() : own,
                        booking(client.snapshot().bookings(), now),
                        client.snapshot().surveys().stream()
                                .max(Comparator.comparing(SurveyState::answeredAt))
                                .orElse(null),
                        LoadTemplateValues.offer(campaign, EXAMPLE_CODE, now),
                        links(business)));
    }

    private static @Nullable BookingState booking(List<BookingState> bookings, Instant now) {
        Comparator<BookingState> byStart = Comparator.comparing(BookingState::startsAt);
        return bookings.stream()
                .filter(each -> each.startsAt().isAfter(now) && each.status() == BookingState.Status.BOOKED)
                .min(byStart)
                .or(() -> bookings.stream().max(byStart))
                .orElse(null);
    }

    private RunningRelease release(Transaction tx, Business business, @Nullable Integer number) throws SQLException {
        return number == null ? active.running(tx, business.id()) : releases.byId(tx, business.id(), number);
    }

    private static Campaign campaign(RunningRelease release, Asked asked) {
        return release.campaigns()
                .campaign(asked.campaign)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND,
                        NearestName.unknown(
                                "campaign", asked.campaign, release.campaigns().names())));
    }

    private static Step step(RunningRelease release, Asked asked) {
        Campaign campaign = campaign(release, asked);
        List<String> steps = campaign.steps().stream().map(Step::name).toList();
        return campaign.steps().stream()
                .filter(each -> each.name().equals(asked.step))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND,
                        NearestName.unknown("step", asked.step, steps) + " The campaign has " + String.join(", ", steps)
                                + "."));
    }

    private static Written written(
            RunningRelease release, Step step, @Nullable String language, TemplateValues values) {
        TemplateCatalogue templates = release.templates();
        return switch (step.content()) {
            case Step.Message message -> message(release, message, language, values);
            case Step.Task task -> {
                Rendered.Line line = templates.lineOfText(task.text(), values);
                yield new Written(release, line.language(), null, null, line, names(line, values), null);
            }
            case Step.Tag tag -> throw saysNothing(step, "puts on the tag '" + tag.tag() + "'");
            case Step.Untag untag -> throw saysNothing(step, "takes off the tag '" + untag.tag() + "'");
            case Step.Event event -> throw saysNothing(step, "tells of the event '" + event.event() + "'");
        };
    }

    private static ProblemException saysNothing(Step step, String does) {
        return new ProblemException(
                ErrorCode.INVALID, "The step '" + step.name() + "' " + does + " and says nothing to anybody.");
    }

    private static Written message(
            RunningRelease release, Step.Message message, @Nullable String language, TemplateValues values) {
        TemplateCatalogue templates = release.templates();
        // of variants the first is shown
        String template = message.templates().stream().findFirst().orElse(null);
        if (template == null) {
            String text = String.valueOf(message.text());
            Rendered.Mail mail = templates.mailOfText(text, values);
            return new Written(
                    release, mail.language(), mail, templates.smsOfText(text, values), null, names(mail, values), null);
        }
        Rendered.Mail mail = templates.hasMail(template) ? templates.mail(template, language, values) : null;
        Rendered.Sms sms = templates.hasSms(template) ? templates.sms(template, language, values) : null;
        if (mail != null) {
            return new Written(release, mail.language(), mail, sms, null, names(mail, values), null);
        }
        if (sms != null) {
            return new Written(release, sms.language(), null, sms, null, names(sms, values), null);
        }
        throw new CannotRender("the release has no template '" + template + "'");
    }

    private static List<TemplateCatalogue.NameWithValue> names(Rendered rendered, TemplateValues values) {
        return TemplateCatalogue.namesWithValues(rendered.language(), values);
    }

    /** But for where one books they lead nowhere: what is shown to staff must not unsubscribe a client. */
    private static Links links(Business business) {
        return MadeUpValues.links(business.contactPolicy().particulars().booking(), NOWHERE);
    }

    static OfBusiness ofBusiness(Business business) {
        ContactPolicy policy = business.contactPolicy();
        return new OfBusiness(
                business.name(),
                policy.particulars().phone(),
                policy.postalAddress(),
                policy.particulars().url(),
                policy.particulars().language(),
                business.currency(),
                business.country());
    }
}
