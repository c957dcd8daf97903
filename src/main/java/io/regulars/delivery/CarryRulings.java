package io.regulars.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.Gate;
import io.regulars.arbiter.Purpose;
import io.regulars.arbiter.Ruling;
import io.regulars.arbiter.Terms;
import io.regulars.arbiter.Verdict;
import io.regulars.campaigns.ActionContent;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.offers.IssueOffers;
import io.regulars.offers.IssuedOffer;
import io.regulars.outbox.BusinessEvent;
import io.regulars.outbox.EventTypes;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Outgoing;
import io.regulars.outbox.Payload;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.templates.CannotRender;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    /** A ruling about an action, and what it started from. */
    record Decided(DecisionInput input, DueActions.Queued action, Ruling ruling, Means means) {}

    /**
     * Stores rulings about clients of one business, all made at one moment.
     *
     * @return the actions whose message cannot be written, so that it does not go out after all
     */
    Set<UUID> out(Transaction tx, List<Decided> all) throws SQLException {
        if (all.isEmpty()) {
            return Set.of();
        }
        Instant now = all.getFirst().input.now();
        var sent = new ArrayList<ToSend>();
        var held = new ArrayList<DueActions.Held>();
        var dropped = new ArrayList<DueActions.Stopped>();
        for (Decided each : all) {
            String gates = gates(each.ruling).toString();
            switch (each.ruling.verdict()) {
                case Verdict.Send send -> sent.add(new ToSend(each, send, gates));
                case Verdict.Perform _ -> {
                    perform(tx, each.input, each.action);
                    actions.done(tx, each.action.id(), gates, now);
                    count(each.action, "DONE", "", now);
                }
                case Verdict.Hold hold -> {
                    held.add(new DueActions.Held(
                            stopped(each, hold.gate(), hold.detail(), gates),
                            hold.until(),
                            each.ruling.places().isEmpty() ? null : hold.until()));
                    count(each.action, "QUEUED", hold.gate().word(), now);
                }
                case Verdict.Drop drop -> {
                    dropped.add(stopped(each, drop.gate(), drop.detail(), gates));
                    count(each.action, "CANCELLED", drop.gate().word(), now);
                }
            }
        }
        actions.hold(tx, held, now);
        actions.drop(tx, dropped, now);
        return send(tx, sent, now);
    }

    private static DueActions.Stopped stopped(Decided decided, Gate gate, String detail, String gates) {
        return new DueActions.Stopped(decided.action.id(), gate.word(), detail, gates);
    }

    private void count(DueActions.Queued action, String state, String gate, Instant now) {
        counts.decided(action.content().kind(), state, gate, action.dueAt(), now);
    }

    private void perform(Transaction tx, DecisionInput input, DueActions.Queued action) throws SQLException {
        if (actions.tag(tx, input.number(), action, input.now())) {
            actions.evaluateAgain(tx, List.of(input.number()), input.now()); // a tag is a fact of rules
        }
        String text = action.content().kind().equals("task") ? task(tx, input, action) : null;
        Optional<BusinessEvent> event = event(input, action, text);
        if (event.isPresent()) {
            outbox.tell(tx, input.business(), List.of(event.get()));
        }
        LOG.infof(
                "Action %s: %s/%s, %s",
                action.id(), action.campaign(), action.step(), action.content().kind());
    }

    /** Writes a task for the client whom it is about. Staff get it as the campaign has it rather than not at all. */
    private @Nullable String task(Transaction tx, DecisionInput input, DueActions.Queued action) throws SQLException {
        try {
            String text = render.task(tx, input, action);
            if (!text.equals(action.content().text())) {
                actions.say(tx, action.id(), text);
            }
            return text;
        } catch (CannotRender e) {
            LOG.warnf("Task %s is told with its names unwritten: %s", action.id(), e.getMessage());
            return action.content().text();
        }
    }

    /**
     * What endpoints are told of it: a task, or an event that the campaign names.
     *
     * @param text what the task says; null if it is none
     */
    private static Optional<BusinessEvent> event(DecisionInput input, DueActions.Queued action, @Nullable String text) {
        ActionContent content = action.content();
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("client", input.client().id())
                .put("campaign", action.campaign())
                .put("step", action.step());
        String type = switch (content.kind()) {
            case "task" -> {
                data.put("for", content.assignee()).put("text", text).put("priority", content.priority());
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
                : Optional.of(new BusinessEvent(action.id(), type, input.number(), data, input.now()));
    }

    /** A message that goes out. */
    private record ToSend(Decided decided, Verdict.Send how, String gates) {
        UUID id() {
            return decided.action.id();
        }
    }

    /** Says which of them cannot be written. */
    private Set<UUID> send(Transaction tx, List<ToSend> messages, Instant now) throws SQLException {
        if (messages.isEmpty()) {
            return Set.of();
        }
        BusinessId business = messages.getFirst().decided.input.business();
        Map<UUID, IssuedOffer> codes = codes(tx, business, messages, now);
        var outgoing = new ArrayList<Outgoing>();
        var sending = new ArrayList<DueActions.Sending>();
        var told = new ArrayList<ContactRows.OfAction>();
        var unwritten = new HashSet<UUID>();
        for (ToSend message : messages) {
            Payload payload;
            try {
                payload = payload(tx, message, codes.get(message.id()));
            } catch (CannotRender e) {
                unwritten.add(message.id());
                offers.takeBack(tx, message.id());
                actions.fail(tx, message.id(), "render", String.valueOf(e.getMessage()), message.gates, now);
                count(message.decided.action, "FAILED", "render", now);
                continue;
            }
            outgoing.add(outgoing(message, payload, now));
            sending.add(new DueActions.Sending(
                    message.id(),
                    new DueActions.Outbound(
                            message.how.channel(),
                            message.how.address(),
                            message.decided.input.release().id()),
                    message.gates));
            told.add(new ContactRows.OfAction(message.id(), contact(message, now)));
            count(message.decided.action, "SENDING", "", now);
        }
        outbox.put(tx, business, outgoing);
        actions.sending(tx, sending);
        contacts.add(tx, business, told, now);
        return unwritten;
    }

    private Payload payload(Transaction tx, ToSend message, @Nullable IssuedOffer offer) throws SQLException {
        Decided decided = message.decided;
        return render.payload(
                tx,
                decided.input,
                decided.action,
                message.how.channel(),
                requireNonNull(decided.means.addresses.written().get(message.how.channel())),
                offer);
    }

    private static Outgoing outgoing(ToSend message, Payload payload, Instant now) {
        Candidate candidate = message.decided.ruling.candidate();
        boolean marketing = candidate.terms().purpose() == Purpose.MARKETING;
        return new Outgoing(
                message.id(),
                message.decided.input.business(),
                message.how.channel(),
                "message",
                message.decided.input.number(),
                payload,
                now,
                giveUpAt(candidate, now),
                marketing ? InDoubt.ASSUME_SENT : InDoubt.RESEND);
    }

    private static Contact contact(ToSend message, Instant now) {
        Terms terms = message.decided.ruling.candidate().terms();
        return new Contact(
                now,
                message.decided.input.number(),
                message.how.address(),
                message.how.channel(),
                terms.purpose(),
                terms.campaign(),
                terms.step());
    }

    /** The codes of the messages that bring one; those of pools are kept for one client at a time. */
    private Map<UUID, IssuedOffer> codes(Transaction tx, BusinessId business, List<ToSend> messages, Instant now)
            throws SQLException {
        Decided any = messages.getFirst().decided;
        List<IssueOffers.ToIssue> wanted = messages.stream()
                .flatMap(message -> WantedOffer.of(message.decided.action, message.decided.input).stream()
                        .map(offer -> new IssueOffers.ToIssue(message.decided.input.number(), offer)))
                .toList();
        return offers.issue(
                tx,
                business,
                wanted,
                any.means.codes,
                any.input.client().business().zone(),
                now);
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
