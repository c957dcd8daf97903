package io.regulars.facts.measures;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.values.Window;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client's money in minor units unless said otherwise: what completed bookings were paid with ({@link Bill}), and receipts
 * that count by themselves. These are those that name no booking, fees, and what was paid for a booking that was cancelled or
 * missed and not given back. What names a booking that was moved is of the one in its place. Tips never count; what names a
 * booking that is not known counts once it is.
 */
public final class Spend {
    private static final Comparator<ReceiptState> BY_DATE =
            Comparator.comparing(ReceiptState::date).thenComparing(ReceiptState::id);

    private final BusinessSettings business;
    private final Diary diary;
    private final Bill[] bills;
    private final List<Own> own = new ArrayList<>();
    private final long total;

    /** Money that counts by itself, of a day. */
    private record Own(int day, long minor, @Nullable String service) {}

    /** Settles the bookings of a diary by the receipts that name them; the other receipts count by themselves. */
    public Spend(BusinessSettings business, Diary diary, List<ReceiptState> receipts) {
        this.business = business;
        this.diary = diary;
        Map<String, List<ReceiptState>> named = new HashMap<>();
        for (ReceiptState receipt : receipts) {
            if (receipt.booking() != null) {
                named.computeIfAbsent(diary.becomes(receipt.booking()), id -> new ArrayList<>())
                        .add(receipt);
            }
            if (countsByItself(receipt)) {
                add(receipt.date(), receipt.takenMinor(), receipt.service());
            }
        }
        bills = new Bill[diary.size()];
        for (int i = 0; i < bills.length; i++) {
            BookingState booking = diary.booking(i);
            List<ReceiptState> ofBooking = named.getOrDefault(booking.id(), List.of());
            bills[i] = Bill.of(business, booking, ofBooking);
            if (diary.status(i) == Status.CANCELLED || diary.status(i) == Status.NO_SHOW) {
                addKept(booking, ofBooking);
            }
        }
        total = in(Window.EVER);
    }

    private static boolean countsByItself(ReceiptState receipt) {
        return switch (receipt.meaning()) {
            case TIP -> false;
            case FEE -> true;
            default -> receipt.booking() == null;
        };
    }

    /** What was paid for a booking that did not take place, less what was given back of it. */
    private void addKept(BookingState booking, List<ReceiptState> receipts) {
        List<ReceiptState> named = receipts.stream().sorted(BY_DATE).toList();
        long kept = 0;
        long refunded = booking.refundedMinor();
        for (ReceiptState receipt : named) {
            if (Bill.settles(receipt) && receipt.takenMinor() > 0) {
                long given = Math.min(refunded, receipt.takenMinor());
                refunded -= given;
                kept += receipt.takenMinor() - given;
                add(receipt.date(), receipt.takenMinor() - given, serviceOf(receipt, booking));
            }
        }
        for (ReceiptState receipt : named) {
            if (Bill.settles(receipt) && receipt.takenMinor() < 0) {
                long given = Math.min(kept, -receipt.takenMinor());
                kept -= given;
                add(receipt.date(), -given, serviceOf(receipt, booking));
            }
        }
    }

    private static String serviceOf(ReceiptState receipt, BookingState booking) {
        return receipt.service() == null ? booking.service() : receipt.service();
    }

    private void add(LocalDate date, long minor, @Nullable String service) {
        own.add(new Own((int) date.toEpochDay(), minor, service));
    }

    /** All that was spent. */
    public long total() {
        return total;
    }

    /** By the day a booking starts and the date of a receipt. */
    public long in(Window window) {
        return in(window, service -> true);
    }

    /** Of the services that pass; a receipt without a service passes only where null does. */
    public long in(Window window, Predicate<@Nullable String> test) {
        long sum = 0;
        for (int i = 0; i < bills.length; i++) {
            if (diary.isCompleted(i)
                    && diary.isIn(window, i)
                    && test.test(diary.booking(i).service())) {
                sum += bills[i].paid();
            }
        }
        for (Own receipt : own) {
            if (window.has(receipt.day()) && test.test(receipt.service())) {
                sum += receipt.minor();
            }
        }
        return sum;
    }

    /** Takes money of a day. */
    @FunctionalInterface
    public interface Parts {
        void take(int day, long minor, @Nullable String service);
    }

    /** Gives all that makes up the total, by the days and services that it counts for. */
    public void each(Parts parts) {
        for (int i = 0; i < bills.length; i++) {
            if (diary.isCompleted(i)) {
                parts.take(diary.day(i), bills[i].paid(), diary.booking(i).service());
            }
        }
        own.forEach(receipt -> parts.take(receipt.day(), receipt.minor(), receipt.service()));
    }

    /** The dates of the receipts that count by themselves. */
    public int[] receiptDays() {
        return own.stream().mapToInt(Own::day).toArray();
    }

    /** What a booking of the diary cost and what was paid. */
    public Bill bill(int index) {
        return bills[index];
    }

    /** Of what is spent, what completed bookings are taken to have cost of which nobody said it. */
    long assumed() {
        long sum = 0;
        for (int i = 0; i < bills.length; i++) {
            sum += diary.isCompleted(i) && bills[i].isAssumed() ? bills[i].paid() : 0;
        }
        return sum;
    }

    /** Per visit of which a price is known, in units of the currency; NaN without one. */
    public double average() {
        return average(business, total, pricedVisits().length);
    }

    /** The same of what was spent all in all, and how many visits there were of which a price is known. */
    public static double average(BusinessSettings business, long total, int visits) {
        return visits == 0 ? Double.NaN : (double) total / (visits * business.minorUnits());
    }

    /** The days of the visits of which a price is known, in order. */
    public int[] pricedVisits() {
        return diary.occasions(i -> diary.isCompleted(i) && bills[i].price() != null);
    }

    /** The highest price of a completed booking in units of the currency; NaN if none is known. */
    public double highestPrice() {
        double highest = Double.NaN;
        for (int i = 0; i < bills.length; i++) {
            Long minor = bills[i].price();
            if (diary.isCompleted(i) && minor != null) {
                double price = business.amount(minor);
                highest = highest >= price ? highest : price;
            }
        }
        return highest;
    }

    /** Without bookings of which no price is known: what they cost would be a loss that nobody made. */
    public long profit() {
        long profit = total;
        for (int i = 0; i < bills.length; i++) {
            if (diary.isCompleted(i) && bills[i].price() != null) {
                profit -= business.costOf(diary.booking(i).service());
            }
        }
        return profit;
    }
}
