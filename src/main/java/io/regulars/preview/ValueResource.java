package io.regulars.preview;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.Subject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which texts the clients of a business have, for whoever writes a condition on them. */
@Path("/api/values")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER})
class ValueResource {
    private static final Duration MAY_BE_OLD = Duration.ofSeconds(60);
    private static final int MOST = 200;
    private static final Set<String> NAMES = Set.of(
            "service",
            "category",
            "viewed category",
            "pass",
            "attribute",
            "consent",
            "brand",
            "offer",
            "activity",
            "channel",
            "campaign");

    private final Populations populations;
    private final Caller caller;

    ValueResource(Populations populations, Caller caller) {
        this.populations = populations;
        this.caller = caller;
    }

    /**
     * The texts that occur.
     *
     * @param of how many clients, or bookings, may have one
     * @param known how many have one
     */
    @Schema(name = "OccurringValues")
    record Values(long of, long known, List<Value> values) {}

    /**
     * One text.
     *
     * @param count how many clients or bookings have it; 0 if it only stands in the catalogue
     */
    @Schema(name = "OccurringValue")
    record Value(String value, long count) {}

    @GET
    @Operation(
            summary = "Which texts occur, the most frequent first, at most 200",
            description =
                    "Of a property that is a text or a set of texts: ?property=city, of bookings ?fact=Booking&property=staff. Or the names of a"
                            + " kind of things: ?names=service, category, viewed category, pass (what passes are for), attribute, consent, brand, offer, activity, channel or campaign;"
                            + " those of the catalogue are among them.")
    public Values values(
            @QueryParam("fact") @Nullable String fact,
            @QueryParam("property") @Nullable String property,
            @QueryParam("names") @Nullable String names) {
        Subject subject = names != null ? named(names) : ofProperty(fact, property);
        var question = new Populations.Question<>(MAY_BE_OLD, Set.of(), (done, of) -> {}, part -> {
            var texts = new CountTexts(List.of(subject));
            part.each(texts::add);
            return texts;
        });
        var judged = populations.judge(caller.business(), question);
        var all = new CountTexts(List.of(subject));
        judged.parts().forEach(all::add);
        OccurringTexts found = Objects.requireNonNull(all.in(judged.business()).get(subject));
        List<Value> values = found.counts().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .toList();
        return new Values(found.of(), found.known(), values);
    }

    private static Subject named(String names) {
        if (!NAMES.contains(names)) {
            throw refused("There are no names of '%s'. %s", names, NAMES);
        }
        return Subject.names(names);
    }

    private static Subject ofProperty(@Nullable String fact, @Nullable String property) {
        boolean ofBookings = Vocabulary.BOOKING.name().equals(fact);
        if (fact != null && !ofBookings && !fact.equals(Vocabulary.CLIENT.name())) {
            throw refused("'fact' is Client or Booking, not '%s'. %s", fact, Set.of("Client", "Booking"));
        }
        FactType<?> type = ofBookings ? Vocabulary.BOOKING : Vocabulary.CLIENT;
        Set<String> texts = texts(type);
        if (property == null || !texts.contains(property)) {
            throw refused(
                    type.name() + " has no property '%s' whose texts could be told. %s",
                    property == null ? "" : property,
                    texts);
        }
        return new Subject(ofBookings ? Subject.Kind.OF_BOOKINGS : Subject.Kind.OF_CLIENTS, property, List.of());
    }

    private static Set<String> texts(FactType<?> type) {
        return type.properties().values().stream()
                .filter(each -> each instanceof Property.Text<?> || each instanceof Property.Texts<?>)
                .filter(each -> each.parameters().isEmpty())
                .map(Property::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ProblemException refused(String sentence, String name, Set<String> known) {
        String hint = NearestName.hint(name, known);
        return new ProblemException(
                ErrorCode.INVALID,
                sentence.formatted(NearestName.shortened(name), hint).strip());
    }
}
