package io.regulars.releases.activation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.releases.check.CountWarnings;
import io.regulars.releases.store.Release;
import io.regulars.rules.model.Coverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a release found.
 *
 * @param ready whether it can be activated
 * @param problems errors, which keep it from being activated, and warnings, which do not
 * @param counted what the clients of warnings were counted among; null where no warning is about clients
 * @param takesBack what of the release that answers it would take back; null: nothing
 * @param coverage which rules and alternatives the scenarios touch, and what they do not; nothing where its files cannot be read
 */
record CheckReport(
        String release,
        String hash,
        boolean ready,
        List<CountWarnings.Told> problems,
        @JsonInclude(JsonInclude.Include.NON_NULL) CountWarnings.@Nullable Among counted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TakesBack takesBack,
        Coverage coverage) {
    static CheckReport of(
            Release release,
            boolean ready,
            CountWarnings.Counted problems,
            @Nullable TakesBack takesBack,
            Coverage coverage) {
        return new CheckReport(
                release.label(), release.hash(), ready, problems.warnings(), problems.among(), takesBack, coverage);
    }
}
