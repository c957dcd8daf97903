package io.regulars.releases;

import io.regulars.access.BusinessId;
import org.jspecify.annotations.Nullable;

/** Whose line of releases: one business's own, or the one that all businesses share which have no active one of their own. */
record Scope(int value) {
    /** All businesses'. */
    static final Scope SHARED = new Scope(0);

    static Scope of(BusinessId business) {
        return new Scope(business.value());
    }

    /** Of a row whose business is null in the shared line. */
    static Scope of(@Nullable Integer business) {
        return business == null ? SHARED : new Scope(business);
    }

    boolean shared() {
        return value == 0;
    }

    /** The business; null: all. */
    @Nullable
    Integer business() {
        return shared() ? null : Integer.valueOf(value);
    }

    /** As callers see it. */
    String label() {
        return shared() ? "shared" : "own";
    }
}
