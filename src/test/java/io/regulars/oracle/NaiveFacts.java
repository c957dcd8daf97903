package io.regulars.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The words of {@code docs/domain.md} for one client at one moment, each counted from scratch. NaN: unknown. */
final class NaiveFacts {
    private static final Duration PATIENCE = Duration.ofHours(24);

    final Settings business;
    final Story.View view;
    final Instant now;
    final long today;
    private final List<Told.Booking> bookings = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();
    private final TreeMap<Long, Told.Booking> visits = new TreeMap<>();

    NaiveFacts(Settings business, Story.View view, Instant now) {
        this.business = business;
        this.view = view;
        this.now = now;
        this.today = business.day(now);
        for (Told.Booking booking : view.bookings()) {
            boolean moved = Story.isMoved(booking, view.bookings());
            if (moved) {
                replaced.add(booking.id());
            }
            bookings.add(
                    moved ? booking.as("CANCELLED") : isAssumedCompleted(booking) ? booking.as("COMPLETED") : booking);
        }
        bookings.sort(Comparator.comparing(Told.Booking::startsAt).thenComparing(Told.Booking::id));
        for (Told.Booking booking : bookings) {
            if (isCompleted(booking)) {
                visits.putIfAbsent(business.dayOf(booking), booking);
            }
        }
    }

    private boolean isAssumedCompleted(Told.Booking booking) {
        return booking.isBooked()
                && business.assumeCompletedAfter() != null
                && !assumedCompletedAt(business, booking).isAfter(now);
    }

    static Instant assumedCompletedAt(Settings business, Told.Booking booking) {
        Instant end = booking.endsAt() == null ? booking.startsAt() : booking.endsAt();
        return end.plus(java.util.Objects.requireNonNull(business.assumeCompletedAfter()));
    }

    private static boolean isCompleted(Told.Booking booking) {
        return booking.status().equals("COMPLETED");
    }

    int visits() {
        return visits.size();
    }

    double daysSinceFirstVisit() {
        return visits.isEmpty()
                ? Double.NaN
                : today - reached(visits.firstEntry().getValue());
    }

    double daysSinceLastVisit() {
        return visits.isEmpty()
                ? Double.NaN
                : today - reached(visits.lastEntry().getValue());
    }

    double daysSinceLastBooking() {
        return bookings.stream()
                .map(Told.Booking::madeAt)
                .max(Comparator.naturalOrder())
                .map(made -> (double) (today - business.day(made)))
                .orElse(Double.NaN);
    }

    double daysSinceRegistration() {
        Instant registered = view.profile().registeredAt();
        return registered == null ? Double.NaN : today - business.day(registered);
    }

    double age() {
        LocalDate birth = view.profile().birth();
        LocalDate day = LocalDate.ofEpochDay(today);
        return birth == null || birth.isAfter(day)
                ? Double.NaN
                : Period.between(birth, day).getYears();
    }

    long upcoming() {
        return bookings.stream()
                .filter(booking -> booking.isBooked() && booking.startsAt().isAfter(now))
                .count();
    }

    boolean inLast(int days, long day) {
        return day <= today && day > today - days;
    }

    /** What has taken place did so today at the latest, whatever day it is there. */
    private long reached(Told.Booking booking) {
        long day = business.dayOf(booking);
        return booking.startsAt().isAfter(now) ? day : Math.min(day, today);
    }

    long visitsInLast(int days) {
        return visits.values().stream()
                .filter(first -> inLast(days, reached(first)))
                .count();
    }

    long bookingsInLast(int days) {
        return bookings.stream()
                .filter(booking -> !replaced.contains(booking.id()) && inLast(days, business.dayOf(booking)))
                .count();
    }

    long noShowsInLast(int days) {
        return occasions(booking -> isMissed(booking) && inLast(days, reached(booking)));
    }

    private static boolean isMissed(Told.Booking booking) {
        return booking.status().equals("NO_SHOW");
    }

    /** The days with such a booking. */
    private long occasions(Predicate<Told.Booking> such) {
        return bookings.stream().filter(such).map(business::dayOf).distinct().count();
    }

    long visitsToInLast(String service, int days) {
        return bookings.stream()
                .filter(booking -> isCompleted(booking) && booking.service().equals(service))
                .filter(booking -> inLast(days, reached(booking)))
                .map(business::dayOf)
                .distinct()
                .count();
    }

