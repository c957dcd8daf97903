package io.regulars.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client's money: completed bookings, and receipts not tied to a booking; in minor units unless said otherwise. */
final class Spend {
    private final Business business;
    private final Diary diary;
    private final List<ReceiptState> receipts;
    private final long total;

    Spend(Business business, Diary diary, List<ReceiptState> all) {
        this.business = business;
        this.diary = diary;
        receipts = new ArrayList<>(all.size());
        for (ReceiptState receipt : all) {
            if (receipt.booking() == null) {
                receipts.add(receipt);
            }
        }
        total = in(Window.EVER);
    }

    long total() {
        return total;
    }

    /** By the day a booking starts and the date of a receipt. */
    long in(Window window) {
        return in(window, service -> true);
    }

    /** Of the services that pass; a receipt without a service passes only where null does. */
    long in(Window window, Predicate<@Nullable String> test) {
        long sum = 0;
        for (int i = 0; i < diary.size(); i++) {
            if (diary.isCompleted(i)
                    && diary.isIn(window, i)
                    && test.test(diary.booking(i).service())) {
                sum += diary.booking(i).paidMinor();
            }
        }
        for (ReceiptState receipt : receipts) {
            if (window.has((int) receipt.date().toEpochDay()) && test.test(receipt.service())) {
                sum += receipt.amountMinor();
            }
        }
        return sum;
    }

    /** The dates of the receipts that count by themselves. */
    int[] receiptDays() {
        int[] days = new int[receipts.size()];
        for (int i = 0; i < days.length; i++) {
            days[i] = (int) receipts.get(i).date().toEpochDay();
        }
        return days;
    }

    /** Per visit, in units of the currency; NaN without a visit. */
    double average(int visits) {
        return visits == 0 ? Double.NaN : (double) total / (visits * business.minorUnits());
    }

    /** The highest price of a completed booking in units of the currency; NaN without one. */
    double highestPrice() {
        double highest = Double.NaN;
        for (int i = 0; i < diary.size(); i++) {
            if (diary.isCompleted(i)) {
                double price = business.amount(diary.booking(i).priceMinor());
                highest = highest >= price ? highest : price;
            }
        }
        return highest;
    }

    long profit() {
        long profit = total;
        for (int i = 0; i < diary.size(); i++) {
            if (diary.isCompleted(i)) {
                profit -= business.costOf(diary.booking(i).service());
            }
        }
        return profit;
    }
}
