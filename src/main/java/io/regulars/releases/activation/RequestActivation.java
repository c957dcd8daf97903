package io.regulars.releases.activation;

import io.regulars.access.AuditLog;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Administration;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.releases.check.CheckPolicy;
import io.regulars.releases.check.CheckPools;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.check.CountWarnings;
import io.regulars.releases.store.Activations;
import io.regulars.releases.store.ETag;
import io.regulars.releases.store.EditReleases;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import io.regulars.releases.store.WholeRelease;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.running.ReleaseRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for over the API: to check a release, to let it answer (an earlier one too, which is the way back), or
 * to follow the shared one again. Who may do that is decided here.
 */
@ApplicationScoped
public class RequestActivation {
    private final Administration administration;
    private final ActivateRelease activateRelease;
    private final FolderContent folder;
    private final RegularsConfig config;
    private final CheckPolicy policy;
    private final CountWarnings countWarnings;
    private final CheckPools checkPools;
    private final AuditLog audit;

    RequestActivation(
            Administration administration,
            ActivateRelease activateRelease,
            FolderContent folder,
            RegularsConfig config,
            CheckPolicy policy,
            CountWarnings countWarnings,
            CheckPools checkPools,
            AuditLog audit) {
        this.administration = administration;
        this.activateRelease = activateRelease;
        this.folder = folder;
        this.config = config;
        this.policy = policy;
        this.countWarnings = countWarnings;
        this.checkPools = checkPools;
        this.audit = audit;
    }

    /** Who asks, and whether somebody else must have made the newest edit. */
    public record By(EditReleases.Editor editor, boolean fourEyes) {}

    /** Checks a release and notes that it was. */
    CheckReport check(EditReleases.Editor editor, int id) {
        WholeRelease found = find(editor, id);
        CheckRelease.Result result = CheckRelease.check(found.files(), policy);
        boolean ready = result instanceof CheckRelease.Checked;
        administration.transaction(tx -> {
            if (ready && editor.mayWrite(found.release().scope())) {
                Releases.checked(id, found.release().hash());
            }
            String outcome = ready ? "nothing keeps it from being activated" : "it cannot be activated";
            // who checks a shared release is not every business's concern
            audit.record(
                    editor.business().value(),
                    editor.name(),
                    "release-checked",
                    found.release().label(),
                    outcome);
            return ready;
        });
        TakesBack takesBack = takesBack(found).orElse(null);
        return switch (result) {
            case CheckRelease.Refused(List<Diagnostic> errors, CheckRelease.Checked beside) ->
                report(editor, found, errors, beside, takesBack);
            case CheckRelease.Checked checked -> report(editor, found, List.of(), checked, takesBack);
        };
    }

    private CheckReport report(
            EditReleases.Editor editor,
            WholeRelease whole,
            List<Diagnostic> errors,
            CheckRelease.@Nullable Checked checked,
            @Nullable TakesBack takesBack) {
        Release release = whole.release();
        var all = new ArrayList<>(errors);
        if (takesBack != null) {
            all.add(takesBack.warning());
        }
        if (checked == null) {
            return CheckReport.of(release, false, CountWarnings.Counted.without(all), takesBack, Coverage.NONE);
        }
        all.addAll(checked.warnings());
        all.addAll(checkPools.check(editor.business(), whole.files(), checked.campaigns()));
        var counted = countWarnings.count(editor.business(), checked.rules(), all);
        return CheckReport.of(release, errors.isEmpty(), counted, takesBack, checked.coverage());
    }

