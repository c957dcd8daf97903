package io.regulars.releases.store;

import io.regulars.access.businesses.BusinessId;
import org.jspecify.annotations.Nullable;

/** Whose line of releases: one business's own, or the one that all businesses share which have no active one of their own. */
public record ReleaseScope(int value) {
    /** All businesses'. */
    public static final ReleaseScope SHARED = new ReleaseScope(0);

    /** The releases of one business. */
    public static ReleaseScope of(BusinessId business) {
        return new ReleaseScope(business.value());
    }

    /** Of a row whose business is null in the shared line. */
    public static ReleaseScope of(@Nullable Integer business) {
        return business == null ? SHARED : new ReleaseScope(business);
    }

    /** Whether it is the line that businesses share. */
    public boolean shared() {
        return value == 0;
    }

    /** The business; null: all. */
    @Nullable
    public Integer business() {
        return shared() ? null : Integer.valueOf(value);
    }

    /** As callers see it. */
    public String label() {
        return shared() ? "shared" : "own";
    }
}
