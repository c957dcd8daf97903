package io.regulars.timeline;

import io.regulars.access.businesses.BusinessId;
import io.regulars.jobs.StoredBackgroundJob;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The row of a replay; who was in which segment are rows of replay_member. */
@Entity
@Table(name = "replay_job")
class StoredReplay extends StoredBackgroundJob {
    /** The moment that is asked about. */
    @Column(name = "as_of", nullable = false, updatable = false)
    private Instant asOf;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false)
    private KnowledgeBasis knowledge;

    /** The release by whose rules the clients are judged. */
    @Column(name = "release_id", nullable = false, updatable = false)
    private int release;

    /** Null: all. */
    @Column(name = "segments", updatable = false)
    private String @Nullable [] segments;

    /** Clients done so far. */
    @Column(nullable = false)
    private long replayed;

    /** From then on ranks by spend may be others by now; null: they are not. */
    @Column(name = "cut_offs_known_until")
    private @Nullable Instant cutOffsKnownUntil;

    /** For Hibernate. */
    protected StoredReplay() {}

    /**
     * A replay that begins to run.
     *
     * @param segments those asked for; empty: all
     */
    StoredReplay(BusinessId business, SegmentsAsOf.Question question, Set<String> segments, Instant startedAt) {
        super(business, startedAt);
        this.asOf = question.asOf();
        this.knowledge = question.knowledge();
        this.release = question.release().id();
        this.segments = segments.isEmpty() ? null : segments.toArray(String[]::new);
    }

    void cutOffsAreKnownUntil(@Nullable Instant moment) {
        cutOffsKnownUntil = moment;
    }

    ReplayJobs.Job job(Map<String, Long> members) {
        return new ReplayJobs.Job(
                id().toString(),
                state().name(),
                asOf,
                knowledge.name().toLowerCase(Locale.ROOT),
                "r-" + release,
                clients(),
                replayed,
                members,
                cutOffsKnownUntil,
                startedAt(),
                finishedAt(),
                failure());
    }
}
