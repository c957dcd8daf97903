package io.regulars.releases.store;

import io.regulars.access.AuditLog;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.RuleFile;
import io.regulars.running.ReleaseRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes drafts of releases, edits and removes them. What was active once is never changed: a draft is made of it. */
@ApplicationScoped
public class EditReleases {
    private final Administration administration;
    private final AuditLog audit;
    private final InstantSource clock;

    EditReleases(Administration administration, AuditLog audit, InstantSource clock) {
        this.administration = administration;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who edits: a key of a business, which may edit the shared line or not. */
    public record Editor(BusinessId business, String name, boolean ofThePlatform) {
        /** Whether the editor may write it. */
        public boolean mayWrite(ReleaseScope scope) {
            return !scope.shared() || ofThePlatform;
        }

        /**
         * Refuses what the editor may not write.
         *
         * @throws ProblemException FORBIDDEN
         */
        public void checkMayWrite(ReleaseScope scope) {
            if (!mayWrite(scope)) {
                throw new ProblemException(
                        ErrorCode.FORBIDDEN,
                        "A shared release answers for all businesses, so it needs a key with the role platform. A draft of"
                                + " your own business: POST /api/rules/releases with \"scope\": \"own\"; back from an own"
                                + " release to the shared one: POST /api/rules/follow-default.");
            }
        }
    }

    /** Makes a draft with the files of its parent; without one, with those of what answers now, or none. */
    public Release make(Editor editor, ReleaseScope scope, @Nullable Integer parent, String message) {
        return administration.transaction(tx -> {
            Optional<Release> from = parent == null ? answering(scope) : Optional.of(visible(editor, parent));
            List<RuleFile> files =
                    from.isEmpty() ? List.of() : Releases.files(tx, from.get().id());
            return add(tx, editor, scope, from.map(Release::ref).orElse(null), message, files);
        });
    }

    /** Makes a draft of files that come from elsewhere, where they were made of a parent; without one, of what answers now. */
    Release upload(Editor editor, ReleaseScope scope, @Nullable Integer parent, List<RuleFile> files, String message) {
        return administration.transaction(tx -> {
            Optional<Release> from = parent == null ? answering(scope) : Optional.of(visible(editor, parent));
            return add(tx, editor, scope, from.map(Release::ref).orElse(null), message, files);
        });
    }

    /** Makes a draft of edited files of a parent. */
    public Release make(Editor editor, ReleaseScope scope, ReleaseRef parent, List<RuleFile> files, String message) {
        checkSize(files);
        return administration.transaction(tx -> add(tx, editor, scope, parent, message, files));
    }

    private Release add(
            Transaction transaction,
            Editor editor,
            ReleaseScope scope,
            @Nullable ReleaseRef parent,
            String message,
            List<RuleFile> files)
            throws SQLException {
        editor.checkMayWrite(scope);
        Release made = Releases.add(transaction, new Releases.Draft(scope, editor.name, message, parent), files, now());
        audit.record(scope.business(), editor.name, "release-created", made.label(), describe(parent, message));
        return made;
    }

    private static String describe(@Nullable ReleaseRef parent, String message) {
        return (parent == null ? "from nothing" : "from " + parent.label()) + (message.isEmpty() ? "" : ": " + message);
    }

    /** What answers in that scope: its own active release, else the shared one. */
    public static Optional<Release> answering(ReleaseScope scope) {
        Optional<Release> own = Releases.active(scope);
        return own.isPresent() ? own : Releases.active(ReleaseScope.SHARED);
    }

    /** Puts a file into a draft, new or in place of the one of that path. */
    Release put(Editor editor, int release, @Nullable String ifMatch, RuleFile file) {
        String problem = RulePath.problem(file.path());
        if (problem != null) {
            throw new ProblemException(ErrorCode.INVALID, "The path of a rule file " + problem + ".");
        }
        checkContent(file);
        return edit(editor, release, ifMatch, "release-edited", file.path(), files -> {
            var edited = new ArrayList<>(files);
            edited.removeIf(other -> other.path().equals(file.path()));
            edited.add(file);
            edited.sort(Comparator.comparing(RuleFile::path));
            return edited;
        });
    }

    /** Changes a file of a draft. */
    public Release change(
            Editor editor, int release, @Nullable String ifMatch, String path, UnaryOperator<RuleFile> change) {
        return edit(editor, release, ifMatch, "release-edited", path, files -> {
            RuleFile before = file(Release.label(release), files, path);
            RuleFile after = change.apply(before);
            checkContent(after);
            return files.stream().map(file -> file == before ? after : file).toList();
        });
    }

    /**
     * A file of a release.
     *
     * @throws ProblemException NOT_FOUND
     */
    public static RuleFile file(WholeRelease release, String path) {
        return file(release.release().label(), release.files(), path);
    }

    private static RuleFile file(String release, List<RuleFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> noSuchFile(release, path));
    }

