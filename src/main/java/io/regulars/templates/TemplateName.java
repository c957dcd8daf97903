package io.regulars.templates;

import static io.regulars.templates.NameKind.LIST;
import static io.regulars.templates.NameKind.MOMENT;
import static io.regulars.templates.NameKind.MONEY;
import static io.regulars.templates.NameKind.NUMBER;
import static io.regulars.templates.NameKind.TEXT;
import static io.regulars.templates.NameKind.URL;

import io.regulars.templates.TemplateValues.OfBooking;
import io.regulars.templates.TemplateValues.OfLocation;
import io.regulars.templates.TemplateValues.OfOffer;
import io.regulars.templates.TemplateValues.OfSlot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A name that templates may use.
 *
 * @param group before the dot
 * @param name behind it
 * @param optional whether it may be missing where its group is there
 */
record TemplateName(
        String group, String name, NameKind kind, boolean optional, Function<TemplateValues, @Nullable Object> value) {
    /** As a template writes it: {@code client.firstName}. */
    String written() {
        return group + "." + name;
    }

    /** Groups that are not there for every message. */
    static final List<String> OCCASIONAL = List.of("location", "booking", "offer", "slot", "survey");

    /** A custom attribute: {@code client.text("hairType")}. */
    static final String ATTRIBUTE = "text";

    /** The day on which the message goes out. */
    static final String TODAY = "today";

    /** All names by group and name, in the order in which documents list them. */
    static final Map<String, Map<String, TemplateName>> ALL = all();

    /** Those of a layout besides: what is known of the mail around its content. */
    static final Map<String, NameKind> OF_LAYOUT =
            Map.of("subject", TEXT, "preheader", TEXT, "language", TEXT, "direction", TEXT);

    private static Map<String, Map<String, TemplateName>> all() {
        var names = new Names();
        names.optional("client", "firstName", TEXT, it -> it.client().firstName());
        names.optional("client", "lastName", TEXT, it -> it.client().lastName());
        names.optional("client", "language", TEXT, it -> it.client().language());
        names.optional("client", "city", TEXT, it -> it.client().city());
        names.optional("client", "lastVisitOn", NameKind.DAY, it -> it.client().lastVisitOn());
        names.known("client", "visits", NUMBER, it -> it.client().visits());
        names.optional("client", "favouriteService", TEXT, it -> it.client().favouriteService());
        names.known("business", "name", TEXT, it -> it.business().name());
        names.optional("business", "phone", TEXT, it -> it.business().phone());
        names.optional("business", "address", TEXT, it -> it.business().address());
        names.optional("business", "url", URL, it -> it.business().url());
        names.known("location", "name", TEXT, it -> of(it.location(), OfLocation::name));
        names.optional("location", "phone", TEXT, it -> of(it.location(), OfLocation::phone));
        names.optional("location", "address", TEXT, it -> of(it.location(), OfLocation::address));
        names.known("booking", "service", TEXT, it -> of(it.booking(), OfBooking::service));
        names.optional("booking", "staff", TEXT, it -> of(it.booking(), OfBooking::staff));
        names.known("booking", "startsAt", MOMENT, it -> of(it.booking(), OfBooking::startsAt));
        names.optional("booking", "endsAt", MOMENT, it -> of(it.booking(), OfBooking::endsAt));
        names.optional("booking", "price", MONEY, it -> of(it.booking(), OfBooking::price));
        names.optional("booking", "location", TEXT, it -> of(it.booking(), OfBooking::location));
        names.optional("offer", "percent", NUMBER, it -> of(it.offer(), OfOffer::percent));
        names.optional("offer", "amount", MONEY, it -> of(it.offer(), OfOffer::amount));
        names.optional("offer", "gift", TEXT, it -> of(it.offer(), OfOffer::gift));
        names.optional("offer", "code", TEXT, it -> of(it.offer(), OfOffer::code));
        names.optional("offer", "validUntil", MOMENT, it -> of(it.offer(), OfOffer::validUntil));
        names.known("offer", "services", LIST, it -> of(it.offer(), OfOffer::services));
        names.known("slot", "startsAt", MOMENT, it -> of(it.slot(), OfSlot::startsAt));
        names.known("slot", "service", TEXT, it -> of(it.slot(), OfSlot::service));
        names.optional("slot", "staff", TEXT, it -> of(it.slot(), OfSlot::staff));
        names.known("slot", "closesAt", MOMENT, it -> of(it.slot(), OfSlot::closesAt));
        names.known("survey", "score", NUMBER, it -> of(it.survey(), TemplateValues.OfSurvey::score));
        names.optional("link", "book", URL, it -> it.link().book());
        names.known("link", "unsubscribe", URL, it -> it.link().unsubscribe());
        names.known("link", "preferences", URL, it -> it.link().preferences());
        names.optional("link", "confirm", URL, it -> it.link().confirm());
        names.optional("link", "cancel", URL, it -> it.link().cancel());
        return names.byGroup;
    }

    private static <T> @Nullable Object of(@Nullable T group, Function<T, @Nullable Object> value) {
        return group == null ? null : value.apply(group);
    }

    private static final class Names {
        private final Map<String, Map<String, TemplateName>> byGroup = new LinkedHashMap<>();

        private void optional(
                String group, String name, NameKind kind, Function<TemplateValues, @Nullable Object> value) {
            add(new TemplateName(group, name, kind, true, value));
        }

        private void known(String group, String name, NameKind kind, Function<TemplateValues, @Nullable Object> value) {
            add(new TemplateName(group, name, kind, false, value));
        }

        private void add(TemplateName name) {
            byGroup.computeIfAbsent(name.group, group -> new LinkedHashMap<>()).put(name.name, name);
        }
    }
}
