package io.regulars.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.Snapshot;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The main facts, computed a second time from the domain's words alone, slowly and plainly, on random histories. */
class FactsOracleTest {
    private static final int CLIENTS = 300;

    @Test
    void bothComputationsAgree() {
        for (int seed = 0; seed < CLIENTS; seed++) {
            var random = new Random(seed);
            Clients client = new RandomClients(random).next();
            Instant now = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(random.nextInt(2 * 365 * 86_400));
            Client fact = client.at(now);
            new Plain(client.business(), client.snapshot(), now)
                    .facts()
                    .forEach((name, expected) -> assertThat(Reading.number(fact, name))
                            .as("%s at %s, seed %s", name, now, client)
                            .isEqualTo(expected));
        }
    }

    /** Facts as somebody with a calendar and a pocket calculator would work them out. */
    private record Plain(BusinessSettings business, Snapshot snapshot, Instant now) {
        private static final List<String> SALES = List.of("PRODUCT", "PACKAGE", "SERVICE", "PAYMENT");
        private static final List<String> SETTLING =
                List.of("PRODUCT", "PACKAGE", "SERVICE", "PAYMENT", "REFUND", "DEPOSIT");

        Map<String, Double> facts() {
            Map<String, Double> facts = new TreeMap<>();
            List<LocalDate> visits = visits();
            facts.put("visits", (double) visits.size());
            facts.put("bookings", (double) snapshot.bookings().stream()
                    .filter(booking -> !isMoved(booking))
                    .count());
            facts.put("completedBookings", (double) completed().size());
            facts.put("daysSinceLastVisit", visits.isEmpty() ? Double.NaN : sinceVisit(visits.getLast()));
            facts.put("daysSinceFirstVisit", visits.isEmpty() ? Double.NaN : sinceVisit(visits.getFirst()));
            facts.put("spend", spend() / 100.0);
            long priced = completed().stream()
                    .filter(booking -> price(booking) != null)
                    .map(this::day)
                    .distinct()
                    .count();
            facts.put("averageOrderValue", priced == 0 ? Double.NaN : (double) spend() / (priced * 100));
            facts.put("noShows", (double) occasions(booking -> booking.status() == Status.NO_SHOW));
            facts.put("cancellations", (double) occasions(this::isHerCancellation));
            facts.put("noShowRate", noShowRate());
            facts.put("upcomingBookings", (double) upcoming());
            facts.put("lateCancellations", (double) late());
            facts.put("usualIntervalDays", interval(visits));
            facts.put("overdueFactor", visits.isEmpty() ? Double.NaN : sinceVisit(visits.getLast()) / interval(visits));
            facts.put("visitTrend", trend(visits));
            facts.put("weekendShare", weekends(visits));
            facts.put("morningShare", mornings(visits));
            passes(facts);
            return facts;
        }

        /** Day by day: on which of them each pass is valid. */
        private void passes(Map<String, Double> facts) {
            LocalDate today = now.atZone(business.zone()).toLocalDate();
            List<PassState> valid = snapshot.passes().stream()
                    .filter(pass -> pass.usedUpAt() == null && isOf(pass, today))
                    .toList();
            boolean uncounted = valid.stream().anyMatch(pass -> pass.visitsLeft() == null);
            int left = valid.stream()
                    .mapToInt(pass -> pass.visitsLeft() == null ? 0 : pass.visitsLeft())
                    .sum();
            facts.put("passVisitsLeft", valid.isEmpty() || uncounted ? Double.NaN : (double) left);
            boolean ahead = snapshot.passes().stream()
                    .anyMatch(pass -> pass.usedUpAt() == null
                            && today.plusDays(1)
                                    .datesUntil(LocalDate.of(2028, 1, 1))
                                    .anyMatch(day -> isOf(pass, day)));
            boolean endless =
                    snapshot.passes().stream().anyMatch(pass -> pass.usedUpAt() == null && pass.endsOn() == null);
            double until = 0;
            for (LocalDate day = today; ahead && !endless && day.getYear() < 2028; day = day.plusDays(1)) {
                LocalDate then = day;
                boolean any = snapshot.passes().stream().anyMatch(pass -> pass.usedUpAt() == null && isOf(pass, then));
                until = any ? ChronoUnit.DAYS.between(today, day) : until;
            }
            facts.put("daysUntilPassEnds", valid.isEmpty() || endless ? Double.NaN : until);
            double since = Double.NaN;
            LocalDate first = LocalDate.of(2024, 12, 1);
            for (LocalDate day = first; day.getYear() < 2028 && valid.isEmpty() && !ahead; day = day.plusDays(1)) {
                LocalDate then = day;
                boolean over = snapshot.passes().stream()
                        .anyMatch(pass -> isOf(pass, then) && (pass.usedUpAt() != null || then.isBefore(today)));
                since = over ? ChronoUnit.DAYS.between(day, today) : since;
            }
            facts.put("daysSincePassEnded", since);
        }

