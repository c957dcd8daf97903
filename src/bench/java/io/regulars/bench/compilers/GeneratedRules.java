package io.regulars.bench.compilers;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Seeded rules as a business with many of them has: thresholds on visits, days and money, windows, towns and services,
 * bands, tags, alternatives and, rarely, single bookings. The same text for all contenders but for what Drools' own compilers
 * want to be told: imports, the global, and whose a booking is.
 */
final class GeneratedRules {
    private static final List<String> SERVICES =
            List.of("massage", "haircut", "color", "nails", "facial", "brows", "waxing", "tattoo", "sauna", "yoga");
    private static final List<String> SOURCES = List.of("instagram", "google", "friend", "walk-in", "newspaper");

    private final Random random;
    private final boolean plain;

    private GeneratedRules(Random random, boolean plain) {
        this.random = random;
        this.plain = plain;
    }

    /** As the service takes them. */
    static String ours(int rules) {
        return new GeneratedRules(new Random(rules), false).text(rules);
    }

    /** As Drools' own compilers take them. */
    static String plain(int rules) {
        return """
                package io.regulars.bench.generated;
                import io.regulars.drools.Client;
                import io.regulars.drools.Booking;
                import io.regulars.facts.history.BookingState.Status;
                global io.regulars.drools.Consequences segments;
                """ + new GeneratedRules(new Random(rules), true).text(rules);
    }

    static List<String> services() {
        return SERVICES;
    }

    static List<String> sources() {
        return SOURCES;
    }

    static String city(int number) {
        return "town-" + number;
    }

    private String text(int rules) {
        var text = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            text.append("rule \"segment ").append(i).append("\"\nwhen\n    ").append(conditions());
            text.append("\nthen\n    segments.assign($c, \"segment-").append(i).append("\");\nend\n\n");
        }
        return text.toString();
    }

    private String conditions() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> client(equality(), threshold());
            case 5, 6, 7 -> client(equality(), threshold(), threshold());
            case 8, 9, 10 -> client(band(), equality());
            case 11, 12 -> client(band(), band());
            case 13, 14 -> client(threshold(), threshold(), threshold());
            case 15, 16 -> client("tags contains \"tag-" + random.nextInt(20) + "\"", threshold(), threshold());
            case 17 -> client("(" + threshold() + " || " + threshold() + ")", equality());
            case 18 -> client("language in (\"lv\", \"lt\")", band(), threshold());
            default -> client(equality(), threshold()) + "\n    exists Booking( " + booking() + " )";
        };
    }

    private String client(String... constraints) {
        return "$c : Client( " + (plain ? "$id : id, " : "") + String.join(", ", constraints) + " )";
    }

    private String booking() {
        return (plain ? "clientId == $id, " : "") + "status == Status.COMPLETED, service == \"" + any(SERVICES)
                + "\", price > " + 10 * random.nextInt(9);
    }

    private String equality() {
        return switch (random.nextInt(3)) {
            case 0 -> "source == \"" + any(SOURCES) + "\"";
            case 1 -> "favouriteService == \"" + any(SERVICES) + "\"";
            default -> "city == \"" + city(random.nextInt(25)) + "\"";
        };
    }

    private String threshold() {
        return switch (random.nextInt(10)) {
            case 0 -> "visits >= " + (1 + random.nextInt(15));
            case 1 -> "daysSinceLastVisit >= " + 15 * (1 + random.nextInt(24));
            case 2 -> "daysSinceLastVisit < " + 30 * (1 + random.nextInt(6));
            case 3 -> "spend > " + 50 * (1 + random.nextInt(20));
            case 4 -> "spendInLast(" + window() + ") > " + 25 * (1 + random.nextInt(12));
            case 5 -> "visitsInLast(" + window() + ") >= " + (1 + random.nextInt(5));
            case 6 -> "noShows >= " + (1 + random.nextInt(4));
            case 7 -> "morningShare >= " + share();
            case 8 -> "averageOrderValue > " + 5 * (1 + random.nextInt(18));
            default -> "daysSinceFirstVisit > " + 30 * (1 + random.nextInt(18));
        };
    }

    private String band() {
        return switch (random.nextInt(5)) {
            case 0 -> between("visits", random.nextInt(12), 2);
            case 1 -> between("daysSinceLastVisit", 30 * random.nextInt(10), 30);
            case 2 -> between("spend", 100 * random.nextInt(8), 100);
            case 3 -> between("averageOrderValue", 10 * random.nextInt(8), 10);
            default -> between("spendInLast(" + window() + ")", 50 * random.nextInt(6), 50);
        };
    }

    private static String between(String property, int from, int width) {
        return property + " >= " + from + ", " + property + " < " + (from + width);
    }

    private int window() {
        return any(List.of(30, 60, 90, 180, 365));
    }

    private String share() {
        return String.format(Locale.ROOT, "%.1f", random.nextInt(10) / 10.0);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
