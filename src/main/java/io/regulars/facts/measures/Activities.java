package io.regulars.facts.measures;

import io.regulars.facts.history.Activity;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a client did, with the local day of each. */
public final class Activities {
    private final Activity[] activities;
    private final int[] days;

    /** Reads activities with the days of a zone's calendar; they come in the order of their moments. */
    public Activities(List<Activity> all, ZoneId zone) {
        activities = all.toArray(Activity[]::new);
        days = new int[activities.length];
        for (int i = 0; i < activities.length; i++) {
            days[i] = LocalTimes.day(activities[i].occurredAt(), zone);
        }
    }

    int size() {
        return activities.length;
    }

    Activity activity(int index) {
        return activities[index];
    }

    int day(int index) {
        return days[index];
    }

    /** How many there are of a type. */
    public int count(Activity.Type type) {
        int count = 0;
        for (Activity activity : activities) {
            if (activity.type() == type) {
                count++;
            }
        }
        return count;
    }

    /** How many there are of a type on some days. */
    public int count(Activity.Type type, Window window) {
        int count = 0;
        for (int i = 0; i < activities.length; i++) {
            if (activities[i].type() == type && window.has(days[i])) {
                count++;
            }
        }
        return count;
    }

    /** Of a type, or of custom activities by their name. */
    public int count(String typeOrName, Window window) {
        int count = 0;
        for (int i = 0; i < activities.length; i++) {
            if (window.has(days[i]) && activities[i].isNamed(typeOrName)) {
                count++;
            }
        }
        return count;
    }

    /** Messages opened ÷ messages sent; NaN if none was sent. */
    public double openRate(Window window) {
        int sent = count(Activity.Type.MESSAGE_SENT, window);
        return sent == 0 ? Double.NaN : (double) count(Activity.Type.MESSAGE_OPENED, window) / sent;
    }

    /** Whether any passes. */
    public boolean any(Predicate<Activity> test) {
        for (Activity activity : activities) {
            if (test.test(activity)) {
                return true;
            }
        }
        return false;
    }

    /** The latest that passes, of equals the later arrival; null if none does. */
    @Nullable
    Activity latest(Predicate<Activity> test) {
        Activity latest = null;
        for (Activity activity : activities) {
            boolean isLater = latest == null || !activity.occurredAt().isBefore(latest.occurredAt());
            if (isLater && test.test(activity)) {
                latest = activity;
            }
        }
        return latest;
    }

    /** The days of those that pass, a day for each. */
    public int[] days(Predicate<Activity> test) {
        int[] found = new int[days.length];
        int size = 0;
        for (int i = 0; i < days.length; i++) {
            if (test.test(activities[i])) {
                found[size++] = days[i];
            }
        }
        return Arrays.copyOf(found, size);
    }
}
