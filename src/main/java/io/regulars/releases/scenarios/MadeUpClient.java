package io.regulars.releases.scenarios;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A client made up to have some values at noon of a day, as the lines of a scenario. Whether they have them the rules say: values
 * that need each other are not always to be had.
 * <pre>
 *   visits 3, daysSinceLastVisit 60   → three visits on following days, the last 60 days before
 * </pre>
 */
final class MadeUpClient {
    /** The day on which they have them. */
    static final LocalDate TODAY = LocalDate.parse("2026-06-30");

    private static final int MOST = 400;

    private final Map<String, Double> wanted;
    private final List<Line> lines = new ArrayList<>();

    private record Line(LocalDate day, String time, String rest) {}

    /** With values by the names of properties. */
    MadeUpClient(Map<String, Double> wanted) {
        this.wanted = Map.copyOf(wanted);
    }

    /** Their profile as the value of {@code client}. */
    String profile() {
        var fields = new ArrayList<String>();
        if (wanted.containsKey("age")) {
            fields.add("birthDate: " + TODAY.minusYears(whole("age", 0)));
        }
        if (wanted.containsKey("daysSinceRegistration")) {
            fields.add("registeredAt: " + TODAY.minusDays(whole("daysSinceRegistration", 0)));
        }
        return "{" + String.join(", ", fields) + "}";
    }

    /** The lines of their timeline before that moment, in the order of time. */
    List<String> timeline() {
        visits();
        times("noShows", i -> new Line(TODAY.minusDays(3L + i), "10:00", "noShow: massage"));
        times("lateCancellations", this::lateCancellation);
        times("cancellations", this::lateCancellation);
        times(
                "referrals",
                i -> new Line(TODAY.minusDays(2), "10:00", "activity: REFERRED, data: {client: friend-" + i + "}"));
        times("returnDaysInLast", i -> viewed(TODAY.minusDays(i)));
        times("pagesViewedInLast", i -> viewed(TODAY.minusDays(1)));
        times(
                "abandonedBookingsInLast",
                i -> new Line(
                        TODAY.minusDays(2),
                        "0" + (1 + i % 9) + ":00",
                        "activity: BOOKING_STARTED, data: {service: massage}"));
        times(
                "upcomingBookings",
                i -> new Line(
                        TODAY.minusDays(1),
                        "11:00",
                        "booked: massage, startsAt: " + TODAY.plusDays(5L + i) + "T10:00"));
        survey("previousCsat", "CSAT", 3);
        survey("lastCsat", "CSAT", 2);
        survey("lastNps", "NPS", 2);
        if (wanted.containsKey("lastReviewStars")) {
            lines.add(new Line(
                    TODAY.minusDays(1),
                    "10:00",
                    "activity: REVIEW_LEFT, data: {stars: " + whole("lastReviewStars", 0) + "}"));
        }
        pass();
        lines.sort(Comparator.comparing(Line::day).thenComparing(Line::time));
        return lines.stream()
                .map(line -> "{at: " + line.day() + "T" + line.time() + ", " + line.rest() + "}")
                .toList();
    }

    private void visits() {
        boolean any = wanted.keySet().stream()
                .anyMatch(name -> name.startsWith("spend")
                        || name.startsWith("daysSince") && !name.equals("daysSinceRegistration")
                        || name.equals("averageOrderValue")
                        || name.equals("highestPrice"));
        int visits = Math.max(
                whole("visits", any ? 1 : 0), Math.max(whole("visitsInLast", 0), whole("completedBookings", 0)));
        int last = whole(
                "daysSinceLastVisit", whole("daysSinceLastBooking", visits == 1 ? whole("daysSinceFirstVisit", 1) : 1));
        double amount = wanted.entrySet().stream()
                .filter(each -> each.getKey().startsWith("spend")
                        || each.getKey().equals("averageOrderValue")
                        || each.getKey().equals("highestPrice"))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(0);
        for (int i = 0; i < Math.min(visits, MOST); i++) {
            LocalDate day = TODAY.minusDays(last + (long) i);
            if (i > 0 && i == visits - 1 && wanted.containsKey("daysSinceFirstVisit")) {
                day = TODAY.minusDays(whole("daysSinceFirstVisit", 0));
            }
            String price = i == 0 && amount > 0 ? ", price: " + plain(amount) : "";
            lines.add(new Line(day, "10:00", "visit: massage" + price));
        }
    }

    private Line lateCancellation(int i) {
        LocalDate day = TODAY.minusDays(3L + i);
        return new Line(day, "12:00", "cancelled: massage, startsAt: " + day + "T18:00");
    }

    private static Line viewed(LocalDate day) {
        return new Line(day, "09:00", "activity: PAGE_VIEWED, data: {url: /prices}");
    }

    private void pass() {
        var fields = new ArrayList<String>();
        if (wanted.containsKey("passVisitsLeft")) {
            fields.add("visitsLeft: " + whole("passVisitsLeft", 0));
        }
        if (wanted.containsKey("daysSincePassEnded")) {
            fields.add("endsOn: " + TODAY.minusDays(whole("daysSincePassEnded", 0)));
        } else if (wanted.containsKey("daysUntilPassEnds")) {
            fields.add("endsOn: " + TODAY.plusDays(whole("daysUntilPassEnds", 0)));
        }
        if (!fields.isEmpty()) {
            LocalDate starts = TODAY.minusDays(30L + whole("daysSincePassEnded", 0));
            lines.add(new Line(starts, "09:00", "pass: Pass, " + String.join(", ", fields)));
        }
    }

    private void survey(String name, String kind, int daysAgo) {
        if (wanted.containsKey(name)) {
            lines.add(new Line(TODAY.minusDays(daysAgo), "10:00", "survey: " + kind + ", score: " + whole(name, 0)));
        }
    }

    private void times(String name, IntFunction<Line> line) {
        IntStream.range(0, Math.min(whole(name, 0), MOST)).mapToObj(line).forEach(lines::add);
    }

    private int whole(String name, int otherwise) {
        return (int) Math.round(wanted.getOrDefault(name, (double) otherwise));
    }

    private static String plain(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
