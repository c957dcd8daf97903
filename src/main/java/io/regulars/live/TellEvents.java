package io.regulars.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.campaigns.ledger.StartedAction;
import io.regulars.evaluation.EvaluationRun;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.outbox.BusinessEvent;
import io.regulars.outbox.EventTypes;
import io.regulars.outbox.Outbox;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.segments.Memberships;
import io.regulars.segments.TransitionCause;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells endpoints who came into a segment and left it, and what was started, in the transaction that stores it: whoever applies these events
 * in their order has the members. Where no endpoint of the business wants to be told, which the load has read, nothing is asked or written.
 */
@ApplicationScoped
public class TellEvents {
    private final Outbox outbox;

    TellEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void tell(
            Transaction transaction,
            EvaluationRun evaluation,
            LoadClients.Loaded loaded,
            List<Memberships.Change> changes,
            List<StartCampaigns.Started> started)
            throws SQLException {
        tell(transaction, evaluation.business(), evaluation.now(), loaded, changes, started);
    }

    /** Tells what was started of a broadcast. */
    public void tellStarts(
            Transaction transaction,
            BusinessId business,
            Instant now,
            LoadClients.Loaded loaded,
            List<StartCampaigns.Started> started)
            throws SQLException {
        tell(transaction, business, now, loaded, List.of(), started);
    }

    private void tell(
            Transaction transaction,
            BusinessId business,
            Instant now,
            LoadClients.Loaded loaded,
            List<Memberships.Change> changes,
            List<StartCampaigns.Started> started)
            throws SQLException {
        if (loaded.toldEvents().isEmpty()) {
            return;
        }
        Map<Long, String> names = new HashMap<>();
        loaded.clients()
                .forEach(client -> names.put(client.id(), client.history().client()));
        var events = new Events(now, loaded.toldEvents(), names);
        changes.forEach(events::add);
        startsOf(started).forEach(events::add);
        outbox.tell(transaction, business, events.list);
    }

    /** What was started for whom: its actions together, in their order. */
    private static Map<Start, List<StartedAction>> startsOf(List<StartCampaigns.Started> started) {
        Map<Start, List<StartedAction>> starts = new LinkedHashMap<>();
        for (StartCampaigns.Started one : started) {
            if (one.action().id() != null) {
                starts.computeIfAbsent(new Start(one.client(), one.action().campaign()), start -> new ArrayList<>())
                        .add(one.action());
            }
        }
        return starts;
    }

    private record Start(long client, String campaign) {}

    /** Events of one evaluation, in the order in which things happened. */
    private static final class Events {
        private final List<BusinessEvent> list = new ArrayList<>();
        private final Instant now;
        private final Set<String> told;
        private final Map<Long, String> names;

        Events(Instant now, Set<String> told, Map<Long, String> names) {
            this.now = now;
            this.told = told;
            this.names = names;
        }

        void add(Memberships.Change change) {
            for (Memberships.Transitions at : change.transitions()) {
                at.left().forEach(segment -> {
                    ObjectNode data = moved(change.client(), segment.name(), segment.endedAt(), at.cause());
                    data.put("retracted", segment.retracted());
                    add(EventTypes.SEGMENT_LEFT, change.client(), segment.name(), data, segment.endedAt());
                });
                at.entered()
                        .forEach(segment -> add(
                                EventTypes.SEGMENT_ENTERED,
                                change.client(),
                                segment.name(),
                                moved(change.client(), segment.name(), segment.since(), at.cause()),
                                segment.since()));
            }
        }

        /** Of a backlog is what did not happen now: it was brought in, found out, or other rules see it. */
        private ObjectNode moved(long client, String segment, Instant moment, TransitionCause cause) {
            boolean backlog = switch (cause) {
                case IMPORT, RELEASE -> true;
                case CHANGE, TIME, REQUEST -> false;
            };
            return about(client)
                    .put("segment", segment)
                    .put("occurredAt", moment.toString())
                    .put("cause", cause.name())
                    .put("backlog", backlog);
        }

        void add(Start start, List<StartedAction> actions) {
            ObjectNode data = about(start.client()).put("campaign", start.campaign());
            var steps = data.putArray("actions");
            for (StartedAction action : actions) {
                steps.addObject()
                        .put("id", action.id())
                        .put("step", action.step())
                        .put("dueAt", text(action.dueAt()));
            }
            add(EventTypes.CAMPAIGN_STARTED, start.client(), start.campaign(), data, now);
        }

        private static @Nullable String text(@Nullable Instant moment) {
            return moment == null ? null : moment.toString();
        }

        private ObjectNode about(long client) {
            return Json.MAPPER.createObjectNode().put("client", names.get(client));
        }

        private void add(String type, long client, String what, ObjectNode data, Instant at) {
            if (told.contains(type)) {
                String key = String.join("\n", type, Long.toString(client), what, at.toString(), now.toString()) + "\n"
                        + list.size();
                list.add(new BusinessEvent(
                        UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)), type, client, data, now));
            }
        }
    }
}
