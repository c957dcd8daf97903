package io.regulars.releases;

import io.regulars.platform.Database;
import io.regulars.platform.Refusal;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Saves a segment of the builder, or takes it out, in a new draft of the business's own, made of the release that answers it now. */
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
        WholeRelease present = present(editor, ifMatch);
        List<RuleFile> files = SegmentFiles.put(present.files(), wanted);
        return draft(
                editor, present, files, "Segment " + wanted.segment(), problems -> NotSaved.with(wanted, problems));
    }

    /**
     * Takes one out again.
     *
     * @param ifMatch the release that the segment was seen in; null: whichever answers now
     * @throws Refusal NOT_FOUND if the builder wrote no such segment; CONFLICT if rules written by hand assign it
     * @throws NotSaved if the release without it cannot run
     */
    Saved take(EditReleases.Editor editor, String segment, @Nullable String ifMatch) {
        WholeRelease present = present(editor, ifMatch);
        List<RuleFile> files = SegmentFiles.take(present.files(), segment);
        return draft(editor, present, files, "Without segment " + segment, NotSaved::without);
    }

    private WholeRelease present(EditReleases.Editor editor, @Nullable String ifMatch) {
        WholeRelease present = database.transaction(tx -> WholeRelease.answering(tx, Scope.of(editor.business())));
        if (ifMatch != null) {
            ETag.check(ifMatch, present.release());
        }
        return present;
    }

    private Saved draft(
            EditReleases.Editor editor,
            WholeRelease present,
            List<RuleFile> files,
            String message,
            Function<List<Diagnostic>, NotSaved> refused) {
        List<Diagnostic> warnings = switch (CheckRelease.check(files, policy)) {
            case CheckRelease.Refused found -> throw refused.apply(found.problems());
            case CheckRelease.Checked checked -> checked.warnings();
        };
        Release draft = editReleases.make(
                editor, Scope.of(editor.business()), present.release().id(), files, message);
        return database.transaction(tx -> {
            Releases.checked(tx, draft.id(), draft.hash());
            return new Saved(draft, warnings);
        });
    }
}
