package io.regulars.releases;

import io.regulars.platform.Database;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Saves a segment of the builder in a new draft of the business's own, made of the release that answers it now. */
@ApplicationScoped
class SaveSegment {
    private final Database database;
    private final EditReleases editReleases;
    private final CheckPolicy policy;

    SaveSegment(Database database, EditReleases editReleases, CheckPolicy policy) {
        this.database = database;
        this.editReleases = editReleases;
        this.policy = policy;
    }

    private record Present(Release release, List<RuleFile> files) {}

    /** A checked draft, and the warnings of the check. */
    record Saved(Release draft, List<Diagnostic> warnings) {}

    /**
     * Saves it.
     *
     * @param ifMatch the release that the segment was seen in; null: whichever answers now
     * @throws Refusal CONFLICT if rules written by hand assign the segment
     * @throws NotSaved if the release with it cannot run
     */
    Saved save(EditReleases.Editor editor, SegmentFiles.Wanted wanted, @Nullable String ifMatch) {
        Scope own = Scope.of(editor.business());
        Present present = database.transaction(tx -> {
            Release answering = EditReleases.answering(tx, own)
                    .orElseThrow(() -> new Refusal(ErrorCode.UNAVAILABLE, "No release is active."));
            return new Present(answering, Releases.files(tx, answering.id()));
        });
        if (ifMatch != null) {
            ETag.check(ifMatch, present.release());
        }
        List<RuleFile> files = SegmentFiles.put(present.files(), wanted);
        List<Diagnostic> warnings = switch (CheckRelease.check(files, policy)) {
            case CheckRelease.Refused refused -> throw new NotSaved(wanted, refused.problems());
            case CheckRelease.Checked checked -> checked.warnings();
        };
        Release draft = editReleases.make(editor, own, present.release().id(), files, "Segment " + wanted.segment());
        return database.transaction(tx -> {
            Releases.checked(tx, draft.id(), draft.hash());
            return new Saved(draft, warnings);
        });
    }
}
