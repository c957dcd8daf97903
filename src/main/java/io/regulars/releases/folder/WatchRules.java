package io.regulars.releases.folder;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.regulars.access.AuditLog;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.releases.activation.ActivateRelease;
import io.regulars.releases.activation.Activation;
import io.regulars.releases.activation.FolderContent;
import io.regulars.releases.store.ContentHash;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the rules folder several times a second and makes a release of what it finds changed. It looks instead of
 * listening, because swapped links, network folders and editors that rename are then all alike.
 */
@ApplicationScoped
public class WatchRules implements FolderContent {
    private static final Logger LOG = Logger.getLogger(WatchRules.class);
    private static final long PERIOD_MILLIS = 250;

    private final RulesFolder folder;
    private final RegularsConfig config;
    private final Administration administration;
    private final ActivateRelease activateRelease;
    private final DraftOfFolder draftOfFolder;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rules-watch").factory());

    private final InternalFaults faults = new InternalFaults();

    private String seen = "";
    /** What was last taken, whether it runs or not; null: nothing, or the folder could not be read since. */
    private @Nullable String taken;

    private List<Diagnostic> ignored = List.of();
    private volatile List<Diagnostic> problems = List.of();
    private volatile @Nullable String hash;
    private volatile String held = "";
    /** Whether what the folder holds has not been decided about yet. */
    private volatile boolean waiting = true;

    WatchRules(
            RegularsConfig config,
            Administration administration,
            ActivateRelease activateRelease,
            DraftOfFolder draftOfFolder) {
        this.folder = new RulesFolder(Path.of(config.rules()));
        this.config = config;
        this.administration = administration;
        this.activateRelease = activateRelease;
        this.draftOfFolder = draftOfFolder;
    }

    /** What keeps the newest state of the folder from running, and what of it is not read; without errors it runs. */
    public List<Diagnostic> problems() {
        return problems;
    }

    /** Those of the problems that keep it from running. */
    List<Diagnostic> errors() {
        return problems.stream()
                .filter(problem -> problem.severity() == Diagnostic.Severity.ERROR)
                .toList();
    }

    @Override
    public @Nullable String hash() {
        return hash;
    }

    /** How the folder contradicts the shared release that is active; empty if it does not. */
    Optional<String> conflict(Release active) {
        String present = hash;
        if (present == null || present.equals(active.hash())) {
            return Optional.empty();
        }
        String other = "The rules folder of this replica holds something else than %s by %s, which is active: %s"
                .formatted(active.label(), active.author(), why());
        return Optional.of(
                switch (config.rulesLead()) {
                    case API -> other + " The API leads (REGULARS_RULES_LEAD=api).";
                    case FOLDER -> other;
                });
    }

    private String why() {
        if (waiting) {
            return "it is being looked at.";
        }
        if (!errors().isEmpty()) {
            return "it cannot run; 'problems' says why.";
        }
        return config.rulesLead() == RegularsConfig.Lead.API
                ? "it is %s. Activate that, or make the folder like the release.".formatted(held)
                : "that was activated later, by another replica whose folder differs or over the API."
                        + " The next change of this folder is activated again.";
    }

