package io.regulars.campaigns.ledger;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.campaigns.ActionContent;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.Reentry;
import io.regulars.campaigns.RunningCampaigns;
import io.regulars.campaigns.Step;
import io.regulars.platform.database.Database;
import io.regulars.platform.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The campaigns of the running release. */
@Path("/api/campaigns")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class CampaignResource {
    private final Database database;
    private final RunningCampaigns running;
    private final ReadLedger ledger;
    private final Caller caller;

    CampaignResource(Database database, RunningCampaigns running, ReadLedger ledger, Caller caller) {
        this.database = database;
        this.running = running;
        this.ledger = ledger;
        this.caller = caller;
    }

    /**
     * A campaign in the list.
     *
     * @param reentry once, each-entry or every N days
     * @param from the first day on which it may start; null: no end on that side
     * @param to the last one
     * @param during the segment that its steps need the client to be in; {@code segment}: the one that the start came from; null: none
     * @param stop what ends it for a client
     * @param limit how many of its messages go in a day or an hour, such as 200 per day; null: as many as the business allows
     * @param holdout how many of 100 get nothing, so that its effect can be told
     * @param goal what it is to lead to; null: nothing is measured
     * @param offer what it offers; null: nothing
     */
    record Listed(
            String name,
            String title,
            String kind,
            String reentry,
            int priority,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String during,
            List<String> stop,
            Duration expires,
            @Nullable String limit,
            int holdout,
            @Nullable ListedGoal goal,
            @Nullable ListedOffer offer,
            @Nullable Duration validity,
            List<ListedStep> steps) {
        static Listed of(Campaign campaign) {
            return new Listed(
                    campaign.name(),
                    campaign.title(),
                    campaign.kind().name().toLowerCase(Locale.ROOT),
                    switch (campaign.reentry()) {
                        case Reentry.Once once -> "once";
                        case Reentry.EachEntry each -> "each-entry";
                        case Reentry.Every(int days) -> "every " + days + " days";
                    },
                    campaign.priority(),
                    campaign.season().from(),
                    campaign.season().to(),
                    switch (campaign.during()) {
                        case Campaign.WhileSegment.None none -> null;
                        case Campaign.WhileSegment.StartedFrom from -> "segment";
                        case Campaign.WhileSegment.Named(String segment) -> segment;
                    },
                    campaign.stop().stream()
                            .map(Campaign.StopEvent::written)
                            .sorted()
                            .toList(),
                    campaign.expires(),
                    campaign.pace() == null
                            ? null
                            : campaign.pace().most() + " per "
                                    + campaign.pace().per().name().toLowerCase(Locale.ROOT),
                    campaign.holdoutPercent(),
                    campaign.goal() == null
                            ? null
                            : new ListedGoal(
                                    campaign.goal().event().name().toLowerCase(Locale.ROOT),
                                    campaign.goal().within(),
                                    campaign.goal().service(),
                                    campaign.goal().category()),
                    campaign.offer() == null ? null : ListedOffer.of(campaign.offer()),
                    campaign.promised(),
                    campaign.steps().stream().map(ListedStep::of).toList());
        }
    }

    /**
     * What a campaign offers: so much off in percent or in units of the business's currency, or a present.
     *
     * @param validity how long it holds; null: for ever
     * @param minSpend the least that a booking has to cost; null: anything
     * @param code generated, pool:NAME or fixed:CODE
     */
    @Schema(name = "CampaignOffer")
    record ListedOffer(
            @Nullable BigDecimal percent,
            @Nullable BigDecimal amount,
            @Nullable String gift,
            @Nullable Duration validity,
            List<String> services,
            List<String> categories,
            @Nullable BigDecimal minSpend,
            String code) {
        static ListedOffer of(OfferTerms offer) {
            return new ListedOffer(
                    offer.worth() instanceof OfferTerms.Worth.Percent(BigDecimal percent) ? percent : null,
                    offer.worth() instanceof OfferTerms.Worth.Amount(BigDecimal amount) ? amount : null,
                    offer.worth() instanceof OfferTerms.Worth.Gift(String gift) ? gift : null,
                    offer.validity(),
                    offer.services(),
                    offer.categories(),
                    offer.minSpend(),
                    switch (offer.code()) {
                        case OfferTerms.CodeSource.Generated generated -> "generated";
                        case OfferTerms.CodeSource.Pool(String pool) -> "pool:" + pool;
                        case OfferTerms.CodeSource.Fixed(String code) -> "fixed:" + code;
                    });
        }
    }

    /**
     * What a campaign is to lead to.
     *
     * @param event booked, visited or redeemed
     * @param within from the moment its first step is due
     * @param service only of this service; null: of any
     * @param category only of this category; null: of any
     */
    @Schema(name = "CampaignGoal")
    record ListedGoal(
            String event,
            Duration within,
            @Nullable String service,
            @Nullable String category) {}

    /**
     * A step in the list.
     *
     * @param delay from the start; null: it is due before a booking
     * @param before how long before a booking; null: it is due after the start
     * @param at the time of day by the client's clock; null: any
     * @param variants the templates of which each client gets one; empty: there are not several
     */
    record ListedStep(
            String name,
            @Nullable Duration delay,
            @Nullable Duration before,
            @Nullable String at,
            ActionContent content,
            List<String> variants) {
        static ListedStep of(Step step) {
            return new ListedStep(
                    step.name(),
                    step.timing() instanceof Step.StepTiming.After(Duration delay) ? delay : null,
                    step.timing() instanceof Step.StepTiming.Before(Duration lead) ? lead : null,
                    step.at() == null ? null : step.at().toString(),
                    ActionContent.of(
                            step, step.content() instanceof Step.Message message ? message.template() : null, null),
                    step.content() instanceof Step.Message message
                                    && !message.variants().isEmpty()
                            ? message.templates()
                            : List.of());
        }
    }

    @GET
    @Operation(summary = "The campaigns of the running release")
    public List<Listed> campaigns() {
        return running.catalogue(caller.business()).campaigns().stream()
                .map(Listed::of)
                .toList();
    }

    @GET
    @Path("/{name}/actions")
    @Operation(summary = "The ledger of one campaign")
    public RestResponse<List<ReadLedger.Line>> ofCampaign(
            @PathParam("name") String name, @BeanParam LedgerQuery query, @BeanParam PageRequest page) {
        var filter = query.of(name);
        var order = query.order();
        var lines = database.transaction(
                tx -> ledger.page(tx, caller.business(), filter, order, page.after(), page.limit()));
        return page.answer(lines, line -> line.cursor(order));
    }
}
