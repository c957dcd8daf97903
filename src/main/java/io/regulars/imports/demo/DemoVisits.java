package io.regulars.imports.demo;

import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.imports.demo.Catalogue.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a client live through their bookings, from the day they turn up to what they have booked beyond the end. */
final class DemoVisits {
    private static final List<String> STAFF = List.of("ANNA", "BORIS", "CARLA", "DIANA", "EMIL");
    private static final double BUSINESS_CANCELS = 0.012;
    private static final double LATE_CANCELLATIONS = 0.35;
    private static final double SECOND_SERVICE = 0.12;

    private final DemoSettings settings;
    private final Persona persona;
    private final String client;
    private final String usualStaff;
    private final Chance chance;
    private final List<Visit> visits = new ArrayList<>();

    private DemoVisits(DemoSettings settings, Persona persona, int number) {
        this.settings = settings;
        this.persona = persona;
        this.client = DemoBusiness.id(number);
        this.chance = Chance.of(settings.seed(), Chance.Part.VISITS, number);
        this.usualStaff = chance.of(STAFF);
    }

    /** All their bookings in the order of their start; those that start after the end are upcoming. */
    static List<Visit> of(DemoSettings settings, Persona persona, int number) {
        var story = new DemoVisits(settings, persona, number);
        story.live();
        return story.visits;
    }

    private void live() {
        LocalDate wished = persona.arrives().plusDays(chance.between(0, 12));
        int seen = 0;
        while (seen < persona.mostVisits() && !wished.isAfter(persona.lastDay())) {
            LocalDate day = Season.suits(wished, chance);
            Instant startsAt = day.atTime(Season.hour(persona.lovesMornings(), chance))
                    .atZone(settings.zone())
                    .toInstant();
            Instant bookedAt = bookedAt(startsAt);
            if (bookedAt.isAfter(settings.end())) {
                return;
            }
            Visit visit = visit(chance.in(0.7) ? persona.favourite() : service(), startsAt, bookedAt);
            visits.add(visit);
            if (visit.isCompleted() && chance.in(SECOND_SERVICE)) {
                addOneMore(visit);
            }
            if (startsAt.isAfter(settings.end()) && visit.status() == Status.BOOKED) {
                return;
            }
            // a cancelled visit is usually made up for soon, a missed one less so
            boolean cancelled = visit.status() == Status.CANCELLED;
            seen += cancelled ? 0 : 1;
            int days = cancelled ? chance.between(2, 14) : (int) (persona.intervalDays() * chance.around(0.25));
            wished = day.plusDays(Math.max(2, days));
        }
    }

    /** A second service directly after the first, on the same visit. */
    private void addOneMore(Visit first) {
        Visit second = visit(service(), first.endsAt(), first.bookedAt());
        if (second.isCompleted()) {
            visits.add(second);
        }
    }

    private Service service() {
        return Catalogue.choose(persona.budget(), chance);
    }

    /** Some walk in, most book days ahead; nobody before they arrived. */
    private Instant bookedAt(Instant startsAt) {
        Duration ahead =
                chance.in(0.06) ? Duration.ZERO : Duration.ofMinutes((long) (60 + chance.lasting(8 * 24 * 60)));
        Instant arrived = persona.arrives().atTime(7, 0).atZone(settings.zone()).toInstant();
        Instant bookedAt = startsAt.minus(ahead);
        return bookedAt.isBefore(arrived) ? arrived : bookedAt;
    }

    private Visit visit(Service service, Instant startsAt, Instant bookedAt) {
        Duration ahead = Duration.between(bookedAt, startsAt);
        Instant endsAt = startsAt.plus(service.minutes(), ChronoUnit.MINUTES);
        if (chance.in(BUSINESS_CANCELS)) {
            return cancelled(service, startsAt, bookedAt, CancelledBy.BUSINESS, ahead);
        }
        if (chance.in(persona.cancelShare()) && ahead.toMinutes() > 1) {
            return cancelled(service, startsAt, bookedAt, CancelledBy.CLIENT, ahead);
        }
        if (endsAt.isAfter(settings.end())) {
            return visit(service, startsAt, bookedAt, Status.BOOKED, null, null);
        }
        boolean missed = !ahead.isZero() && chance.in(persona.noShowShare());
        return visit(service, startsAt, bookedAt, missed ? Status.NO_SHOW : Status.COMPLETED, null, null);
    }

    private Visit cancelled(Service service, Instant startsAt, Instant bookedAt, CancelledBy by, Duration ahead) {
        long minutes = chance.in(LATE_CANCELLATIONS)
                ? (long) (Math.min(ahead.toMinutes(), 24 * 60) * chance.share())
                : (long) (ahead.toMinutes() * chance.share());
        Instant cancelledAt = startsAt.minus(minutes, ChronoUnit.MINUTES);
        boolean known = !cancelledAt.isAfter(settings.end());
        return known
                ? visit(service, startsAt, bookedAt, Status.CANCELLED, cancelledAt, by)
                : visit(service, startsAt, bookedAt, Status.BOOKED, null, null);
    }

    private Visit visit(
            Service service,
            Instant startsAt,
            Instant bookedAt,
            Status status,
            @Nullable Instant cancelledAt,
            @Nullable CancelledBy by) {
        boolean completed = status == Status.COMPLETED;
        int discount = chance.in(0.07) ? service.price() / 10 : 0;
        return new Visit(
                client + "-" + (visits.size() + 1),
                service,
                chance.in(0.75) ? usualStaff : chance.of(STAFF),
                List.of("web", "app", "phone", "walk-in")
                        .get(bookedAt.equals(startsAt) ? 3 : chance.weighted(50, 25, 25)),
                startsAt,
                bookedAt,
                status,
                cancelledAt,
                by,
                discount,
                completed && chance.in(0.3) ? service.price() / 10 : 0,
                completed && chance.in(0.006) ? service.price() - discount : 0);
    }
}