    long spend() {
        return spend(booking -> true, day -> true);
    }

    long spendInLast(int days) {
        return spend(booking -> inLast(days, reached(booking)), day -> inLast(days, day));
    }

    private long spend(Predicate<Told.Booking> booked, Predicate<Long> counts) {
        long spend = 0;
        for (Told.Booking booking : bookings) {
            if (isCompleted(booking) && booked.test(booking)) {
                spend += paid(booking);
            }
            if (!isCompleted(booking) && !booking.isBooked()) {
                spend += kept(booking, counts);
            }
        }
        for (Told.Receipt receipt : view.receipts()) {
            boolean own = receipt.booking() == null || receipt.kind().equals("FEE");
            if (own
                    && !receipt.kind().equals("TIP")
                    && counts.test(receipt.date().toEpochDay())) {
                spend += taken(receipt);
            }
        }
        return spend;
    }

    /** Price less discount, less what of the refunds is more than the tip and what was paid too much. */
    private long paid(Told.Booking booking) {
        long payments = 0;
        long deposits = 0;
        long money = 0;
        long given = booking.refunded();
        for (Told.Receipt receipt : settling(booking)) {
            long taken = taken(receipt);
            given += taken < 0 ? -taken : 0;
            money += taken > 0 && Set.of("PAYMENT", "DEPOSIT").contains(receipt.kind()) ? taken : 0;
            deposits += taken > 0 && receipt.kind().equals("DEPOSIT") ? taken : 0;
            payments += taken > 0 && !receipt.kind().equals("DEPOSIT") ? taken : 0;
        }
        Long price = booking.price();
        if (price == null && payments > 0) {
            price = payments + deposits + booking.discount();
        }
        if (price == null) {
            price = business.priceOn(booking.service(), business.day(booking.startsAt()));
        }
        if (price == null) {
            price = deposits == 0 ? 0 : deposits + booking.discount();
        }
        long owed = price - booking.discount();
        long tooMuch = Math.max(0, money - owed - booking.tip());
        return Math.max(0, owed - Math.max(0, given - tooMuch - booking.tip()));
    }

    /** What was paid for a booking that did not take place: what was given back is taken from all that was paid. */
    private long kept(Told.Booking booking, Predicate<Long> counts) {
        List<Told.Receipt> receipts = settling(booking);
        long left = receipts.stream()
                .mapToLong(NaiveFacts::taken)
                .filter(taken -> taken > 0)
                .sum();
        long refunded = Math.min(booking.refunded(), left);
        left -= refunded;
        long kept = 0;
        for (Told.Receipt receipt : receipts) {
            long taken = taken(receipt);
            if (taken < 0) {
                taken = -Math.min(left, -taken);
                left += taken;
            } else {
                long given = Math.min(refunded, taken);
                refunded -= given;
                taken -= given;
            }
            kept += counts.test(receipt.date().toEpochDay()) ? taken : 0;
        }
        return kept;
    }

    private List<Told.Receipt> settling(Told.Booking booking) {
        return view.receipts().stream()
                .filter(receipt -> receipt.booking() != null && booking.id().equals(nowIs(receipt.booking())))
                .filter(receipt -> !Set.of("FEE", "TIP", "GIFT_CARD").contains(receipt.kind()))
                .sorted(Comparator.comparing(Told.Receipt::date).thenComparing(Told.Receipt::id))
                .toList();
    }

    /** The booking that one has become by moving it, once or more. */
    private String nowIs(String id) {
        if (!replaced.contains(id)) {
            return id;
        }
        return bookings.stream()
                .filter(booking -> id.equals(booking.replaces()) && !isOfRing(booking))
                .findFirst()
                .map(booking -> nowIs(booking.id()))
                .orElseThrow();
    }

    private boolean isOfRing(Told.Booking booking) {
        String id = booking.replaces();
        for (int i = 0; i < bookings.size() && id != null && !id.equals(booking.id()); i++) {
            String before = id;
            id = bookings.stream()
                    .filter(other -> other.id().equals(before))
                    .findFirst()
                    .map(Told.Booking::replaces)
                    .orElse(null);
        }
        return booking.id().equals(id);
    }

    private static long taken(Told.Receipt receipt) {
        return receipt.kind().equals("REFUND") ? -Math.abs(receipt.amount()) : receipt.amount();
    }

