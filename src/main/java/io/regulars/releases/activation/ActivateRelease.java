package io.regulars.releases.activation;

import io.regulars.access.AuditLog;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.outbox.BusinessEvent;
import io.regulars.outbox.EventTypes;
import io.regulars.outbox.Outbox;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.releases.check.CheckPolicy;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.store.Activations;
import io.regulars.releases.store.ContentHash;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import io.regulars.rules.model.RuleFile;
import io.regulars.running.ReleaseRef;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes a release the one that answers, or says why it can't; what answered before goes on until then. */
@ApplicationScoped
public class ActivateRelease {
    private static final Logger LOG = Logger.getLogger(ActivateRelease.class);

    private final Administration administration;
    private final StoredReleases stored;
    private final CoordinateActivation coordinate;
    private final AuditLog audit;
    private final Outbox outbox;
    private final ReevaluateAll reevaluateAll;
    private final CheckPolicy policy;
    private final InstantSource clock;

    ActivateRelease(
            Administration administration,
            StoredReleases stored,
            CoordinateActivation coordinate,
            AuditLog audit,
            Outbox outbox,
            ReevaluateAll reevaluateAll,
            CheckPolicy policy,
            InstantSource clock) {
        this.administration = administration;
        this.stored = stored;
        this.coordinate = coordinate;
        this.audit = audit;
        this.outbox = outbox;
        this.reevaluateAll = reevaluateAll;
        this.policy = policy;
        this.clock = clock;
    }

    /** Makes files the shared release, as the folder does; the same files again are not another release. */
    public Activation activate(List<RuleFile> files, String author) {
        String hash = ContentHash.of(files);
        Optional<Release> active = administration.transaction(tx -> Releases.active(ReleaseScope.SHARED));
        if (active.isPresent() && active.get().hash().equals(hash)) {
            return unchanged(active.get());
        }
        return switch (CheckRelease.check(files, policy)) {
            case CheckRelease.Refused refused -> new Activation.Rejected(refused.problems());
            case CheckRelease.Checked checked -> {
                Release release = administration.transaction(tx -> draft(tx, files, hash, author));
                yield activate(release, checked, Over.WHATEVER, SwitchStarts.FUTURE_ONLY, author);
            }
        };
    }

    /** Another replica that sees the same folder may have made it a release already. */
    private Release draft(Transaction transaction, List<RuleFile> files, String hash, String author)
            throws SQLException {
        Optional<Release> known = Releases.draftOf(ReleaseScope.SHARED, author, hash);
        if (known.isPresent()) {
            return known.get();
        }
        ReleaseRef parent =
                Releases.active(ReleaseScope.SHARED).map(Release::ref).orElse(null);
        return Releases.add(transaction, new Releases.Draft(ReleaseScope.SHARED, author, "", parent), files, now());
    }

    /** What answers already. */
    Activation unchanged(Release active) {
        return new Activation.Unchanged(administration.transaction(tx -> stored.running(tx, active.ref())));
    }

    /**
     * What a release is activated over.
     *
     * @param answering what has to answer until the switch; null: whatever does
     * @param said whether that was asked for by its name
     * @param takesBack what of it the release takes back; null: nothing
     */
    record Over(
            @Nullable ReleaseRef answering,
            boolean said,
            @Nullable TakesBack takesBack) {
        static final Over WHATEVER = new Over(null, false, null);

        private String details() {
            return answering == null || !said
                    ? ""
                    : " over " + answering.label() + (takesBack == null ? "" : ", taking back " + takesBack.named());
        }
    }

    /** Activates a release that was checked: a draft, or one that ran before. */
    public Activation activate(
            Release release, CheckRelease.Checked checked, Over over, SwitchStarts starts, String by) {
        stored.keep(release.hash(), checked);
        var wanted = new Activations.Switch(release.scope(), release.ref(), over.answering, starts, by);
        return switch (coordinate.make(wanted, () -> note(release, over, starts, by))) {
            case CoordinateActivation.SwitchResult.Busy busy ->
                new Activation.Busy("Another activation is under way, or " + release.label()
                        + " was edited or activated meanwhile; try again.");
            case CoordinateActivation.SwitchResult.NotMade(String reason) -> new Activation.Prevented(reason);
            case CoordinateActivation.SwitchResult.Made(List<String> replicas) -> {
                LOG.infof(
                        "Release %s (%s) by %s is active on %s: %d rules, %d campaigns.",
                        release.label(),
                        release.scope().label(),
                        release.author(),
                        String.join(", ", replicas),
                        checked.rules().size(),
                        checked.campaigns().names().size());
                reevaluateAll.wake();
                yield new Activation.Activated(
                        StoredReleases.running(release.ref(), checked), replicas, checked.warnings(), over.takesBack);
            }
        };
    }

    /** Lets the shared release answer for a business that has one of its own; that is its own no more. */
    Activation followShared(
            Release shared, ReleaseScope scope, @Nullable ReleaseRef over, SwitchStarts starts, String by) {
        var wanted = new Activations.Switch(scope, null, over, starts, by);
        Runnable note =
                () -> audit.record(scope.business(), by, "followed-shared", shared.label(), "starts " + starts.label());
        return switch (coordinate.make(wanted, note)) {
            case CoordinateActivation.SwitchResult.Busy busy ->
                new Activation.Busy("Another activation is under way; try again.");
            case CoordinateActivation.SwitchResult.NotMade(String reason) -> new Activation.Prevented(reason);
            case CoordinateActivation.SwitchResult.Made(List<String> replicas) -> {
                reevaluateAll.wake();
                RunningRelease running = administration.transaction(tx -> stored.running(tx, shared.ref()));
                yield new Activation.Activated(running, replicas, List.of(), null);
            }
        };
    }

    private void note(Release release, Over over, SwitchStarts starts, String by) {
        String what = release.activatedAt() == null ? "release-activated" : "release-rolled-back";
        String message = release.message().isEmpty() ? "" : ": " + release.message();
        audit.record(
                release.scope().business(),
                by,
                what,
                release.label(),
                "starts " + starts.label() + over.details() + message);
        tell(release, what.equals("release-rolled-back"));
    }

    /** Endpoints are told in the transaction of the switch. */
    private void tell(Release release, boolean before) {
        Instant now = now();
        var data = Json.MAPPER
                .createObjectNode()
                .put("release", release.label())
                .put("scope", release.scope().label())
                .put("activeBefore", before);
        var event = new BusinessEvent(UUID.randomUUID(), EventTypes.RELEASE_ACTIVATED, null, data, now);
        administration.transaction(tx -> {
            outbox.tellAll(tx, release.scope().business(), event);
            return true;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
