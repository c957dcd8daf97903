package io.regulars.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.Purpose;
import io.regulars.arbiter.Ruling;
import io.regulars.arbiter.Verdict;
import io.regulars.campaigns.ActionContent;
import io.regulars.campaigns.DueActions;
import io.regulars.offers.IssueOffers;
import io.regulars.offers.IssuedOffer;
import io.regulars.outbox.BusinessEvent;
import io.regulars.outbox.EventTypes;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Outgoing;
import io.regulars.outbox.Payload;
import io.regulars.platform.Json;
import io.regulars.platform.Transaction;
import io.regulars.templates.CannotRender;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores what was decided: the message into the outbox, the contact, the ledger, all in the transaction that decided. */
@ApplicationScoped
class CarryRulings {
    private static final Logger LOG = Logger.getLogger(CarryRulings.class);

    /** For so long a message is tried that has no end of its own. */
    private static final Duration LONGEST = Duration.ofDays(3);

    private final DueActions actions;
    private final ContactRows contacts;
    private final IssueOffers offers;
    private final RenderMessage render;
    private final Outbox outbox;
    private final DecidedCounts counts;

    CarryRulings(
            DueActions actions,
            ContactRows contacts,
            IssueOffers offers,
            RenderMessage render,
            Outbox outbox,
            DecidedCounts counts) {
        this.actions = actions;
        this.contacts = contacts;
        this.offers = offers;
        this.render = render;
        this.outbox = outbox;
        this.counts = counts;
    }

    /** Where a client is reached, and the codes that are kept for what they get. */
    record Means(ReachOfClient.Known addresses, IssueOffers.Ready codes) {}

    void out(Transaction tx, Situation situation, Ruling ruling, DueActions.Queued action, Means means)
            throws SQLException {
        String gates = gates(ruling).toString();
        Instant now = situation.now();
        String kind = action.content().kind();
        switch (ruling.verdict()) {
            case Verdict.Send send -> send(tx, situation, ruling, send, action, means);
            case Verdict.Perform perform -> {
                perform(tx, situation, action);
                actions.done(tx, action.id(), gates, now);
                counts.decided(kind, "DONE", "", action.dueAt(), now);
            }
            case Verdict.Hold hold -> {
                actions.hold(
                        tx,
                        action.id(),
                        hold.until(),
                        hold.gate().word(),
                        hold.detail(),
                        gates,
                        ruling.places().isEmpty() ? null : hold.until(),
                        now);
                counts.decided(kind, "QUEUED", hold.gate().word(), action.dueAt(), now);
            }
            case Verdict.Drop drop -> {
                actions.drop(tx, action.id(), drop.gate().word(), drop.detail(), gates, now);
                counts.decided(kind, "CANCELLED", drop.gate().word(), action.dueAt(), now);
            }
        }
    }

    private void perform(Transaction tx, Situation situation, DueActions.Queued action) throws SQLException {
        if (actions.tag(tx, situation.number(), action, situation.now())) {
            actions.evaluateAgain(tx, situation.number(), situation.now()); // a tag is a fact of rules
        }
        Optional<BusinessEvent> event = event(situation, action);
        if (event.isPresent()) {
            outbox.tell(tx, situation.business(), List.of(event.get()));
        }
        LOG.infof(
                "Action %s: %s/%s, %s",
                action.id(), action.campaign(), action.step(), action.content().kind());
    }

    /** What endpoints are told of it: a task, or an event that the campaign names. */
    private static Optional<BusinessEvent> event(Situation situation, DueActions.Queued action) {
        ActionContent content = action.content();
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("client", situation.client().id())
                .put("campaign", action.campaign())
                .put("step", action.step());
        String type = switch (content.kind()) {
            case "task" -> {
                data.put("for", content.assignee()).put("text", content.text()).put("priority", content.priority());
                yield EventTypes.TASK_CREATED;
            }
            case "event" -> {
                data.put("event", content.event());
                yield EventTypes.CAMPAIGN_EVENT;
            }
            default -> null;
        };
        return type == null
                ? Optional.empty()
                : Optional.of(new BusinessEvent(action.id(), type, situation.number(), data, situation.now()));
    }

    private void send(
            Transaction tx,
            Situation situation,
            Ruling ruling,
            Verdict.Send send,
            DueActions.Queued action,
            Means means)
            throws SQLException {
        Instant now = situation.now();
        Candidate candidate = ruling.candidate();
        String gates = gates(ruling).toString();
        Payload payload;
        try {
            payload = render.payload(
                    tx,
                    situation,
                    action,
                    send.channel(),
                    requireNonNull(means.addresses.written().get(send.channel())),
                    offer(tx, situation, action, means.codes));
        } catch (CannotRender e) {
            offers.takeBack(tx, action.id());
            actions.fail(tx, action.id(), "render", String.valueOf(e.getMessage()), gates, now);
            counts.decided("message", "FAILED", "render", action.dueAt(), now);
            return;
        }
        boolean marketing = candidate.terms().purpose() == Purpose.MARKETING;
        outbox.put(
                tx,
                new Outgoing(
                        action.id(),
                        situation.business(),
                        send.channel(),
                        "message",
                        situation.number(),
                        payload,
                        now,
                        giveUpAt(candidate, now),
                        marketing ? InDoubt.ASSUME_SENT : InDoubt.RESEND));
        byte[] hash = HexFormat.of().parseHex(send.address());
        actions.sending(
                tx,
                action.id(),
                new DueActions.Outbound(
                        send.channel(), hash, situation.release().id(), gates));
        contacts.add(
                tx,
                situation.business(),
                action.id(),
                new Contact(
                        now,
                        situation.number(),
                        send.address(),
                        send.channel(),
                        candidate.terms().purpose(),
                        candidate.terms().campaign(),
                        candidate.terms().step()));
        counts.decided("message", "SENDING", "", action.dueAt(), now);
    }

    private @Nullable IssuedOffer offer(
            Transaction tx, Situation situation, DueActions.Queued action, IssueOffers.Ready codes)
            throws SQLException {
        Optional<IssueOffers.Wanted> wanted = WantedOffer.of(action, situation);
        return wanted.isEmpty()
                ? null
                : offers.issue(
                        tx,
                        situation.business(),
                        situation.number(),
                        wanted.get(),
                        codes,
                        situation.client().business().zone(),
                        situation.now());
    }

    /** When an attempt makes no sense any more: it expires, its offer ends, or its booking begins. */
    private static Instant giveUpAt(Candidate candidate, Instant now) {
        Instant end = now.plus(LONGEST);
        if (candidate.expiresAt() != null && candidate.expiresAt().isBefore(end)) {
            end = candidate.expiresAt();
        }
        if (candidate.offerUntil() != null && candidate.offerUntil().isBefore(end)) {
            end = candidate.offerUntil();
        }
        if (candidate.appointment() != null
                && candidate.appointment().startsAt().isBefore(end)) {
            end = candidate.appointment().startsAt();
        }
        return end;
    }

    /** Every gate that was asked: {@code {passed: [...], no: [{gate, detail}]}}. */
    private static ObjectNode gates(Ruling ruling) {
        ObjectNode gates = Json.MAPPER.createObjectNode();
        ArrayNode passed = gates.putArray("passed");
        ArrayNode no = gates.putArray("no");
        for (Ruling.Asked asked : ruling.asked()) {
            if (asked.passed()) {
                passed.add(asked.gate().word());
            } else {
                no.addObject().put("gate", asked.gate().word()).put("detail", asked.detail());
            }
        }
        return gates;
    }
}