        private boolean isOf(PassState pass, LocalDate day) {
            boolean over = pass.endsOn() != null && day.isAfter(pass.endsOn());
            boolean used = pass.usedUpAt() != null
                    && day.isAfter(pass.usedUpAt().atZone(business.zone()).toLocalDate());
            return !day.isBefore(pass.startsOn()) && !over && !used;
        }

        private Status status(BookingState booking) {
            if (booking.status() == Status.BOOKED && isMoved(booking)) {
                return Status.CANCELLED;
            }
            if (booking.status() == Status.BOOKED && business.assumeCompletedAfter() != null) {
                Instant end = booking.endsAt() == null ? booking.startsAt() : booking.endsAt();
                return now.isBefore(end.plus(business.assumeCompletedAfter())) ? Status.BOOKED : Status.COMPLETED;
            }
            return booking.status();
        }

        /** Whether another stands in its place, which it does not take itself from that in a roundabout way. */
        private boolean isMoved(BookingState booking) {
            return (booking.status() == Status.BOOKED || booking.status() == Status.CANCELLED)
                    && snapshot.bookings().stream()
                            .filter(other -> booking.id().equals(other.replaces()))
                            .anyMatch(other -> !placesBefore(booking).contains(other.id()));
        }

        /** What it replaces, what that replaces, and so on; itself, too. */
        private Set<String> placesBefore(BookingState booking) {
            Set<String> places = new HashSet<>();
            Optional<BookingState> next = Optional.of(booking);
            while (next.isPresent() && places.add(next.get().id())) {
                String replaced = next.get().replaces();
                next = snapshot.bookings().stream()
                        .filter(other -> other.id().equals(replaced))
                        .findFirst();
            }
            return places;
        }

        private List<BookingState> completed() {
            return snapshot.bookings().stream()
                    .filter(booking -> status(booking) == Status.COMPLETED)
                    .toList();
        }

        private LocalDate day(BookingState booking) {
            return booking.startsAt()
                    .atZone(business.zoneOf(booking.location()))
                    .toLocalDate();
        }

        private List<LocalDate> visits() {
            return completed().stream().map(this::day).distinct().sorted().toList();
        }

        private double since(LocalDate day) {
            return ChronoUnit.DAYS.between(day, now.atZone(business.zone()).toLocalDate());
        }

        /** What has taken place did so today at the latest, whatever day it is there. */
        private double sinceVisit(LocalDate day) {
            boolean begun = completed().stream()
                    .anyMatch(booking ->
                            day(booking).equals(day) && !booking.startsAt().isAfter(now));
            return begun ? Math.max(0, since(day)) : since(day);
        }

        private long spend() {
            long spend = completed().stream().mapToLong(this::paid).sum();
            for (ReceiptState receipt : snapshot.receipts()) {
                boolean own = receipt.booking() == null || receipt.kind().equals("FEE");
                spend += own && !receipt.kind().equals("TIP") ? taken(receipt) : 0;
            }
            for (BookingState booking : snapshot.bookings()) {
                if (status(booking) == Status.NO_SHOW || status(booking) == Status.CANCELLED) {
                    long in = sum(booking, SALES, true) + sum(booking, List.of("DEPOSIT"), true);
                    spend += Math.max(0, in - booking.refundedMinor() + sum(booking, SETTLING, false));
                }
            }
            return spend;
        }

        private long paid(BookingState booking) {
            Long price = price(booking);
            if (price == null) {
                return 0;
            }
            long given = booking.refundedMinor() - sum(booking, SETTLING, false);
            long owed = price - booking.discountMinor() + booking.tipMinor() + booking.taxMinor();
            long tooMuch = Math.max(0, sum(booking, List.of("PAYMENT", "DEPOSIT"), true) - owed);
            long ofPrice = Math.max(0, given - tooMuch - booking.tipMinor() - booking.taxMinor());
            return Math.max(0, price - booking.discountMinor() - ofPrice);
        }

        private @Nullable Long price(BookingState booking) {
            if (booking.priceMinor() != null) {
                return booking.priceMinor();
            }
            long deposits = sum(booking, List.of("DEPOSIT"), true);
            long payments = sum(booking, SALES, true);
            if (payments > 0) {
                return payments + deposits + booking.discountMinor();
            }
            Long catalogue = catalogue(booking);
            return catalogue != null || deposits == 0 ? catalogue : Long.valueOf(deposits + booking.discountMinor());
        }

