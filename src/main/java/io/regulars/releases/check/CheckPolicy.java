package io.regulars.releases.check;

import io.regulars.platform.RegularsConfig;
import io.regulars.rules.model.Diagnostic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** What an admin decided about checks: which warnings keep a release from running. */
@ApplicationScoped
public class CheckPolicy {
    /** Every warning. */
    static final String ALL = "all";

    private final Set<String> refused;
    private final InstantSource clock;

    @Inject
    CheckPolicy(RegularsConfig config, InstantSource clock) {
        this(config.rulesRefuse().orElse(Set.of()), clock);
    }

    CheckPolicy(Set<String> refused, InstantSource clock) {
        this.refused = Set.copyOf(refused);
        this.clock = clock;
    }

    /** Where nobody decided anything, and reviews are not looked at. */
    static CheckPolicy lenient() {
        return new CheckPolicy(Set.of(), () -> Instant.EPOCH);
    }

    /** The day of a check: reviews that were due before are overdue. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Those of some warnings that keep a release from running, as errors. */
    List<Diagnostic> errors(List<Diagnostic> warnings) {
        return warnings.stream().filter(this::refuses).map(Diagnostic::asError).toList();
    }

    /** The others. */
    List<Diagnostic> warnings(List<Diagnostic> warnings) {
        return warnings.stream().filter(warning -> !refuses(warning)).toList();
    }

    private boolean refuses(Diagnostic warning) {
        return refused.contains(ALL) || refused.contains(warning.code());
    }
}
