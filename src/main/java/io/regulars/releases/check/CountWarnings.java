package io.regulars.releases.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.regulars.access.businesses.BusinessId;
import io.regulars.preview.CountConcerned;
import io.regulars.releases.lint.LintMembers;
import io.regulars.releases.lint.LintWithClients;
import io.regulars.rules.model.AskedText;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.model.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of warnings how many of a business's clients each is about now. */
@ApplicationScoped
public class CountWarnings {
    private final CountConcerned countConcerned;

    CountWarnings(CountConcerned countConcerned) {
        this.countConcerned = countConcerned;
    }

    /**
     * A diagnostic.
     *
     * @param clients how many it is about; null: they were not counted, or it is not about clients
     * @param unknown how many more it would perhaps be about, were all known that the rules ask; null with clients
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Told(
            @JsonUnwrapped Diagnostic diagnostic,
            @Nullable Long clients,
            @Nullable Long unknown) {}

    /**
     * What the clients were counted among.
     *
     * @param at the moment they were judged at; null with a reason
     * @param clients how many the business has; null with a reason
     * @param reason why they were not counted; null: they were
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Among(
            @Nullable Instant at,
            @Nullable Long clients,
            @Nullable String reason) {}

    /**
     * All of them.
     *
     * @param among null where none is about clients
     */
    public record Counted(List<Told> warnings, @Nullable Among among) {
        public Counted {
            warnings = List.copyOf(warnings);
        }

        /** Where nobody counts. */
        public static Counted without(List<Diagnostic> warnings) {
            return of(warnings, Map.of(), Map.of(), null);
        }

        private static Counted of(
                List<Diagnostic> warnings,
                Map<Concern, Long> counts,
                Map<Concern, Long> unknown,
                @Nullable Among among) {
            return new Counted(
                    warnings.stream()
                            .map(each -> each.concern() == null
                                    ? new Told(each, null, null)
                                    : new Told(each, counts.get(each.concern()), unknown.get(each.concern())))
                            .toList(),
                    among);
        }
    }

    /**
     * Counts them among the clients of a business, by the rules that the warnings are about, and adds what only its clients show:
     * texts that it does not have, and segments with the same members now.
     */
    public Counted count(BusinessId business, RuleSet rules, List<Diagnostic> warnings) {
        List<Concern> concerns = warnings.stream()
                .map(Diagnostic::concern)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<AskedText> asked = rules.askedTexts();
        Set<Subject> subjects = asked.stream().map(AskedText::subject).collect(Collectors.toSet());
        if (concerns.isEmpty() && rules.segmentNames().isEmpty() && subjects.isEmpty()) {
            return Counted.without(warnings);
        }
        return switch (countConcerned.count(business, rules, concerns, subjects)) {
            case CountConcerned.Counted.Counts counts -> {
                var all = new ArrayList<>(warnings);
                all.addAll(LintWithClients.check(asked, counts.occurring(), warnings));
                all.addAll(LintMembers.check(rules, counts.segments(), counts.clients()));
                yield Counted.of(all, counts.each(), counts.unknown(), new Among(counts.at(), counts.clients(), null));
            }
            case CountConcerned.Counted.NotCounted(String reason) ->
                Counted.of(warnings, Map.of(), Map.of(), new Among(null, null, reason));
        };
    }
}
