package io.regulars.facts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money outside bookings ({@code domain.md}, Receipt).
 *
 * @param date local day of the business
 * @param amountMinor minor units of the business's currency; negative for money given back
 * @param kind PRODUCT, PACKAGE, MEMBERSHIP, SERVICE …
 * @param booking external id of the booking it belongs to; null: it counts towards spend by itself
 */
public record ReceiptState(
        String id,
        LocalDate date,
        long amountMinor,
        String kind,
        @Nullable String service,
        @Nullable String paymentMethod,
        @Nullable String booking) {}
