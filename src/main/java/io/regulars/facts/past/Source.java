package io.regulars.facts.past;

import io.regulars.facts.vocabulary.Property;
import java.util.EnumSet;
import java.util.Set;

/** What a history is made of. */
public enum Source {
    PROFILE,
    BOOKINGS,
    RECEIPTS,
    PASSES,
    SURVEYS,
    ACTIVITIES;

    /** The whole history. */
    public static final Set<Source> ALL = Set.copyOf(EnumSet.allOf(Source.class));

    private static final Set<String> OF_PROFILE = Set.of(
            "id",
            "firstName",
            "lastName",
            "gender",
            "age",
            "bornOn",
            "birthday",
            "daysUntilBirthday",
            "consents",
            "language",
            "country",
            "region",
            "city",
            "postcode",
            "occupation",
            "source",
            "acquisitionCost",
            "registeredOn",
            "daysSinceRegistration",
            "local",
            "tags",
            "text",
            "number",
            "date",
            "hasEmail",
            "hasPhone");
    private static final Set<String> OF_PASSES = Set.of(
            "hasPass", "hasPassFor", "passVisitsLeft", "passVisitsLeftFor", "daysUntilPassEnds", "daysSincePassEnded");
    private static final Set<String> OF_SURVEYS = Set.of("lastCsat", "previousCsat", "csatGroup", "lastNps");
    private static final Set<String> OF_ACTIVITIES = Set.of(
            "opensInLast",
            "clicksInLast",
            "openRateInLast",
            "lastReviewStars",
            "referrals",
            "pagesViewedInLast",
            "secondsOnPagesInLast",
            "itemsViewedInLast",
            "returnDaysInLast",
            "brandViewsInLast",
            "viewed",
            "activitiesInLast");

    /** From what a property of a client is computed; perhaps of too much, never of too little. */
    public static Set<Source> of(Property<?> property) {
        String name = property.name();
        if (OF_PROFILE.contains(name)) {
            return Set.of(PROFILE);
        }
        if (OF_PASSES.contains(name)) {
            return Set.of(PASSES);
        }
        if (OF_SURVEYS.contains(name)) {
            return Set.of(SURVEYS);
        }
        if (OF_ACTIVITIES.contains(name)) {
            return Set.of(ACTIVITIES);
        }
        return ALL;
    }
}
