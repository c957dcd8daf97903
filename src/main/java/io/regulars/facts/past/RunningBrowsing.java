package io.regulars.facts.past;

import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.measures.Browsing;
import io.regulars.facts.values.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a client looked at and booked, or not, going back over their past. */
final class RunningBrowsing {
    private final Past past;
    private final Tally<String> services = new Tally<>();
    private final Rewind<BookingState> booked;
    private final RunningActivities views;

    RunningBrowsing(Past past) {
        this.past = past;
        this.views = new RunningActivities(past, activity -> activity.type() == Activity.Type.PAGE_VIEWED);
        List<Lasting<BookingState>> counts = new ArrayList<>(past.standing(Status.BOOKED));
        counts.addAll(past.standing(Status.COMPLETED));
        this.booked = new Rewind<>(counts, services.of(BookingState::service));
    }

    /** Whether a category or service was viewed and not booked. */
    static Running viewedNotBooked(Past past, String categoryOrService) {
        var browsing = new RunningBrowsing(past);
        Instant first = browsing.views.until(Instant.MAX).stream()
                .filter(view -> Browsing.isViewOf(past.business(), view, categoryOrService))
                .map(Activity::occurredAt)
                .findFirst()
                .orElse(Instant.MAX);
        return moment -> {
            browsing.booked.to(moment);
            return !first.isAfter(moment)
                    && browsing.services.counts().keySet().stream()
                            .noneMatch(service -> service.equals(categoryOrService)
                                    || categoryOrService.equals(past.business().categoryOf(service)));
        };
    }

    /** How many categories were viewed of late and not booked. */
    static Running categoriesNotBooked(Past past, int days) {
        var browsing = new RunningBrowsing(past);
        return moment -> (double) browsing.categoriesNotBooked(moment, days);
    }

    private int categoriesNotBooked(Instant moment, int days) {
        booked.to(moment);
        Set<String> categories = new HashSet<>();
        for (Activity view : views.until(moment, Window.endingOn(past.day(moment), days))) {
            String category = Browsing.categoryOf(past.business(), view);
            if (category != null) {
                categories.add(category);
            }
        }
        services.counts().keySet().forEach(service -> {
            String category = past.business().categoryOf(service);
            if (category != null) {
                categories.remove(category);
            }
        });
        return categories.size();
    }

    /** How many bookings were started of late and not made within the time for it, which has passed. */
    static Running abandoned(Past past, int days) {
        var starts = new RunningActivities(past, activity -> activity.type() == Activity.Type.BOOKING_STARTED);
        var made = new Tally<Instant>();
        var rewind = new Rewind<>(past.made(), made.of(BookingState::madeAt));
        return moment -> {
            rewind.to(moment);
            int abandoned = 0;
            for (Activity start : starts.until(moment, Window.endingOn(past.day(moment), days))) {
                Instant end = start.occurredAt().plus(Browsing.PATIENCE);
                Instant next = made.counts().ceilingKey(start.occurredAt());
                abandoned += !end.isAfter(moment) && (next == null || next.isAfter(end)) ? 1 : 0;
            }
            return (double) abandoned;
        };
    }
}
