package io.regulars.releases;

import io.regulars.rules.Coverage;
import io.regulars.rules.Diagnostic;
import java.util.List;

/**
 * What the check of a release found.
 *
 * @param ready whether it can be activated
 * @param problems errors, which keep it from being activated, and warnings, which do not
 * @param coverage which rules and alternatives the scenarios touch, and what they do not; nothing where it is not ready
 */
record CheckReport(String release, String hash, boolean ready, List<Diagnostic> problems, Coverage coverage) {
    static CheckReport of(Release release, CheckRelease.Result result) {
        return switch (result) {
            case CheckRelease.Refused(List<Diagnostic> problems) ->
                new CheckReport(release.label(), release.hash(), false, problems, Coverage.NONE);
            case CheckRelease.Checked checked ->
                new CheckReport(release.label(), release.hash(), true, checked.warnings(), checked.coverage());
        };
    }
}
