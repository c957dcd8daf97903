package io.regulars.facts.measures;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.ReceiptState.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a booking cost and what of it the client paid, once the receipts that name it are counted in.
 * <pre>
 *   price 60, PAYMENT 60                   → price 60, paid 60
 *   no price, DEPOSIT 20 and PAYMENT 35    → price 55, paid 55
 *   no price, 40 in the catalogue          → price 40 assumed, paid 40
 *   price 60, tip 5, REFUND 65             → price 60, paid 0
 *   price 60, PAYMENT 60 twice, REFUND 60  → price 60, paid 60
 * </pre>
 *
 * @param price before discount, in minor units; null: not known
 * @param isAssumed whether nobody said the price
 * @param paid price less discount and refunds; refunds take what was paid too much first, then tip and tax, and no more than
 *     was paid. 0 if the price is not known
 */
public record Bill(@Nullable Long price, boolean isAssumed, long paid) {
    /** What a booking came to with the receipts that name it. */
    public static Bill of(BusinessSettings business, BookingState booking, List<ReceiptState> named) {
        long payments = 0;
        long deposits = 0;
        long received = 0;
        long refunds = booking.refundedMinor();
        for (ReceiptState receipt : named) {
            long taken = settles(receipt) ? receipt.takenMinor() : 0;
            boolean isMoney = receipt.meaning() == Kind.PAYMENT || receipt.meaning() == Kind.DEPOSIT;
            received += isMoney ? Math.max(0, taken) : 0;
            if (taken < 0) {
                refunds -= taken;
            } else if (receipt.meaning() == Kind.DEPOSIT) {
                deposits += taken;
            } else {
                payments += taken;
            }
        }
        Long price = booking.priceMinor();
        boolean assumed = price == null && payments == 0;
        if (price == null) {
            price = payments > 0
                    ? Long.valueOf(payments + deposits + booking.discountMinor())
                    : business.assumedPrice(booking);
        }
        if (price == null && deposits > 0) {
            price = deposits + booking.discountMinor();
        }
        if (price == null) {
            return new Bill(null, assumed, 0);
        }
        long due = price - booking.discountMinor();
        long extra = booking.tipMinor() + booking.taxMinor();
        long tooMuch = Math.max(0, received - due - extra);
        long beyond = Math.max(0, refunds - tooMuch - extra);
        return new Bill(price, assumed, Math.max(0, due - beyond));
    }

    /** Whether a receipt that names a booking is a part of what was paid for it, or given back. */
    public static boolean settles(ReceiptState receipt) {
        return switch (receipt.meaning()) {
            case PRODUCT, PACKAGE, MEMBERSHIP, SERVICE, PAYMENT, REFUND, DEPOSIT -> true;
            case GIFT_CARD, FEE, TIP, OTHER -> false;
        };
    }
}
