package io.regulars.releases.preview;

import io.regulars.jobs.StoredBackgroundJob;
import io.regulars.releases.store.Release;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The row of a preview of a release. */
@Entity
@Table(name = "preview_job")
class StoredPreview extends StoredBackgroundJob {
    /** Which campaigns follow: those of new transitions only, or of everyone who is in a segment at the switch. */
    enum Starts {
        FUTURE_ONLY,
        EVERYONE
    }

    @Column(name = "release_id", nullable = false, updatable = false)
    private int release;

    /** Of the files that are previewed; a draft may have changed since. */
    @Column(nullable = false, updatable = false)
    private String hash;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false)
    private Starts starts;

    /** Of everyone, so many starts a day; null: all at once. */
    @Column(name = "per_day", updatable = false)
    private @Nullable Integer perDay;

    /** Clients done so far. */
    @Column(nullable = false)
    private long judged;

    /** What the check finds, as JSON; null until it has looked. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "problems")
    private @Nullable String problems;

    /** What the release would do, as JSON; null until it is done. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "impact")
    private @Nullable String impact;

    /** For Hibernate. */
    protected StoredPreview() {}

    StoredPreview(PreviewJobs.Asked asked, Instant startedAt) {
        super(asked.question().business(), startedAt);
        release = asked.whole().release().id();
        hash = asked.whole().release().hash();
        starts = asked.question().everyone() ? Starts.EVERYONE : Starts.FUTURE_ONLY;
        perDay = asked.question().starts().perDay();
    }

    boolean isOf(int release) {
        return this.release == release;
    }

    void findsProblems(String problems) {
        this.problems = problems;
    }

    /** What was found of one that was cancelled meanwhile is nothing. */
    void findsImpact(String impact) {
        if (state() == State.RUNNING) {
            this.impact = impact;
        }
    }

    PreviewJobs.Job job() {
        return new PreviewJobs.Job(
                id().toString(),
                Release.label(release),
                hash,
                perDay != null ? "per-day" : starts == Starts.EVERYONE ? "everyone" : "future-only",
                perDay,
                state().name(),
                clients(),
                judged,
                startedAt(),
                finishedAt(),
                failure(),
                problems,
                impact);
    }
}
