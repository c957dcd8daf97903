package io.regulars.facts.history;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Money outside bookings ({@code docs/domain.md}, Receipt).
 *
 * @param date local day of the business
 * @param amountMinor minor units of the business's currency; negative for money given back
 * @param kind a {@link Kind}; old receipts may be of any
 * @param booking external id of the booking it belongs to; null: it counts towards spend by itself
 */
public record ReceiptState(
        String id,
        LocalDate date,
        long amountMinor,
        String kind,
        @Nullable String service,
        @Nullable String paymentMethod,
        @Nullable String booking) {
    /** What money is for. */
    public enum Kind {
        PRODUCT,
        PACKAGE,
        MEMBERSHIP,
        SERVICE,
        /** Spend when it is sold; one that names a booking was used for it, which is none. */
        GIFT_CARD,
        /** Of a missed booking, for instance: spend of its own, whatever it names. */
        FEE,
        /** Of a booking: what was paid for it. */
        PAYMENT,
        /** Given back, with whatever sign. */
        REFUND,
        /** Never spend. */
        TIP,
        /** Of a booking: a part of its price that was paid before. */
        DEPOSIT,
        /** What old receipts were called otherwise. */
        OTHER;

        /** Those that can be told of a receipt. */
        public static final List<Kind> TOLD =
                Arrays.stream(values()).filter(kind -> kind != OTHER).toList();

        private static final Map<String, Kind> BY_NAME =
                Arrays.stream(values()).collect(Collectors.toMap(Kind::name, Function.identity()));

        static Kind of(String name) {
            return BY_NAME.getOrDefault(name, OTHER);
        }
    }

    /** What the kind that was sent counts as. */
    public Kind meaning() {
        return Kind.of(kind);
    }

    /** Whether something was sold. */
    public boolean isSale() {
        return switch (meaning()) {
            case PRODUCT, PACKAGE, MEMBERSHIP, SERVICE -> true;
            case GIFT_CARD, FEE, PAYMENT, REFUND, TIP, DEPOSIT, OTHER -> false;
        };
    }

    /** What came in; negative: what was given back. */
    public long takenMinor() {
        return meaning() == Kind.REFUND ? -Math.abs(amountMinor) : amountMinor;
    }
}
