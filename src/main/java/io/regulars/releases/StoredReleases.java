package io.regulars.releases;

import io.regulars.evaluation.PastReleases;
import io.regulars.evaluation.RunningRelease;
import io.regulars.platform.Database;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Releases that ran, compiled again of their stored files; the few asked for last are kept. */
@ApplicationScoped
class StoredReleases implements PastReleases {
    private static final int KEPT = 4;

    private final Database database;
    private final Map<Integer, RunningRelease> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

    StoredReleases(Database database) {
        this.database = database;
    }

    @Override
    public RunningRelease byId(int id) {
        return compiled(
                database.transaction(tx -> Releases.byId(tx, id)),
                "There is no release r-" + id + "; GET /api/rules/active names the one that runs.");
    }

    @Override
    public RunningRelease activeAt(Instant moment) {
        return compiled(
                database.transaction(tx -> Releases.activeAt(tx, moment)),
                "No release was active at " + moment + "; name one by 'release'.");
    }

    private synchronized RunningRelease compiled(Optional<Releases.Release> found, String absent) {
        Releases.Release release = found.orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, absent));
        RunningRelease known = kept.get(release.id());
        if (known == null) {
            known = compile(release, database.transaction(tx -> Releases.files(tx, release.id())));
            kept.put(release.id(), known);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return known;
    }

    private static RunningRelease compile(Releases.Release release, List<RuleFile> files) {
        return switch (CheckRelease.check(files)) {
            case CheckRelease.Checked checked ->
                new RunningRelease(
                        release.id(), release.hash(), checked.rules(), checked.campaigns(), checked.segments());
            case CheckRelease.Refused(List<Diagnostic> problems) ->
                throw new Refusal(
                        ErrorCode.CONFLICT,
                        "This version of the service cannot run release r-" + release.id() + ": "
                                + problems.stream().map(Diagnostic::print).collect(Collectors.joining(" ")));
        };
    }
}
