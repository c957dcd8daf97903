package io.regulars.campaigns;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign offers.
 *
 * @param validity how long it holds from the moment its step is due; null: for ever
 * @param services what it is for, by their codes; empty: with {@code categories} empty too, for all
 * @param minSpend the least that a booking has to cost, in units of the business's currency; null: anything
 * @param uses how often a code counts
 * @param stack whether it counts together with another offer
 */
public record OfferTerms(
        Worth worth,
        @Nullable Duration validity,
        List<String> services,
        List<String> categories,
        @Nullable BigDecimal minSpend,
        CodeSource code,
        int uses,
        boolean stack) {
    public OfferTerms {
        services = List.copyOf(services);
        categories = List.copyOf(categories);
    }

    /** What it is worth. */
    public sealed interface Worth {
        /** So much off, in percent: above 0, at most 100. */
        record Percent(BigDecimal percent) implements Worth {}

        /** So much off, in units of the business's currency. */
        record Amount(BigDecimal amount) implements Worth {}

        /** A present, as it is told to the client. */
        record Gift(String gift) implements Worth {}
    }

    /** Where the code comes from that the client shows. */
    public sealed interface CodeSource {
        /** Made for each client. */
        record Generated() implements CodeSource {}

        /** One for each client, of a pool that the business has filled. */
        record Pool(String pool) implements CodeSource {}

        /** The same for everybody. */
        record Fixed(String code) implements CodeSource {}
    }
}
