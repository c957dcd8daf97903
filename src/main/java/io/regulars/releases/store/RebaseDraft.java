package io.regulars.releases.store;

import io.regulars.access.AuditLog;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.RuleDiff;
import io.regulars.rules.RuleMerge;
import io.regulars.rules.model.MergedRules;
import io.regulars.rules.model.MergedRules.Conflict;
import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings a draft together with the release that has become active since it was made, so that it takes nothing of that back. */
@ApplicationScoped
class RebaseDraft {
    private final Administration administration;
    private final AuditLog audit;
    private final InstantSource clock;

    RebaseDraft(Administration administration, AuditLog audit, InstantSource clock) {
        this.administration = administration;
        this.audit = audit;
        this.clock = clock;
    }

    /** What becomes of what both have changed. */
    enum Conflicts {
        REFUSED,
        AS_IN_DRAFT,
        AS_IN_ACTIVE
    }

    /**
     * The draft as it is now.
     *
     * @param from what it was made of before; null: that is not known
     * @param onto what it is made of now
     * @param brought what it has from there
     * @param decided what both had changed, and was decided as asked for
     */
    record Rebased(
            WholeRelease draft, @Nullable String from, String onto, List<RuleChange> brought, List<Conflict> decided) {}

    /** What is brought together. */
    private record Sides(WholeRelease draft, Optional<WholeRelease> base, WholeRelease active) {
        /** Whether the one is the other, or was made of it. */
        boolean together() {
            String hash = active.release().hash();
            return draft.release().id() == active.release().id()
                    || base.filter(found -> found.release().hash().equals(hash)).isPresent();
        }

        @Nullable
        String from() {
            return base.map(found -> found.release().label()).orElse(null);
        }

        String onto() {
            return active.release().label();
        }
    }

    /**
     * Brings it together.
     *
     * @param ifMatch the draft's state that was seen; null: whatever it is now
     * @throws NotRebased if both have changed the same, and that is refused
     */
    Rebased rebase(EditReleases.Editor editor, int id, @Nullable String ifMatch, Conflicts conflicts) {
        Sides sides = administration.transaction(tx -> sides(tx, editor, id, ifMatch));
        if (sides.together()) {
            return new Rebased(sides.draft, sides.from(), sides.onto(), List.of(), List.of());
        }
        var prefer = conflicts == Conflicts.AS_IN_DRAFT ? MergedRules.Prefer.DRAFT : MergedRules.Prefer.ACTIVE;
        List<RuleFile> base = sides.base.map(WholeRelease::files).orElse(List.of());
        var merged = RuleMerge.merge(base, sides.active.files(), sides.draft.files(), prefer);
        refuse(sides, merged, conflicts);
        EditReleases.checkSize(merged.files());
        WholeRelease rebased = administration.transaction(tx -> store(tx, editor, sides, merged));
        return new Rebased(
                rebased,
                sides.from(),
                sides.onto(),
                RuleDiff.between(sides.draft.files(), merged.files()),
                merged.conflicts());
    }

    private static Sides sides(Transaction transaction, EditReleases.Editor editor, int id, @Nullable String ifMatch)
            throws SQLException {
        Release seen = EditReleases.visible(editor, id);
        Release draft = seen.state() == Release.State.ACTIVE
                ? seen
                : EditReleases.editable(transaction, editor, id, ifMatch == null ? "*" : ifMatch);
        Optional<Release> base = Releases.base(draft);
        return new Sides(
                WholeRelease.of(transaction, draft),
                base.isEmpty() ? Optional.empty() : Optional.of(WholeRelease.of(transaction, base.get())),
                WholeRelease.answering(transaction, draft.scope()));
    }

    private static void refuse(Sides sides, MergedRules merged, Conflicts conflicts) {
        var refused = new ArrayList<>(merged.clashes());
        if (conflicts == Conflicts.REFUSED) {
            refused.addAll(merged.conflicts());
        }
        if (!refused.isEmpty()) {
            throw new NotRebased(sides.draft.release().label(), sides.onto(), refused);
        }
    }

    /** Who only lets both come together has decided nothing, so the last editor stays who that was. */
    private WholeRelease store(Transaction transaction, EditReleases.Editor editor, Sides sides, MergedRules merged)
            throws SQLException {
        Release seen = sides.draft.release();
        Release draft = EditReleases.editable(transaction, editor, seen.id(), ETag.of(seen));
        Release active = sides.active.release();
        if (EditReleases.answering(draft.scope())
                .filter(present -> present.id() == active.id())
                .isEmpty()) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "Another release has become active meanwhile; nothing was changed. Ask again to bring the draft together with that.");
        }
        String by = merged.conflicts().isEmpty() ? draft.editedBy() : editor.name();
        Release rebased = Releases.rebase(
                transaction,
                draft,
                active.ref(),
                merged.files(),
                by,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        audit.record(
                draft.scope().business(), editor.name(), "release-rebased", draft.label(), "onto " + active.label());
        return new WholeRelease(rebased, merged.files());
    }
}
