package io.regulars.evaluation.load;

import io.regulars.facts.history.BusinessSettings;
import io.regulars.platform.database.RowReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service has cost since when, from all that the catalogue was told of it. */
public final class Prices {
    /**
     * Two columns of a service {@code s}: its price, and its prices since when as {@code 1735689600=40.00,…}; the latter null
     * where only the former is known.
     */
    public static final String OF_SERVICE_S = """
            s.price_minor, (select string_agg(extract(epoch from v.occurred_at) || '=' || coalesce(v.state ->> 'price', ''), ','
                                   order by v.occurred_at, v.seq)
              from service_version v where v.business_id = s.business_id and v.external_id = s.external_id)""";

    private Prices() {}

    static List<BusinessSettings.Price> read(RowReader cells, Currency currency) throws SQLException {
        Long now = cells.numberOrNull();
        String told = cells.textOrNull();
        return told == null ? List.of(new BusinessSettings.Price(Instant.EPOCH, now)) : parse(told, currency);
    }

    /** From the second of the columns. */
    public static List<BusinessSettings.Price> parse(String told, Currency currency) {
        var prices = new ArrayList<BusinessSettings.Price>();
        for (String one : told.split(",", -1)) {
            int equals = one.indexOf('=');
            prices.add(new BusinessSettings.Price(
                    moment(new BigDecimal(one.substring(0, equals))), minor(one.substring(equals + 1), currency)));
        }
        return prices;
    }

    private static Instant moment(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    private static @Nullable Long minor(String amount, Currency currency) {
        return amount.isEmpty()
                ? null
                : new BigDecimal(amount)
                        .movePointRight(currency.getDefaultFractionDigits())
                        .longValueExact();
    }
}
