package io.regulars.imports.demo;

import static java.util.stream.Collectors.groupingBy;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Some of those who keep coming for one thing buy it in packages, and most of them another when the last is used up or over. What
 * is left is told after each visit.
 */
final class Prepaid {
    private static final int FEWEST_VISITS = 4;
    private static final int DAYS = 180;
    private static final List<Integer> SIZES = List.of(5, 5, 10);

    private final DemoSettings settings;
    private final String client;
    private final Chance chance;
    private int sold;
    private int size;
    private int left;
    private LocalDate starts = LocalDate.MIN;

    private Prepaid(DemoSettings settings, int number) {
        this.settings = settings;
        this.client = DemoBusiness.id(number);
        this.chance = Chance.of(settings.seed(), Chance.Part.PASSES, number);
    }

    /** Tells the passes of a client, given their bookings in the order of their start. */
    static void tell(DemoSettings settings, int number, List<Visit> visits, Consumer<String> lines) {
        var prepaid = new Prepaid(settings, number);
        if (prepaid.chance.in(0.3)) {
            usual(visits).forEach(visit -> prepaid.use(visit, lines));
        }
    }

    /** The visits for what the client came most often for; none if that is seldom. */
    private static List<Visit> usual(List<Visit> visits) {
        return visits.stream()
                .filter(Visit::isCompleted)
                .collect(groupingBy(visit -> visit.service().code(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .max(Comparator.comparingInt(List::size))
                .filter(of -> of.size() >= FEWEST_VISITS)
                .orElse(List.of());
    }

    private void use(Visit visit, Consumer<String> lines) {
        LocalDate day = visit.startsAt().atZone(settings.zone()).toLocalDate();
        boolean over = left == 0 || day.isAfter(starts.plusDays(DAYS));
        if (over && chance.in(0.7)) {
            sold++;
            size = chance.of(SIZES);
            left = size;
            starts = day;
        } else if (over) {
            return;
        }
        left--;
        lines.accept(Line.of("pass", client + "-p" + sold)
                .with("client", client)
                .with("name", size + " × " + visit.service().name())
                .with("service", visit.service().code())
                .with("startsOn", starts)
                .with("endsOn", starts.plusDays(DAYS))
                .with("visits", size)
                .with("visitsLeft", left)
                .with("occurredAt", visit.endsAt())
                .end());
    }
}
