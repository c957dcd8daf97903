package io.regulars.contacts;

/** Why an address must not be written to. */
public enum SuppressionReason {
    /** Whoever reads there wants no marketing. */
    UNSUBSCRIBED(true, "unsubscribed"),
    /** Whoever reads there called a message unwanted. */
    COMPLAINED(true, "complained of a message"),
    /** There is no such address. */
    BOUNCED(false, "there is no such address"),
    /** It took nothing for a while. */
    BOUNCING(false, "it took nothing for a while");

    private final boolean marketingOnly;
    private final String words;

    SuppressionReason(boolean marketingOnly, String words) {
        this.marketingOnly = marketingOnly;
        this.words = words;
    }

    /** For whoever asks why nothing went out. */
    public String inWords() {
        return words;
    }

    /** Whether messages that belong to a booking may go there nevertheless. */
    public boolean marketingOnly() {
        return marketingOnly;
    }
}
