package io.regulars.releases.store;

/** How large a release may be, wherever it comes from. */
public final class ReleaseLimits {
    /** No release has more files. */
    public static final int MOST_FILES = 5_000;
    /** No file has more bytes. */
    public static final int MOST_BYTES_OF_A_FILE = 10_000_000;

    static final int MOST_BYTES = 50_000_000;

    private ReleaseLimits() {}
}
