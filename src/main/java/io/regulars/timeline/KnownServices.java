package io.regulars.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.load.Prices;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The catalogue of a business as it was known at some moment. */
final class KnownServices {
    private KnownServices() {}

    /** The business with that catalogue in place of today's; its other settings stay. */
    static BusinessSettings at(Transaction transaction, BusinessId id, BusinessSettings business, Instant knownAt)
            throws SQLException {
        List<BusinessSettings.Service> services = transaction.list(
                """
                select distinct on (external_id) external_id, state,
                       string_agg(extract(epoch from occurred_at) || '=' || coalesce(state ->> 'price', ''), ',') over (
                           partition by external_id order by occurred_at, seq) as prices
                from service_version
                where business_id = ? and recorded_at <= ?
                order by external_id, occurred_at desc, seq desc
                """,
                row -> service(
                        row.getString("external_id"),
                        Json.stored(row.getString("state")),
                        Prices.parse(row.getString("prices"), business.currency()),
                        business.currency()),
                id.value(),
                knownAt);
        Map<String, BusinessSettings.Service> byCode = new HashMap<>();
        services.forEach(service -> byCode.put(service.code(), service));
        return business.with(byCode);
    }

    private static BusinessSettings.Service service(
            String code, JsonNode state, List<BusinessSettings.Price> prices, Currency currency) {
        JsonNode hours = state.path("lateCancellationHours");
        return new BusinessSettings.Service(
                code,
                state.path("category").asText(null),
                new BigDecimal(state.path("cost").asText("0"))
                        .movePointRight(currency.getDefaultFractionDigits())
                        .longValueExact(),
                hours.isNumber() ? Duration.ofHours(hours.asInt()) : null,
                prices);
    }
}
