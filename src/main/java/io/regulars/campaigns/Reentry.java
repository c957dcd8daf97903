package io.regulars.campaigns;

/** How often a campaign may start for one client. */
public sealed interface Reentry {
    /** Once in a client's life. */
    record Once() implements Reentry {}

    /** Whenever there is something new to start from. */
    record EachEntry() implements Reentry {}

    /** Not again within so many days of 24 hours. */
    record Every(int days) implements Reentry {
        public Every {
            if (days < 1) {
                throw new IllegalArgumentException("every N days needs at least 1 day");
            }
        }
    }
}