    /** The release has to run before the first request is answered. */
    void start(@Observes @Priority(100) StartupEvent event) {
        try {
            seen = folder.fingerprint();
            take();
        } catch (IOException e) {
            unreadable(e);
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        var _ = watcher.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        watcher.shutdownNow();
    }

    /** Takes a change once two looks have seen the same, so that a file half written is not read. */
    private void look() {
        try {
            String now = folder.fingerprint();
            boolean settled = now.equals(seen);
            seen = now;
            if (settled && !now.equals(taken)) {
                take();
            }
        } catch (NoSuchFileException e) {
            vanished(e);
        } catch (IOException e) {
            unreadable(e);
        } catch (DatabaseFailure e) {
            LOG.errorf("The changed rules wait: %s", e.getMessage());
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** The watcher has to outlive whatever a file does to it; the next change is looked at again. */
    private void failed(Throwable fault) {
        taken = seen;
        report(List.of(
                faults.in(folder.path().toString(), Diagnostic.Severity.ERROR, "took the changed rules", fault)));
    }

    private void take() throws IOException {
        String print = seen;
        waiting = true;
        RulesFolder.Contents contents = folder.read();
        ignored = contents.warnings();
        if (!contents.problems().isEmpty()) {
            hash = null;
            report(contents.problems());
            taken = print;
            return;
        }
        hash = ContentHash.of(contents.files());
        Optional<Release> active = administration.transaction(tx -> Releases.active(ReleaseScope.SHARED));
        if (contents.files().isEmpty() && active.isPresent()) {
            report(List.of(emptied()));
            taken = print;
            return;
        }
        boolean done = config.rulesLead() == RegularsConfig.Lead.API && active.isPresent()
                ? keepAsDraft(contents.files(), active.get())
                : activate(contents.files(), active);
        taken = done ? print : taken;
    }

    private boolean keepAsDraft(List<RuleFile> files, Release active) {
        held = draftOfFolder.keep(files).orElse(active).label();
        decided(List.of());
        conflict(active).ifPresent(LOG::warn);
        return true;
    }

    /** False if somebody else is switching just now, so that the next look has to try again. */
    private boolean activate(List<RuleFile> files, Optional<Release> active) {
        active.filter(release -> !release.author().equals(AuditLog.FOLDER))
                .filter(release -> !release.hash().equals(hash))
                .ifPresent(release -> LOG.warnf(
                        "The rules folder leads (REGULARS_RULES_LEAD=folder): it is to replace release %s by %s.",
                        release.label(), release.author()));
        switch (activateRelease.activate(files, AuditLog.FOLDER)) {
            case Activation.Activated(var release, var replicas, var warnings, var takesBack) -> {
                held = release.label();
                decided(List.of());
                warnings.forEach(warning -> LOG.warn(warning.print()));
            }
            case Activation.Unchanged(var release) -> {
                held = release.label();
                decided(List.of());
            }
            case Activation.Rejected(var found) -> report(found);
            case Activation.Prevented prevented -> report(List.of(prevented(prevented.reason())));
            case Activation.Busy busy -> {
                return false;
            }
        }
        return true;
    }

    private void decided(List<Diagnostic> errors) {
        var all = new ArrayList<>(errors);
        all.addAll(ignored);
        ignored.stream().filter(each -> !problems.contains(each)).forEach(each -> LOG.warn(each.print()));
        problems = List.copyOf(all);
        waiting = false;
    }

    private void report(List<Diagnostic> found) {
        decided(found);
        LOG.errorf("The rules folder cannot run; whatever ran before runs on. Problems: %d.", found.size());
        found.forEach(problem -> LOG.errorf("  %s", problem.print()));
    }

    /** A mount that has gone looks like this; whoever is in a segment is not to leave it for that. */
    private Diagnostic emptied() {
        return ofFolder(
                "empty-folder",
                "The rules folder holds no rule file, so whatever ran before runs on.",
                "Put the files back; to have no rules, leave a file that has none, such as empty.drl.");
    }

    private Diagnostic prevented(String reason) {
        return ofFolder("not-activated", reason, "What is in the folder might run; save it again to try again.");
    }

    private Diagnostic ofFolder(String code, String message, String hint) {
        return new Diagnostic(folder.path().toString(), 1, 1, 1, 1, code, Diagnostic.Severity.ERROR, message, hint);
    }

    /** A file that is replaced while it is read is there again at the next look. */
    private void vanished(NoSuchFileException e) {
        if (Files.isDirectory(folder.path())) {
            taken = null;
        } else {
            unreadable(e);
        }
    }

    private void unreadable(IOException e) {
        ignored = List.of();
        var problem = ofFolder(
                "unreadable-folder",
                "The rules folder cannot be read: " + e.getMessage() + ".",
                "REGULARS_RULES names the folder.");
        if (!problems.equals(List.of(problem))) {
            report(List.of(problem));
        }
        taken = null;
    }
}
