package io.regulars.access.businesses;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.text.Codes;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;

/** A business in JSON: {@code {id, name, zone, currency, country, cancellationNoticeHours, …, locations: [{id, zone}], contactPolicy}}. */
public final class BusinessBody {
    private BusinessBody() {}

    /**
     * Reads and checks a business; all that is wrong is refused at once.
     *
     * @param fourEyes what is meant where it does not say: nobody takes that away by not knowing of it
     * @param contactPolicy what is meant where it says nothing of one, for the same reason
     */
    public static Business parse(ObjectNode json, boolean fourEyes, ContactPolicy contactPolicy) {
        var fields = new Fields(json);
        String id = fields.required("id", fields.id("id"));
        String name = fields.required("name", fields.text("name"));
        ZoneId zone = fields.required("zone", fields.read("zone", Codes::zone));
        Currency currency = fields.required("currency", fields.read("currency", Codes::currency));
        String country = fields.required("country", fields.read("country", Codes::country));
        Integer notice = fields.whole("cancellationNoticeHours", 0, 8_760);
        Integer assumed = fields.whole("assumeCompletedAfterHours", 0, 8_760);
        var price = fields.read("priceWhenUnsaid", Business.PriceWhenUnsaid::of);
        Boolean wantsFourEyes = fields.flag("fourEyes");
        Map<String, ZoneId> locations = locations(fields);
        Fields policy = fields.object("contactPolicy");
        ContactPolicy said = policy == null ? contactPolicy : ContactPolicyBody.parse(policy);
        fields.finish();
        return new Business(
                new BusinessId(0),
                requireNonNull(id),
                requireNonNull(name),
                requireNonNull(zone),
                requireNonNull(currency),
                requireNonNull(country),
                requireNonNullElse(notice, 24),
                assumed,
                requireNonNullElse(price, Business.PriceWhenUnsaid.CATALOGUE),
                requireNonNullElse(wantsFourEyes, fourEyes),
                locations,
                said);
    }

    /** The business as it is answered. */
    public static ObjectNode json(Business business) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", business.externalId())
                .put("name", business.name())
                .put("zone", business.zone().getId())
                .put("currency", business.currency().getCurrencyCode())
                .put("country", business.country())
                .put("cancellationNoticeHours", business.cancellationNoticeHours())
                .put("assumeCompletedAfterHours", business.assumeCompletedAfterHours())
                .put("priceWhenUnsaid", business.priceWhenUnsaid().word())
                .put("fourEyes", business.fourEyes());
        ArrayNode locations = json.putArray("locations");
        business.locations()
                .forEach((location, zone) ->
                        locations.addObject().put("id", location).put("zone", zone.getId()));
        json.set("contactPolicy", ContactPolicyBody.json(business.contactPolicy()));
        return json;
    }

    private static Map<String, ZoneId> locations(Fields fields) {
        var locations = new HashMap<String, ZoneId>();
        for (Fields location : fields.objects("locations")) {
            String id = location.required("id", location.id("id"));
            ZoneId zone = location.required("zone", location.read("zone", Codes::zone));
            location.refuseUnknown();
            if (id != null && zone != null) {
                locations.put(id, zone);
            }
        }
        return locations;
    }
}