    /**
     * Lets a release answer.
     *
     * @param ifMatch the state that was seen; null: whatever it is now
     * @param over the release that has to answer until then, and of which may be taken back what this one has not; null: whichever
     *     does, but a draft takes nothing of it back
     */
    public Activation activate(By by, int id, @Nullable String ifMatch, @Nullable Integer over, SwitchStarts starts) {
        WholeRelease found = find(by.editor, id);
        Release release = found.release();
        by.editor.checkMayWrite(release.scope());
        if (ifMatch != null) {
            ETag.check(ifMatch, release);
        }
        checkLead(release);
        checkFourEyes(by, release);
        if (release.state() == Release.State.ACTIVE) {
            checkStarts(release, starts);
            return activateRelease.unchanged(release);
        }
        Optional<ComparedWithActive> standing = administration.transaction(tx -> ComparedWithActive.of(tx, release));
        Optional<ReleaseRef> answering =
                standing.map(each -> each.answering().release().ref());
        checkOver(over, answering);
        TakesBack takesBack = standing.flatMap(each -> each.takesBack(found)).orElse(null);
        if (takesBack != null && over == null && !takesBack.rollback()) {
            return new Activation.Prevented(takesBack.sentence() + " " + takesBack.hint(), takesBack);
        }
        return switch (CheckRelease.check(found.files(), policy)) {
            case CheckRelease.Refused refused -> new Activation.Rejected(refused.problems());
            case CheckRelease.Checked checked ->
                activateRelease.activate(
                        release,
                        checked,
                        new ActivateRelease.Over(answering.orElse(null), over != null, takesBack),
                        starts,
                        by.editor.name());
        };
    }

    private Optional<TakesBack> takesBack(WholeRelease release) {
        return administration
                .transaction(tx -> ComparedWithActive.of(tx, release.release()))
                .flatMap(each -> each.takesBack(release));
    }

    /** What somebody wants to replace is what they have seen; another that answers by now is not. */
    private static void checkOver(@Nullable Integer over, Optional<ReleaseRef> answering) {
        if (over != null && !answering.map(ReleaseRef::id).equals(Optional.of(over))) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "%s does not answer, so nothing is activated over it; %s. Nothing was changed."
                            .formatted(
                                    Release.label(over),
                                    answering
                                            .map(present -> present.label() + " does")
                                            .orElse("no release does")));
        }
    }

    /**
     * Lets the shared release answer for a business again.
     *
     * @param over the release of its own that has to answer until then; null: whichever does
     */
    Activation followDefault(EditReleases.Editor editor, @Nullable Integer over, SwitchStarts starts) {
        ReleaseScope scope = ReleaseScope.of(editor.business());
        Release shared = administration.transaction(tx -> shared(scope));
        Optional<ReleaseRef> own =
                administration.transaction(tx -> Releases.active(scope)).map(Release::ref);
        checkOver(over, own);
        ReleaseRef wanted = over == null ? null : own.orElse(null);
        return activateRelease.followShared(shared, scope, wanted, starts, editor.name());
    }

    private static Release shared(ReleaseScope scope) {
        if (Releases.active(scope).isEmpty()) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "The business has no active release of its own; it follows the shared one.");
        }
        return Releases.active(ReleaseScope.SHARED)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.CONFLICT, "No shared release is active that could be followed."));
    }

    private WholeRelease find(EditReleases.Editor editor, int id) {
        return administration.transaction(tx -> WholeRelease.visible(tx, editor, id));
    }

    /** What follows from a switch was decided when it was made; asking for more of it later must not look as if it were done. */
    private void checkStarts(Release release, SwitchStarts starts) {
        Optional<SwitchStarts> made = administration.transaction(tx -> Activations.startsOfActive(tx, release.scope()));
        if (!starts.equals(SwitchStarts.FUTURE_ONLY) && !made.equals(Optional.of(starts))) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    ("%s answers already, and which campaigns follow from what it found true was decided when it began to: the"
                                    + " starts that were not wanted then are BACKLOG in the ledger and stay so. Nothing was changed.")
                            .formatted(release.label()));
        }
    }

    /** While the folder leads, the shared release is what the folder holds, and nothing else. */
    private void checkLead(Release release) {
        boolean ofTheFolder = Objects.equals(folder.hash(), release.hash());
        if (release.scope().shared() && config.rulesLead() == RegularsConfig.Lead.FOLDER && !ofTheFolder) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    ("The rules folder leads (REGULARS_RULES_LEAD=folder), and it holds something else than %s. Change the"
                                    + " folder, or start the service with REGULARS_RULES_LEAD=api. Releases of a business's own"
                                    + " can be activated either way.")
                            .formatted(release.label()));
        }
    }

    /** What ran before was approved then. */
    private static void checkFourEyes(By by, Release release) {
        boolean own = release.editedBy().equals(by.editor.name());
        if (by.fourEyes && own && release.activatedAt() == null) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN,
                    "The business wants four eyes: '%s' made the newest edit of %s, so somebody else activates it."
                            .formatted(release.editedBy(), release.label()));
        }
    }
}
