package io.regulars.facts.measures;

import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client looks at, and the bookings they start without making one. */
public final class Browsing {
    /** How long a booking that was started has to be made. */
    public static final Duration PATIENCE = Duration.ofHours(24);

    private final BusinessSettings business;
    private final Activities activities;
    private final Diary diary;

    /** Compares what was looked at with what was booked. */
    public Browsing(BusinessSettings business, Activities activities, Diary diary) {
        this.business = business;
        this.activities = activities;
        this.diary = diary;
    }

    /** Seconds spent on pages; a view without a number adds none. */
    public double seconds(Window window) {
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
    public int items(Window window) {
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
    public int days(Window window) {
        Set<Integer> days = new HashSet<>();
        for (int i = 0; i < activities.size(); i++) {
            if (isViewIn(window, i)) {
                days.add(activities.day(i));
            }
        }
        return days.size();
    }

    /** Whether a page was viewed of a category, of a service in it, or of the service of that code. */
    public boolean isViewed(String categoryOrService) {
        return activities.any(activity -> isViewOf(business, activity, categoryOrService));
    }

    /** Whether it is a view of a category, of a service in it, or of the service of that code. */
    public static boolean isViewOf(BusinessSettings business, Activity view, String categoryOrService) {
        String service = view.text("service");
        return view.type() == Activity.Type.PAGE_VIEWED
                && (categoryOrService.equals(view.text("category"))
                        || categoryOrService.equals(service)
                        || service != null && categoryOrService.equals(business.categoryOf(service)));
    }

    /** Whether a booking in the category, or of the service of that code, is completed or still booked. */
    public boolean isBooked(String categoryOrService) {
        return isCategoryBooked(categoryOrService)
                || diary.isBooked(booking -> categoryOrService.equals(booking.service()));
    }

    private boolean isCategoryBooked(String category) {
        return diary.isBooked(booking -> category.equals(business.categoryOf(booking.service())));
    }

    /** The number of different categories viewed and not booked. */
    public int categoriesNotBooked(Window window) {
        Set<String> categories = new HashSet<>();
        for (int i = 0; i < activities.size(); i++) {
            String category = isViewIn(window, i) ? categoryOf(business, activities.activity(i)) : null;
            if (category != null) {
                categories.add(category);
            }
        }
        categories.removeIf(this::isCategoryBooked);
        return categories.size();
    }

    /** Bookings started on days of the window, with none made within 24 hours, once these have passed. */
    public int abandoned(Window window, Instant now) {
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
    public List<Activity> abandonedStarts() {
        List<Activity> starts = new ArrayList<>();
        Instant[] made = made();
        for (int i = 0; i < activities.size(); i++) {
            Activity start = activities.activity(i);
            if (start.type() == Activity.Type.BOOKING_STARTED && !isFollowed(start.occurredAt(), made)) {
                starts.add(start);
            }
        }
        return starts;
    }

    /** Whether one of the moments, which are in order, lies within the patience after a start. */
    private static boolean isFollowed(Instant start, Instant[] made) {
        int place = Arrays.binarySearch(made, start);
        int next = place >= 0 ? place : -place - 1;
        return next < made.length && !made[next].isAfter(start.plus(PATIENCE));
    }

    private Instant[] made() {
        Instant[] made = new Instant[diary.size()];
        Arrays.setAll(made, i -> diary.booking(i).madeAt());
        Arrays.sort(made);
        return made;
    }

    private boolean isViewIn(Window window, int index) {
        return activities.activity(index).type() == Activity.Type.PAGE_VIEWED && window.has(activities.day(index));
    }

    /** The category a page is about: as sent, else that of its service; null if it is none, or no page. */
    public static @Nullable String categoryOf(BusinessSettings business, Activity activity) {
        if (activity.type() != Activity.Type.PAGE_VIEWED) {
            return null;
        }
        String category = activity.text("category");
        String service = activity.text("service");
        return category == null && service != null ? business.categoryOf(service) : category;
    }
}
