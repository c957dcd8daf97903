package io.regulars.releases.activation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.access.businesses.BusinessId;
import io.regulars.releases.check.CountWarnings;
import io.regulars.rules.model.Diagnostic;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into words what became of an activation. */
@ApplicationScoped
public class AnswerActivation {
    private final CountWarnings countWarnings;

    AnswerActivation(CountWarnings countWarnings) {
        this.countWarnings = countWarnings;
    }

    /**
     * A release that answers now.
     *
     * @param changed false if it did so before
     * @param replicas that have loaded it
     * @param takesBack what of the release before it was taken back; null: nothing
     * @param counted what the clients of warnings were counted among; null where no warning is about clients
     */
    public record Activated(
            String id,
            String hash,
            boolean changed,
            List<String> replicas,
            List<CountWarnings.Told> warnings,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            TakesBack takesBack,

            @JsonInclude(JsonInclude.Include.NON_NULL) CountWarnings.@Nullable Among counted) {}

    /**
     * What is answered to somebody of a business.
     *
     * @throws NotActivated if it was not made
     */
    public Activated to(BusinessId business, String release, Activation activation) {
        return switch (activation) {
            case Activation.Activated(
                    RunningRelease running,
                    List<String> replicas,
                    List<Diagnostic> warnings,
                    TakesBack takesBack) -> {
                var counted = countWarnings.count(business, running.rules(), warnings);
                yield new Activated(
                        running.label(),
                        running.hash(),
                        true,
                        replicas,
                        counted.warnings(),
                        takesBack,
                        counted.among());
            }
            case Activation.Unchanged(RunningRelease running) ->
                new Activated(running.label(), running.hash(), false, List.of(), List.of(), null, null);
            case Activation.Rejected(List<Diagnostic> problems) -> throw new NotActivated(release, problems);
            case Activation.Prevented(String reason, TakesBack takesBack) ->
                throw new NotActivated(release, reason, takesBack);
            case Activation.Busy(String reason) -> throw new NotActivated(release, reason, null);
        };
    }
}
