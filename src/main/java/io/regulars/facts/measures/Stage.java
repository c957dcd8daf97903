package io.regulars.facts.measures;

/** Where a client is in its life with the business; exactly one at any time, the first of these that holds. */
public enum Stage {
    LAPSED,
    AT_RISK,
    NEW,
    REGULAR,
    ACTIVE,
    LEAD;

    /** From so many days since the last visit on a client has lapsed. */
    public static final int LAPSED_DAYS = 180;
    /** From so many days since the last visit on a client is at risk. */
    public static final int AT_RISK_DAYS = 60;
    /** Up to so many days since the first visit a client is new. */
    public static final int NEW_DAYS = 30;
    /** From this factor of the usual interval on a client is overdue. */
    public static final double OVERDUE = 1.5;

    private static final int REGULAR_VISITS = 3;

    /** The stage that a client of these visits is in. */
    public static Stage of(Visits visits) {
        return of(visits.count(), visits.daysSinceFirst(), visits.daysSinceLast(), visits.overdueFactor());
    }

    /** The stage that a client of so many visits is in; NaN where what is asked of them is not known. */
    public static Stage of(int visits, double daysSinceFirst, double daysSinceLast, double overdueFactor) {
        if (daysSinceLast >= LAPSED_DAYS) {
            return LAPSED;
        }
        if (daysSinceLast >= AT_RISK_DAYS) {
            return AT_RISK;
        }
        if (daysSinceFirst <= NEW_DAYS) {
            return NEW;
        }
        if (visits >= REGULAR_VISITS && !(overdueFactor >= OVERDUE)) {
            return REGULAR;
        }
        return visits >= 1 ? ACTIVE : LEAD;
    }
}
