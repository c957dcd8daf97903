package io.regulars.facts;

/** Where a client is in its life with the business; exactly one at any time, the first of these that holds. */
enum Stage {
    LAPSED,
    AT_RISK,
    NEW,
    REGULAR,
    ACTIVE,
    LEAD;

    static final int LAPSED_DAYS = 180;
    static final int AT_RISK_DAYS = 60;
    static final int NEW_DAYS = 30;
    static final double OVERDUE = 1.5;
    private static final int REGULAR_VISITS = 3;

    static Stage of(Visits visits) {
        if (visits.daysSinceLast() >= LAPSED_DAYS) {
            return LAPSED;
        }
        if (visits.daysSinceLast() >= AT_RISK_DAYS) {
            return AT_RISK;
        }
        if (visits.daysSinceFirst() <= NEW_DAYS) {
            return NEW;
        }
        if (visits.count() >= REGULAR_VISITS && !(visits.overdueFactor() >= OVERDUE)) {
            return REGULAR;
        }
        return visits.count() >= 1 ? ACTIVE : LEAD;
    }
}
