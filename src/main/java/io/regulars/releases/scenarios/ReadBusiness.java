package io.regulars.releases.scenarios;

import static java.util.Objects.requireNonNullElse;

import io.regulars.facts.history.BusinessSettings;
import io.regulars.platform.json.Fields;
import io.regulars.platform.text.Codes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the business that scenarios happen in, with the field names of the REST API; everything has a default.
 * <pre>
 *   business: {zone: Europe/Riga, currency: EUR, country: LV, cancellationNoticeHours: 24}
 *   services:
 *     massage: {category: massage, cost: 20, lateCancellationHours: 48}
 * </pre>
 */
final class ReadBusiness {
    private static final BusinessSettings DEFAULT = new BusinessSettings(
            ZoneId.of("UTC"), Currency.getInstance("EUR"), "LV", Duration.ofHours(24), null, Map.of(), Map.of());

    private ReadBusiness() {}

    /** The business that an object's keys {@code business} and {@code services} describe; what is absent is as given. */
    static BusinessSettings read(Fields around, @Nullable BusinessSettings given) {
        BusinessSettings settings = settings(around.object("business"), given == null ? DEFAULT : given);
        Fields services = around.object("services");
        return services == null ? settings : settings.with(services(services, settings.currency()));
    }

    private static BusinessSettings settings(@Nullable Fields fields, BusinessSettings otherwise) {
        if (fields == null) {
            return otherwise;
        }
        Integer notice = fields.whole("cancellationNoticeHours", 0, 8_760);
        Integer assumed = fields.whole("assumeCompletedAfterHours", 0, 8_760);
        var locations = new HashMap<>(otherwise.locationZones());
        for (Fields location : fields.objects("locations")) {
            String id = location.required("id", location.id("id"));
            ZoneId zone = location.required("zone", location.read("zone", Codes::zone));
            location.refuseUnknown();
            if (id != null && zone != null) {
                locations.put(id, zone);
            }
        }
        var business = new BusinessSettings(
                requireNonNullElse(fields.read("zone", Codes::zone), otherwise.zone()),
                requireNonNullElse(fields.read("currency", Codes::currency), otherwise.currency()),
                requireNonNullElse(fields.read("country", Codes::country), otherwise.country()),
                notice == null ? otherwise.cancellationNotice() : Duration.ofHours(notice),
                assumed == null ? otherwise.assumeCompletedAfter() : Duration.ofHours(assumed),
                locations,
                otherwise.services(),
                requireNonNullElse(fields.read("priceWhenUnsaid", ReadBusiness::price), otherwise.priceWhenUnsaid()));
        fields.refuseUnknown();
        return business;
    }

    private static BusinessSettings.PriceWhenUnsaid price(String word) {
        return switch (word) {
            case "catalogue" -> BusinessSettings.PriceWhenUnsaid.CATALOGUE;
            case "zero" -> BusinessSettings.PriceWhenUnsaid.ZERO;
            default -> throw new IllegalArgumentException("is catalogue or zero");
        };
    }

    private static Map<String, BusinessSettings.Service> services(Fields fields, Currency currency) {
        var services = new HashMap<String, BusinessSettings.Service>();
        for (String code : fields.names()) {
            Fields service = fields.object(code);
            if (service != null) {
                String category = service.id("category");
                Long price = service.positiveMoney("price", currency.getDefaultFractionDigits());
                Long cost = service.positiveMoney("cost", currency.getDefaultFractionDigits());
                Integer notice = service.whole("lateCancellationHours", 0, 8_760);
                service.refuseUnknown();
                services.put(
                        code,
                        new BusinessSettings.Service(
                                code,
                                category,
                                requireNonNullElse(cost, 0L),
                                notice == null ? null : Duration.ofHours(notice),
                                List.of(new BusinessSettings.Price(Instant.EPOCH, price))));
            }
        }
        return services;
    }
}
