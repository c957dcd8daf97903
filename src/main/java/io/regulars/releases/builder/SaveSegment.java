package io.regulars.releases.builder;

import io.regulars.platform.database.Administration;
import io.regulars.platform.problem.ProblemException;
import io.regulars.releases.check.CheckPolicy;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.store.ETag;
import io.regulars.releases.store.EditReleases;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import io.regulars.releases.store.WholeRelease;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Saves a segment of the builder, or takes it out: in a new draft of the business's own, made of the release that answers it now, or
 * in a draft that there is, so that several edits are one change.
 */
@ApplicationScoped
class SaveSegment {
    private final Administration administration;
    private final EditReleases editReleases;
    private final CheckPolicy policy;

    SaveSegment(Administration administration, EditReleases editReleases, CheckPolicy policy) {
        this.administration = administration;
        this.editReleases = editReleases;
        this.policy = policy;
    }

    /**
     * Where it is saved.
     *
     * @param draft null: in a new one
     * @param ifMatch the release that the segment was seen in, the draft if there is one; null: whichever answers now
     * @param red whether a draft is kept whose rules run, though it is not ready: scenarios expect otherwise
     */
    record In(
            EditReleases.Editor editor,
            @Nullable Integer draft,
            @Nullable String ifMatch,
            boolean red) {}

    /**
     * A draft.
     *
     * @param problems what keeps it from being activated
     * @param warnings of the check
     */
    record Saved(Release draft, List<Diagnostic> problems, List<Diagnostic> warnings) {}

    /** A draft with a segment, and where its rule stands. */
    record SavedWith(SegmentFiles.Put put, Saved saved) {}

    /**
     * Saves it.
     *
     * @throws ProblemException CONFLICT if rules written by hand assign the segment
     * @throws NotSaved if the release with it cannot run
     */
    SavedWith save(In in, SegmentFiles.Wanted wanted) {
        WholeRelease present = present(in);
        SegmentFiles.Put put = SegmentFiles.put(present.files(), wanted);
        return new SavedWith(
                put,
                draft(
                        in,
                        present,
                        put.files(),
                        "Segment " + wanted.segment(),
                        problems -> NotSaved.with(wanted, put, problems)));
    }

    /**
     * Takes one out again.
     *
     * @throws ProblemException NOT_FOUND if the builder wrote no such segment; CONFLICT if rules written by hand assign it
     * @throws NotSaved if the release without it cannot run
     */
    Saved take(In in, String segment) {
        WholeRelease present = present(in);
        List<RuleFile> files = SegmentFiles.take(present.files(), segment);
        return draft(in, present, files, "Without segment " + segment, NotSaved::without);
    }

    private WholeRelease present(In in) {
        Integer draft = in.draft;
        if (draft != null) {
            return administration.transaction(
                    tx -> WholeRelease.of(tx, EditReleases.editable(tx, in.editor, draft, in.ifMatch)));
        }
        WholeRelease present =
                administration.transaction(tx -> WholeRelease.answering(tx, ReleaseScope.of(in.editor.business())));
        if (in.ifMatch != null) {
            ETag.check(in.ifMatch, present.release());
        }
        return present;
    }

    private Saved draft(
            In in,
            WholeRelease present,
            List<RuleFile> files,
            String message,
            Function<List<Diagnostic>, NotSaved> refused) {
        CheckRelease.Result result = CheckRelease.check(files, policy);
        List<Diagnostic> problems = result instanceof CheckRelease.Refused found ? found.problems() : List.of();
        CheckRelease.Checked checked = switch (result) {
            case CheckRelease.Checked sound -> sound;
            case CheckRelease.Refused found -> found.beside();
        };
        if (checked == null || !problems.isEmpty() && !in.red) {
            throw refused.apply(problems);
        }
        Release seen = present.release();
        Release draft = in.draft == null
                ? editReleases.make(in.editor, ReleaseScope.of(in.editor.business()), seen.ref(), files, message)
                : editReleases.replace(in.editor, seen.id(), ETag.of(seen), files, message);
        return administration.transaction(tx -> {
            if (problems.isEmpty()) {
                Releases.checked(draft.id(), draft.hash());
            }
            return new Saved(draft, problems, checked.warnings());
        });
    }
}