        /** The last price told by the end of the booking's day, else by the end of the day of the first. */
        private @Nullable Long catalogue(BookingState booking) {
            var service = business.services().get(booking.service());
            if (service == null || service.prices().isEmpty()) {
                return null;
            }
            LocalDate day = booking.startsAt().atZone(business.zone()).toLocalDate();
            LocalDate first =
                    service.prices().getFirst().since().atZone(business.zone()).toLocalDate();
            Instant end = (day.isBefore(first) ? first : day)
                    .plusDays(1)
                    .atStartOfDay(business.zone())
                    .toInstant();
            return service.prices().stream()
                    .filter(price -> price.since().isBefore(end))
                    .reduce((one, later) -> later)
                    .orElseThrow()
                    .minor();
        }

        private long sum(BookingState booking, List<String> kinds, boolean in) {
            return snapshot.receipts().stream()
                    .filter(receipt ->
                            booking.id().equals(becomes(receipt.booking())) && kinds.contains(receipt.kind()))
                    .mapToLong(this::taken)
                    .filter(amount -> in == amount > 0)
                    .sum();
        }

        /** What was moved, once or more, is what it was moved to; of two that was told of, what starts first. */
        private @Nullable String becomes(@Nullable String id) {
            BookingState booking = snapshot.bookings().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (booking == null || !isMoved(booking)) {
                return id;
            }
            return snapshot.bookings().stream()
                    .filter(other -> booking.id().equals(other.replaces()))
                    .filter(other -> !placesBefore(booking).contains(other.id()))
                    .min(Comparator.comparing(BookingState::startsAt).thenComparing(BookingState::id))
                    .map(other -> becomes(other.id()))
                    .orElseThrow();
        }

        private long taken(ReceiptState receipt) {
            return receipt.kind().equals("REFUND") ? -Math.abs(receipt.amountMinor()) : receipt.amountMinor();
        }

        /** Days with such a booking. */
        private long occasions(Predicate<BookingState> test) {
            return snapshot.bookings().stream()
                    .filter(test)
                    .map(this::day)
                    .distinct()
                    .count();
        }

        private boolean isHerCancellation(BookingState booking) {
            return booking.status() == Status.CANCELLED
                    && booking.cancelledBy() == CancelledBy.CLIENT
                    && !isMoved(booking);
        }

        private double noShowRate() {
            Predicate<BookingState> started = booking -> !booking.startsAt().isAfter(now)
                    && (status(booking) != Status.CANCELLED || isHerCancellation(booking));
            long all = occasions(started);
            return all == 0
                    ? Double.NaN
                    : (double) occasions(started.and(booking -> booking.status() == Status.NO_SHOW)) / all;
        }

        private long upcoming() {
            return snapshot.bookings().stream()
                    .filter(booking -> status(booking) == Status.BOOKED
                            && booking.startsAt().isAfter(now))
                    .count();
        }

        private long late() {
            return occasions(booking -> isHerCancellation(booking)
                    && Duration.between(booking.cancelledAt(), booking.startsAt())
                                    .compareTo(Duration.ofHours(24))
                            < 0);
        }

        private double interval(List<LocalDate> visits) {
            if (visits.size() < 3) {
                return Double.NaN;
            }
            List<Long> gaps = IntStream.range(1, visits.size())
                    .mapToObj(i -> ChronoUnit.DAYS.between(visits.get(i - 1), visits.get(i)))
                    .sorted()
                    .toList();
            int count = gaps.size();
            return (gaps.get((count - 1) / 2) + gaps.get(count / 2)) / 2.0;
        }

        private double trend(List<LocalDate> visits) {
            long recent = visits.stream()
                    .filter(day -> sinceVisit(day) >= 0 && sinceVisit(day) < 60)
                    .count();
            long earlier = visits.stream()
                    .filter(day -> since(day) >= 60 && since(day) < 120)
                    .count();
            return earlier < 3 ? Double.NaN : (double) recent / earlier;
        }

        private double weekends(List<LocalDate> visits) {
            long weekends = visits.stream()
                    .filter(day -> List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).contains(day.getDayOfWeek()))
                    .count();
            return visits.isEmpty() ? Double.NaN : (double) weekends / visits.size();
        }

        private double mornings(List<LocalDate> visits) {
            Map<LocalDate, BookingState> first = completed().stream()
                    .sorted(Comparator.comparing(BookingState::startsAt).thenComparing(BookingState::id))
                    .collect(Collectors.toMap(this::day, each -> each, (earlier, later) -> earlier));
            long mornings = first.values().stream()
                    .filter(booking -> booking.startsAt()
                                    .atZone(business.zoneOf(booking.location()))
                                    .getHour()
                            < 12)
                    .count();
            return visits.isEmpty() ? Double.NaN : (double) mornings / visits.size();
        }
    }
}
