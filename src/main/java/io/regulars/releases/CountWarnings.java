package io.regulars.releases;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.regulars.access.BusinessId;
import io.regulars.evaluation.CountConcerned;
import io.regulars.platform.DatabaseFailure;
import io.regulars.rules.Concern;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.Faults;
import io.regulars.rules.RuleSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says of warnings how many of a business's clients each is about now. */
@ApplicationScoped
class CountWarnings {
    private final CountConcerned countConcerned;

    CountWarnings(CountConcerned countConcerned) {
        this.countConcerned = countConcerned;
    }

    /**
     * A diagnostic.
     *
     * @param clients how many it is about; null: they were not counted, or it is not about clients
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(
            @JsonUnwrapped Diagnostic diagnostic, @Nullable Long clients) {}

    /**
     * What the clients were counted among.
     *
     * @param at the moment they were judged at; null with a reason
     * @param clients how many the business has; null with a reason
     * @param reason why they were not counted; null: they were
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Among(
            @Nullable Instant at,
            @Nullable Long clients,
            @Nullable String reason) {}

    /**
     * All of them.
     *
     * @param among null where none is about clients
     */
    record Counted(List<Told> warnings, @Nullable Among among) {
        Counted {
            warnings = List.copyOf(warnings);
        }

        /** Where nobody counts. */
        static Counted without(List<Diagnostic> warnings) {
            return of(warnings, Map.of(), null);
        }

        private static Counted of(List<Diagnostic> warnings, Map<Concern, Long> counts, @Nullable Among among) {
            return new Counted(
                    warnings.stream()
                            .map(each -> new Told(each, each.concern() == null ? null : counts.get(each.concern())))
                            .toList(),
                    among);
        }
    }

    /** Counts them among the clients of a business, by the rules that the warnings are about. */
    Counted count(BusinessId business, RuleSet rules, List<Diagnostic> warnings) {
        List<Concern> concerns = warnings.stream()
                .map(Diagnostic::concern)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (concerns.isEmpty()) {
            return Counted.without(warnings);
        }
        return switch (guarded(business, rules, concerns)) {
            case CountConcerned.Counted.Counts(Instant at, long clients, Map<Concern, Long> each) ->
                Counted.of(warnings, each, new Among(at, clients, null));
            case CountConcerned.Counted.NotCounted(String reason) ->
                Counted.of(warnings, Map.of(), new Among(null, null, reason));
        };
    }

    /** What fails at a client keeps nobody from hearing what the check found. */
    private CountConcerned.Counted guarded(BusinessId business, RuleSet rules, List<Concern> concerns) {
        try {
            return countConcerned.count(business, rules, concerns);
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException e) {
            return new CountConcerned.Counted.NotCounted(
                    new Faults().sentence("counted clients of business " + business.value(), e));
        }
    }
}