    /** An amount of whole units of the currency, in minor ones. */
    long minor(long units) {
        return units * (long) Math.pow(10, business.digits());
    }

    long noShows() {
        return occasions(NaiveFacts::isMissed);
    }

    long lateCancellations() {
        return occasions(booking -> booking.status().equals("CANCELLED")
                && "CLIENT".equals(booking.cancelledBy())
                && booking.cancelledAt() != null
                && !booking.cancelledAt().equals(Told.NOBODY_KNOWS_WHEN)
                && booking.cancelledAt()
                        .plus(business.noticeOf(booking.service()))
                        .isAfter(booking.startsAt()));
    }

    double noShowRate() {
        Predicate<Told.Booking> started = booking -> !booking.startsAt().isAfter(now)
                && (!booking.status().equals("CANCELLED") || "CLIENT".equals(booking.cancelledBy()));
        long all = occasions(started);
        return all == 0 ? Double.NaN : (double) occasions(started.and(NaiveFacts::isMissed)) / all;
    }

    double morningShare() {
        return share(visits.values().stream()
                .filter(first -> first.startsAt()
                                .atZone(business.zoneOf(first.location()))
                                .getHour()
                        < 12)
                .count());
    }

    double weekendShare() {
        return share(visits.keySet().stream()
                .filter(day -> LocalDate.ofEpochDay(day).getDayOfWeek().getValue() >= 6)
                .count());
    }

    private double share(long part) {
        return visits.isEmpty() ? Double.NaN : (double) part / visits.size();
    }

    double usualIntervalDays() {
        if (visits.size() < 3) {
            return Double.NaN;
        }
        var days = new ArrayList<>(visits.keySet());
        var gaps = new ArrayList<Long>();
        for (int i = 1; i < days.size(); i++) {
            gaps.add(days.get(i) - days.get(i - 1));
        }
        gaps.sort(Comparator.naturalOrder());
        int half = gaps.size() / 2;
        return gaps.size() % 2 == 1 ? gaps.get(half) : (gaps.get(half - 1) + gaps.get(half)) / 2.0;
    }

    double overdueFactor() {
        return daysSinceLastVisit() / usualIntervalDays();
    }

    double visitTrend() {
        long recent = visitsInLast(60);
        long before = visitsInLast(120) - recent;
        return before < 3 ? Double.NaN : (double) recent / before;
    }

    String stage() {
        if (daysSinceLastVisit() >= 180) {
            return "LAPSED";
        }
        if (daysSinceLastVisit() >= 60) {
            return "AT_RISK";
        }
        if (daysSinceFirstVisit() <= 30) {
            return "NEW";
        }
        double overdue = overdueFactor();
        if (visits() >= 3 && (Double.isNaN(overdue) || overdue < 1.5)) {
            return "REGULAR";
        }
        return visits() >= 1 ? "ACTIVE" : "LEAD";
    }

    boolean booked(String service) {
        return bookings.stream()
                .anyMatch(booking -> booking.service().equals(service) && (isCompleted(booking) || booking.isBooked()));
    }

    boolean bookedCategory(String category) {
        return bookings.stream()
                .anyMatch(booking -> category.equals(business.categoryOf(booking.service()))
                        && (isCompleted(booking) || booking.isBooked()));
    }

    Set<String> servicesVisited() {
        var services = new HashSet<String>();
        bookings.stream().filter(NaiveFacts::isCompleted).forEach(booking -> services.add(booking.service()));
        return services;
    }

    Set<String> categoriesVisited() {
        var categories = new HashSet<String>();
        for (String service : servicesVisited()) {
            String category = business.categoryOf(service);
            if (category != null) {
                categories.add(category);
            }
        }
        return categories;
    }

    /** Of most completed bookings; of equals the one that starts last. */
    String favouriteService() {
        Map<String, Integer> counts = new HashMap<>();
        String favourite = "";
        int most = 0;
        for (Told.Booking booking : bookings) {
            if (isCompleted(booking)) {
                int count = counts.merge(booking.service(), 1, Integer::sum);
                if (count >= most) {
                    most = count;
                    favourite = booking.service();
                }
            }
        }
        return favourite;
    }

    boolean hasBookingAhead(int days) {
        return bookings.stream().anyMatch(booking -> {
            long ahead = business.dayOf(booking) - today;
            return booking.isBooked() && ahead >= 0 && ahead <= days;
        });
    }

