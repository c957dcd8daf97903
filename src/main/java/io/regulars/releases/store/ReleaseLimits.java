package io.regulars.releases.store;

/** How large a release may be, wherever it comes from. */
public final class ReleaseLimits {
    public static final int MOST_FILES = 5_000;
    public static final int MOST_BYTES_OF_A_FILE = 10_000_000;
    static final int MOST_BYTES = 50_000_000;

    private ReleaseLimits() {}
}
