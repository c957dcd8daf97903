package io.regulars.contacts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message that could not be delivered says of the address, by the codes of RFC 3463. */
enum BounceKind {
    /** There is no such address. */
    PERMANENT,
    /** The address may take the next one: full, greylisted, the server away. */
    TRANSIENT,
    /** The receiver refuses us, or what we wrote: that is ours to mend, and says nothing of the address. */
    OURS;

    private static final Pattern BAD_ADDRESS = Pattern.compile("5\\.1\\.\\d{1,3}");
    private static final Pattern POLICY = Pattern.compile("[45]\\.7\\.\\d{1,3}");

    /**
     * By what is said of it.
     *
     * @param status such as 5.1.1; null: none was said
     * @param permanent what the sender's program says; counts where there is no status
     */
    static BounceKind of(@Nullable String status, boolean permanent) {
        if (status == null) {
            return permanent ? PERMANENT : TRANSIENT;
        }
        if (POLICY.matcher(status).matches()) {
            return OURS;
        }
        return BAD_ADDRESS.matcher(status).matches() ? PERMANENT : TRANSIENT;
    }
}