    /** Takes a file out of a draft. */
    Release take(Editor editor, int release, @Nullable String ifMatch, String path) {
        return edit(editor, release, ifMatch, "release-edited", "without " + path, files -> {
            List<RuleFile> left =
                    files.stream().filter(file -> !file.path().equals(path)).toList();
            if (left.size() == files.size()) {
                throw noSuchFile(Release.label(release), path);
            }
            return left;
        });
    }

    /**
     * Puts files in the place of all those of a draft.
     *
     * @param details what was done, for the audit log
     */
    public Release replace(Editor editor, int release, @Nullable String ifMatch, List<RuleFile> files, String details) {
        return edit(editor, release, ifMatch, "release-edited", details, present -> files);
    }

    private Release edit(
            Editor editor,
            int id,
            @Nullable String ifMatch,
            String what,
            String details,
            UnaryOperator<List<RuleFile>> edit) {
        return administration.transaction(tx -> {
            Release draft = editable(tx, editor, id, ifMatch);
            List<RuleFile> files = edit.apply(Releases.files(tx, id));
            if (ContentHash.of(files).equals(draft.hash())) {
                return draft; // who changes nothing is not its last editor, whom four eyes keep from activating it
            }
            checkSize(files);
            Release edited = Releases.edit(tx, draft, files, editor.name, now());
            audit.record(draft.scope().business(), editor.name, what, draft.label(), details);
            return edited;
        });
    }

    /** Removes a draft with its files. */
    void remove(Editor editor, int id, @Nullable String ifMatch) {
        administration.transaction(tx -> {
            Release draft = editable(tx, editor, id, ifMatch);
            Releases.remove(tx, id);
            audit.record(draft.scope().business(), editor.name, "release-removed", draft.label(), draft.message());
            return draft;
        });
    }

    /** The draft, locked, if this edit may be made now. */
    public static Release editable(Transaction transaction, Editor editor, int id, @Nullable String ifMatch)
            throws SQLException {
        visible(editor, id);
        Release draft = Releases.locked(id).orElseThrow(() -> noSuchRelease(id));
        editor.checkMayWrite(draft.scope());
        if (!draft.state().editable()) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "%s was active, so it stays as it is. Make a draft of it: POST /api/rules/releases {\"parent\": \"%s\"}."
                            .formatted(draft.label(), draft.label()));
        }
        if (Activations.prepares(transaction, id)) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, draft.label() + " is being activated just now; wait for the outcome.");
        }
        ETag.check(ifMatch, draft);
        return draft;
    }

    /**
     * A release that the editor's business may see.
     *
     * @throws ProblemException NOT_FOUND
     */
    public static Release visible(Editor editor, int id) {
        return Releases.visible(editor.business, id).orElseThrow(() -> noSuchRelease(id));
    }

    private static ProblemException noSuchRelease(int id) {
        return new ProblemException(
                ErrorCode.NOT_FOUND,
                "There is no release " + Release.label(id) + "; GET /api/rules/releases lists them.");
    }

    private static ProblemException noSuchFile(String release, String path) {
        return new ProblemException(
                ErrorCode.NOT_FOUND,
                "%s has no file '%s'; GET /api/rules/releases/%s/files lists them.".formatted(release, path, release));
    }

    private static void checkContent(RuleFile file) {
        if (file.bytes().length > ReleaseLimits.MOST_BYTES_OF_A_FILE) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "A rule file has at most 10 MB; split it.");
        }
        if (!RuleFile.isWorkbook(file.path()) && !isText(file.bytes())) {
            throw new ProblemException(
                    ErrorCode.INVALID, file.path() + " is not UTF-8 text; save it with the encoding UTF-8.");
        }
    }

    static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static void checkSize(List<RuleFile> files) {
        long bytes = files.stream().mapToLong(file -> file.bytes().length).sum();
        if (files.size() > ReleaseLimits.MOST_FILES || bytes > ReleaseLimits.MOST_BYTES) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "A release has at most 5000 files and 50 MB.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
