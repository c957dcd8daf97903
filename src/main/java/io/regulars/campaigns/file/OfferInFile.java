package io.regulars.campaigns.file;

import static io.regulars.campaigns.file.CampaignFields.duration;
import static io.regulars.campaigns.file.CampaignFields.money;
import static io.regulars.campaigns.file.CampaignFields.number;
import static io.regulars.campaigns.file.CampaignFields.parsed;
import static io.regulars.campaigns.file.CampaignFields.require;
import static io.regulars.campaigns.file.CampaignFields.texts;
import static java.util.Objects.requireNonNullElse;

import io.regulars.campaigns.OfferTerms;
import io.regulars.platform.json.Fields;
import io.regulars.platform.text.NearestName;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a campaign offers: {@code offer: {percent: 15, validity: 14d}}. */
final class OfferInFile {
    private static final Pattern POOL = Pattern.compile("pool:([A-Za-z0-9][A-Za-z0-9._-]{0,59})");
    private static final Pattern FIXED = Pattern.compile("fixed:([A-Za-z0-9][A-Za-z0-9-]{0,39})");

    private OfferInFile() {}

    /** Null if the campaign offers nothing. */
    static @Nullable OfferTerms read(@Nullable Fields offer) {
        if (offer == null) {
            return null;
        }
        BigDecimal percent = number(offer, "percent");
        require(
                percent == null || percent.signum() > 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0,
                offer,
                "percent",
                "is above 0 and at most 100");
        BigDecimal amount = money(offer, "amount", "An 'amount' is such as 12.50: above 0, with at most 4 decimals.");
        String gift = offer.text("gift");
        long said = Stream.of("percent", "amount", "gift")
                .filter(key -> offer.any(key) != null)
                .count();
        if (said != 1) {
            offer.wrong("percent", "An offer has exactly one of 'percent', 'amount' and 'gift'.");
        }
        var terms = new OfferTerms(
                worth(percent, amount, gift),
                duration(offer, "validity"),
                texts(offer, "services"),
                texts(offer, "categories"),
                money(offer, "minSpend", "A 'minSpend' is such as 40: above 0, with at most 4 decimals."),
                requireNonNullElse(parsed(offer, "code", OfferInFile::code), new OfferTerms.CodeSource.Generated()),
                requireNonNullElse(offer.whole("uses", 1, 1_000), 1),
                Boolean.TRUE.equals(offer.flag("stack")));
        offer.refuseUnknown();
        return terms;
    }

    private static OfferTerms.Worth worth(
            @Nullable BigDecimal percent, @Nullable BigDecimal amount, @Nullable String gift) {
        if (percent != null) {
            return new OfferTerms.Worth.Percent(percent);
        }
        return amount != null
                ? new OfferTerms.Worth.Amount(amount)
                : new OfferTerms.Worth.Gift(requireNonNullElse(gift, ""));
    }

    private static OfferTerms.CodeSource code(String written) {
        Matcher pool = POOL.matcher(written);
        if (pool.matches()) {
            return new OfferTerms.CodeSource.Pool(pool.group(1));
        }
        Matcher fixed = FIXED.matcher(written);
        if (fixed.matches()) {
            return new OfferTerms.CodeSource.Fixed(fixed.group(1).toUpperCase(Locale.ROOT));
        }
        if (written.equals("generated")) {
            return new OfferTerms.CodeSource.Generated();
        }
        throw new IllegalArgumentException(
                "A 'code' is generated, pool:<name> or fixed:<CODE>, not '" + NearestName.shortened(written) + "'.");
    }
}
