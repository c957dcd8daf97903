package io.regulars.releases.scenarios;

import static java.util.Objects.requireNonNullElse;

import io.regulars.facts.history.PassState;
import io.regulars.facts.history.Version;
import io.regulars.platform.json.Fields;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what lines tell of passes. One that is known already, by its id or else its name, becomes what the line says of it.
 * <pre>
 *   pass: 10 massages         pass: 10 massages
 *   visits: 10                visitsLeft: 2
 * </pre>
 */
final class ReadPasses {
    private final ZoneId zone;
    private final Map<String, PassState> known = new HashMap<>();

    /** @param zone the business's, for the day on which one begins that says none */
    ReadPasses(ZoneId zone) {
        this.zone = zone;
    }

    /** The pass that a line tells of; null if the line is wrong. */
    Scenario.@Nullable News read(Fields line, ReadNews.When when) {
        String name = line.id("pass");
        if (name == null) {
            return null;
        }
        String id = requireNonNullElse(line.id("id"), name);
        LocalDate day = when.occurred().atZone(zone).toLocalDate();
        PassState before =
                known.getOrDefault(id, new PassState(id, name, null, null, day, null, null, null, null, null));
        var after = new PassState(
                id,
                name,
                either(line.id("service"), before.service()),
                either(line.id("category"), before.category()),
                requireNonNullElse(line.day("startsOn"), before.startsOn()),
                either(line.day("endsOn"), before.endsOn()),
                either(line.whole("visits", 1, PassState.MOST_VISITS), before.visits()),
                either(line.whole("visitsLeft", 0, PassState.MOST_VISITS), before.visitsLeft()),
                either(line.day("cancelledOn"), before.cancelledOn()),
                null);
        after.contradictions(line::wrong);
        known.put(id, after);
        return new Scenario.News(told -> told.pass(new Version<>(id, when.occurred(), when.told(), after)), List.of());
    }

    private static <T> @Nullable T either(@Nullable T said, @Nullable T before) {
        return said == null ? before : said;
    }
}