    /** Whether a day is one on which a pass was valid for a while at least. */
    private boolean isDayOf(Story.Held held, long day) {
        Told.Pass pass = held.pass();
        boolean over = pass.ends() != null && day > pass.ends().toEpochDay();
        boolean cancelled = pass.cancelled() != null && day >= pass.cancelled().toEpochDay();
        boolean used = held.usedUp() != null && day > business.day(held.usedUp());
        return day >= pass.starts().toEpochDay() && !over && !cancelled && !used;
    }

    /** Going from its first day on; null if it never was valid, and the last of all days if nothing ends it. */
    private @Nullable Long lastDay(Story.Held held) {
        Told.Pass pass = held.pass();
        if (pass.ends() == null && pass.cancelled() == null && held.usedUp() == null) {
            return Long.MAX_VALUE;
        }
        Long last = null;
        for (long day = pass.starts().toEpochDay(); isDayOf(held, day); day++) {
            last = day;
        }
        return last;
    }

    private List<Story.Held> validPasses() {
        return view.passes().stream()
                .filter(held -> held.usedUp() == null && isDayOf(held, today))
                .toList();
    }

    boolean hasPass() {
        return !validPasses().isEmpty();
    }

    boolean hasPassFor(String service) {
        return validPasses().stream()
                .anyMatch(held ->
                        held.pass().service() == null || held.pass().service().equals(service));
    }

    double passVisitsLeft() {
        double left = 0;
        for (Story.Held held : validPasses()) {
            left += held.pass().left() == null ? Double.NaN : held.pass().left();
        }
        return hasPass() ? left : Double.NaN;
    }

    /** The last day to come of any pass; null: there is none. */
    private @Nullable Long lastDayAhead() {
        Long last = null;
        for (Story.Held held : view.passes()) {
            Long day = held.usedUp() == null ? lastDay(held) : null;
            if (day != null && day >= today) {
                last = last == null ? day : Long.valueOf(Math.max(last, day));
            }
        }
        return last;
    }

    double daysUntilPassEnds() {
        Long last = lastDayAhead();
        return !hasPass() || last == null || last == Long.MAX_VALUE ? Double.NaN : last - today;
    }

    double daysSincePassEnded() {
        double since = Double.NaN;
        for (Story.Held held : view.passes()) {
            Long last = lastDay(held);
            if (last != null) {
                since = Double.isNaN(since) ? today - last : Math.min(since, (double) (today - last));
            }
        }
        return lastDayAhead() == null ? since : Double.NaN;
    }

    double lastScore(String kind, int skip) {
        List<Told.Answer> answers = view.answers().stream()
                .filter(answer -> answer.kind().equals(kind))
                .toList();
        return answers.size() <= skip
                ? Double.NaN
                : answers.get(answers.size() - 1 - skip).score();
    }

    double lastReviewStars() {
        return view.activities().stream()
                .filter(activity -> activity.type().equals("REVIEW_LEFT"))
                .max(Comparator.comparing(Told.Activity::at))
                .map(review -> (double) review.stars())
                .orElse(Double.NaN);
    }

    long referrals() {
        return view.activities().stream()
                .filter(activity -> activity.type().equals("REFERRED"))
                .count();
    }

    long abandonedInLast(int days) {
        return view.activities().stream()
                .filter(activity -> activity.type().equals("BOOKING_STARTED"))
                .filter(start -> inLast(days, business.day(start.at())))
                .filter(start -> !start.at().plus(PATIENCE).isAfter(now))
                .filter(start -> bookings.stream()
                        .noneMatch(booking -> !booking.madeAt().isBefore(start.at())
                                && !booking.madeAt().isAfter(start.at().plus(PATIENCE))))
                .count();
    }

    private List<Told.Activity> viewsInLast(int days) {
        return view.activities().stream()
                .filter(activity -> activity.type().equals("PAGE_VIEWED") && inLast(days, business.day(activity.at())))
                .toList();
    }

    boolean viewedWhatSheNeverBooked(int days) {
        return viewsInLast(days).stream().anyMatch(page -> {
            String category = page.category() != null
                    ? page.category()
                    : page.service() == null ? null : business.categoryOf(page.service());
            return category != null && !bookedCategory(category);
        });
    }

    long daysWithViewsInLast(int days) {
        return viewsInLast(days).stream()
                .map(page -> business.day(page.at()))
                .distinct()
                .count();
    }
}
