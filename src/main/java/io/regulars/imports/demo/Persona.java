package io.regulars.imports.demo;

import io.regulars.imports.demo.Catalogue.Service;
import java.time.LocalDate;

/**
 * Who a client is, decided before anything happens to them.
 *
 * @param arrives the day they first turn up
 * @param intervalDays their usual time between visits
 * @param mostVisits they never come more often
 * @param lastDay they never come later
 * @param budget 1 for most, up to 12
 * @param favourite what they come for most of the time
 * @param noShowShare of their bookings
 * @param cancelShare of their bookings
 */
record Persona(
        LocalDate arrives,
        int intervalDays,
        int mostVisits,
        LocalDate lastDay,
        double budget,
        Service favourite,
        boolean lovesMornings,
        double noShowShare,
        double cancelShare) {
    private static final int DAYS_TOLD = 1460;
    private static final int DAYS_AHEAD = 60;

    /** How somebody keeps to the business. */
    private enum Loyalty {
        LOOKS_ONLY,
        ONCE,
        OCCASIONAL,
        REGULAR,
        DEVOTED
    }

    static Persona of(DemoSettings settings, int client) {
        Chance chance = Chance.of(settings.seed(), Chance.Part.CHARACTER, client);
        Loyalty loyalty = Loyalty.values()[chance.weighted(7, 26, 29, 27, 11)];
        LocalDate arrives = arrives(settings, client);
        LocalDate today = LocalDate.ofInstant(settings.end(), settings.zone());
        double budget = chance.fortune();
        boolean unreliable = chance.in(0.08);
        return new Persona(
                arrives,
                intervalDays(loyalty, chance),
                mostVisits(loyalty),
                lastDay(arrives, today, chance),
                budget,
                Catalogue.choose(budget, chance),
                chance.in(0.16),
                unreliable ? 0.28 : 0.03,
                unreliable ? 0.25 : 0.08);
    }

    /** A growing business: the later, the more newcomers. */
    static LocalDate arrives(DemoSettings settings, int client) {
        Chance chance = Chance.of(settings.seed(), Chance.Part.ARRIVAL, client);
        int daysAgo = (int) (DAYS_TOLD * Math.pow(chance.share(), 1.15));
        return LocalDate.ofInstant(settings.end(), settings.zone()).minusDays(daysAgo);
    }

    /** The first day anybody can have arrived. */
    static LocalDate opening(DemoSettings settings) {
        return LocalDate.ofInstant(settings.end(), settings.zone()).minusDays(DAYS_TOLD);
    }

    private static int intervalDays(Loyalty loyalty, Chance chance) {
        return switch (loyalty) {
            case LOOKS_ONLY, ONCE, OCCASIONAL -> chance.between(60, 150);
            case REGULAR -> chance.between(26, 50);
            case DEVOTED -> chance.between(12, 24);
        };
    }

    private static int mostVisits(Loyalty loyalty) {
        return switch (loyalty) {
            case LOOKS_ONLY -> 0;
            case ONCE -> 1;
            case OCCASIONAL, REGULAR, DEVOTED -> Integer.MAX_VALUE;
        };
    }

    /** Half of all stop coming at some time between the first day and today. */
    private static LocalDate lastDay(LocalDate arrives, LocalDate today, Chance chance) {
        long known = today.toEpochDay() - arrives.toEpochDay();
        return chance.in(0.5) ? arrives.plusDays((long) (known * chance.share())) : today.plusDays(DAYS_AHEAD);
    }
}
