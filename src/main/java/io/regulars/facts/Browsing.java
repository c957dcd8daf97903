package io.regulars.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client looks at, and the bookings they start without making one. */
final class Browsing {
    /** How long a booking that was started has to be made. */
    static final Duration PATIENCE = Duration.ofHours(24);

    private final BusinessSettings business;
    private final Activities activities;
    private final Diary diary;

    Browsing(BusinessSettings business, Activities activities, Diary diary) {
        this.business = business;
        this.activities = activities;
        this.diary = diary;
    }

    /** Seconds spent on pages; a view without a number adds none. */
    double seconds(Window window) {
        double seconds = 0;
        for (int i = 0; i < activities.size(); i++) {
            if (isViewIn(window, i)) {
                double each = activities.activity(i).number("seconds");
                seconds += Double.isNaN(each) ? 0 : each;
            }
        }
        return seconds;
    }

    /** Different things viewed: by service, else by address. */
    int items(Window window) {
        Set<String> items = new HashSet<>();
        for (int i = 0; i < activities.size(); i++) {
            if (isViewIn(window, i)) {
                Activity view = activities.activity(i);
                String item = view.text("service") == null ? view.text("url") : view.text("service");
                if (item != null) {
                    items.add(item);
                }
            }
        }
        return items.size();
    }

    /** Different days with a page view. */
    int days(Window window) {
        Set<Integer> days = new HashSet<>();
        for (int i = 0; i < activities.size(); i++) {
            if (isViewIn(window, i)) {
                days.add(activities.day(i));
            }
        }
        return days.size();
    }

    /** Whether a page was viewed of a category, of a service in it, or of the service of that code. */
    boolean isViewed(String categoryOrService) {
        return activities.any(
                activity -> activity.type() == Activity.Type.PAGE_VIEWED && isAbout(activity, categoryOrService));
    }

    private boolean isAbout(Activity view, String categoryOrService) {
        String service = view.text("service");
        return categoryOrService.equals(view.text("category"))
                || categoryOrService.equals(service)
                || service != null && categoryOrService.equals(business.categoryOf(service));
    }

    /** Whether a booking in the category, or of the service of that code, is completed or still booked. */
    boolean isBooked(String categoryOrService) {
        return isCategoryBooked(categoryOrService)
                || diary.isBooked(booking -> categoryOrService.equals(booking.service()));
    }

    private boolean isCategoryBooked(String category) {
        return diary.isBooked(booking -> category.equals(business.categoryOf(booking.service())));
    }

    /** The number of different categories viewed and not booked. */
    int categoriesNotBooked(Window window) {
        Set<String> categories = new HashSet<>();
        for (int i = 0; i < activities.size(); i++) {
            String category = isViewIn(window, i) ? categoryOf(activities.activity(i)) : null;
            if (category != null && !isCategoryBooked(category)) {
                categories.add(category);
            }
        }
        return categories.size();
    }

    /** Bookings started on days of the window, with none made within 24 hours, once these have passed. */
    int abandoned(Window window, Instant now) {
        int count = 0;
        for (Activity start : abandonedStarts()) {
            boolean isOver = !start.occurredAt().plus(PATIENCE).isAfter(now);
            if (isOver && window.has(LocalTimes.day(start.occurredAt(), business.zone()))) {
                count++;
            }
        }
        return count;
    }

    /** The starts after which no booking is known to have been made, though their 24 hours may not be over. */
    List<Activity> abandonedStarts() {
        List<Activity> starts = new ArrayList<>();
        for (int i = 0; i < activities.size(); i++) {
            Activity start = activities.activity(i);
            if (start.type() == Activity.Type.BOOKING_STARTED && !isFollowedByBooking(start.occurredAt())) {
                starts.add(start);
            }
        }
        return starts;
    }

    private boolean isFollowedByBooking(Instant start) {
        Instant end = start.plus(PATIENCE);
        for (int i = 0; i < diary.size(); i++) {
            Instant made = diary.booking(i).madeAt();
            if (!made.isBefore(start) && !made.isAfter(end)) {
                return true;
            }
        }
        return false;
    }

    private boolean isViewIn(Window window, int index) {
        return activities.activity(index).type() == Activity.Type.PAGE_VIEWED && window.has(activities.day(index));
    }

    /** The category a page is about: as sent, else that of its service. */
    private @Nullable String categoryOf(Activity activity) {
        if (activity.type() != Activity.Type.PAGE_VIEWED) {
            return null;
        }
        String category = activity.text("category");
        String service = activity.text("service");
        return category == null && service != null ? business.categoryOf(service) : category;
    }
}
