package io.regulars.releases.scenarios;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.history.Version;
import io.regulars.platform.json.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the lines of one timeline tell, one after the other, with the field names of the REST API:
 * <pre>
 *   visit: massage            booked: massage            cancelled: b-1      noShow: b-1      moved: b-1      removed: b-1
 *   price: 60                 id: b-1                                                         startsAt: …
 *                             startsAt: 2026-02-01T10:00
 *   receipt: PRODUCT          pass: 10 massages          survey: CSAT     activity: PAGE_VIEWED        tag: student    client:
 *   amount: 30                visitsLeft: 2              score: 9         data: {category: massage}    untag: call       city: Riga
 * </pre>
 */
final class ReadNews {
    private static final Set<String> OTHERS = Set.of("receipt", "pass", "survey", "activity", "tag", "untag", "client");

    private final BusinessSettings business;
    private final String client;
    private final ObjectNode profile;
    private final ReadBookings bookings;
    private final ReadPasses passes;
    private final Map<String, Integer> counts = new HashMap<>();

    /** Of a client whose profile is this at first. */
    ReadNews(BusinessSettings business, String client, ObjectNode profile) {
        this.business = business;
        this.client = client;
        this.profile = profile;
        this.bookings = new ReadBookings(business);
        this.passes = new ReadPasses(business.zone());
    }

    /** The profile they begin with. */
    Scenario.News registered(Instant at) {
        ObjectNode body = profile.deepCopy();
        return new Scenario.News(
                told -> told.profile(body, at, at),
                List.of(new TriggerEvent(Trigger.Kind.REGISTERED, "client:" + client, at, null, null, null)));
    }

    /** What a line tells; nothing if it only expects something, or is wrong. */
    List<Scenario.News> read(LocalFields line, Instant at) {
        var keys = new TreeSet<>(OTHERS);
        keys.addAll(ReadBookings.KEYS);
        keys.retainAll(line.fields().names());
        if (keys.size() > 1) {
            line.fields()
                    .wrong(
                            keys.last(),
                            "stands beside '" + keys.first()
                                    + "'; a line tells one thing, two lines may have one 'at'");
        }
        keys.forEach(key -> line.fields().any(key));
        if (keys.isEmpty()) {
            return List.of();
        }
        Instant occurred = requireNonNullElse(line.moment("occurredAt"), at);
        if (occurred.isAfter(at)) {
            line.fields().wrong("occurredAt", "is after 'at', when it is told");
        }
        Scenario.News news = news(keys.first(), line, new When(at, occurred));
        return news == null ? List.of() : List.of(news);
    }

    /** When something is told, and when it happened. */
    record When(Instant told, Instant occurred) {}

    private Scenario.@Nullable News news(String key, LocalFields line, When when) {
        return switch (key) {
            case "receipt" -> receipt(line.fields(), when);
            case "pass" -> passes.read(line.fields(), when);
            case "survey" -> survey(line.fields(), when);
            case "activity" -> activity(line.fields(), when);
            case "tag" -> tags(line, key, when);
            case "untag" -> tags(line, key, when);
            case "client" -> profile(line, when);
            default -> bookings.read(key, line, when);
        };
    }

    private Scenario.@Nullable News receipt(Fields line, When when) {
        var kind = line.constant("receipt", ReceiptState.Kind.class);
        String id = id(line, "receipt");
        Long amount =
                line.required("amount", line.money("amount", business.currency().getDefaultFractionDigits()));
        LocalDate date = requireNonNullElse(
                line.day("date"), when.occurred().atZone(business.zone()).toLocalDate());
        String service = line.id("service");
        String paymentMethod = line.text("paymentMethod");
        String booking = line.id("booking");
        if (kind == null || amount == null) {
            return null;
        }
        var state = new ReceiptState(id, date, amount, kind.name(), service, paymentMethod, booking);
        return new Scenario.News(
                told -> told.receipt(new Version<>(id, when.occurred(), when.told(), state)), List.of());
    }

    private Scenario.@Nullable News survey(Fields line, When when) {
        SurveyState.Kind kind = line.constant("survey", SurveyState.Kind.class);
        String id = id(line, "survey");
        Integer score = line.required("score", line.whole("score", 0, 10));
        String booking = line.id("booking");
        if (kind == null || score == null) {
            return null;
        }
        var state = new SurveyState(id, kind, score, when.occurred(), booking);
        var triggerEvent = new TriggerEvent(
                Trigger.Kind.SURVEY, "survey:" + id + ":" + when.occurred(), when.occurred(), null, null, id);
        return new Scenario.News(
                told -> told.survey(new Version<>(id, when.occurred(), when.told(), state)), List.of(triggerEvent));
    }

    private Scenario.@Nullable News activity(Fields line, When when) {
        Activity.Type type = line.constant("activity", Activity.Type.class);
        String id = id(line, "activity");
        Map<String, Object> data = data(line.object("data"));
        if (type == null) {
            return null;
        }
        var activity = new Activity(id, type, when.occurred(), data);
        var triggerEvent = new TriggerEvent(Trigger.Kind.ACTIVITY, "activity:" + id, when.occurred(), null, id, null);
        return new Scenario.News(told -> told.activity(activity, when.told()), List.of(triggerEvent));
    }

    private static Map<String, Object> data(@Nullable Fields fields) {
        var data = new HashMap<String, Object>();
        if (fields != null) {
            for (String name : fields.names()) {
                JsonNode value = fields.any(name);
                if (value != null && value.isContainerNode()) {
                    fields.wrong(name, "is a text, a number, true or false");
                } else if (value != null) {
                    data.put(
                            name,
                            value.isNumber()
                                    ? value.decimalValue()
                                    : value.isBoolean() ? value.booleanValue() : value.asText());
                }
            }
        }
        return data;
    }

    private static Scenario.News tags(LocalFields line, String key, When when) {
        List<String> names = line.names(key).all();
        boolean on = key.equals("tag");
        return new Scenario.News(
                told -> names.forEach(name -> {
                    if (on) {
                        told.tag(name, when.occurred());
                    } else {
                        told.untag(name, when.occurred());
                    }
                }),
                List.of());
    }

    private Scenario.@Nullable News profile(LocalFields line, When when) {
        LocalFields changed = line.object("client");
        if (changed == null) {
            return null;
        }
        profile.setAll(ReadClient.read(changed, business.currency()));
        ObjectNode body = profile.deepCopy();
        return new Scenario.News(told -> told.profile(body, when.occurred(), when.told()), List.of());
    }

    private String id(Fields line, String kind) {
        String given = line.id("id");
        return given != null ? requireNonNull(given) : kind + "-" + counts.merge(kind, 1, Integer::sum);
    }
}
