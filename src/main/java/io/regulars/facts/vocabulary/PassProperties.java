package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.VocabularyShorthand.flag;
import static io.regulars.facts.vocabulary.VocabularyShorthand.named;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;

import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import java.util.List;

/** The words for what a client has paid for ahead. */
final class PassProperties {
    private static final Property.Parameter WHAT =
            named("what", "Code of a service, or a category of services, as the pass names it.");

    private PassProperties() {}

    static List<Property<Client>> all() {
        return List.of(
                flag(
                        "hasPass",
                        "Whether a pass is valid today: it has begun and not ended, was not cancelled, and has visits left if they"
                                + " are counted.",
                        "hasPass == true",
                        Timings.validity(),
                        client -> client.passes().isAnyValid()),
                flag(
                        "hasPassFor",
                        "Whether a pass is valid today that is for a service or a category: it names just that, or nothing and is"
                                + " for everything.",
                        "hasPassFor(\"massage\") == true",
                        List.of(WHAT),
                        Timings.validity(),
                        (client, arguments) -> Truth.of(client.passes().isAnyValid((String) arguments[0]))),
                number(
                        "passVisitsLeft",
                        Unit.VISITS,
                        "Visits left of all passes that are valid today, as the booking system counts them. Unknown if none is valid,"
                                + " or if one that is valid counts no visits.",
                        "passVisitsLeft <= 2",
                        Timings.validity(),
                        client -> client.passes().visitsLeft()),
                number(
                        "passVisitsLeftFor",
                        Unit.VISITS,
                        "Visits left of the passes for a service or a category that are valid today. Unknown if none is valid, or if"
                                + " one that is valid counts no visits.",
                        "passVisitsLeftFor(\"massage\") <= 2",
                        List.of(WHAT),
                        Timings.validity(),
                        (client, arguments) -> client.passes().visitsLeft((String) arguments[0])),
                number(
                        "daysUntilPassEnds",
                        Unit.DAYS,
                        "Calendar days from today to the last day of the client's passes, those that are yet to begin included; 0 on the"
                                + " last day. Unknown if none is valid today, or if one has no last day.",
                        "daysUntilPassEnds <= 14",
                        Timings.untilPassesEnd(),
                        client -> client.passes().daysUntilEnd()),
                number(
                        "daysSincePassEnded",
                        Unit.DAYS,
                        "Calendar days since the last day of the pass that ended last: its end, the day before it was cancelled, or"
                                + " the day its last visit was used. Unknown if none has ended, or if one is valid or yet to begin.",
                        "daysSincePassEnded >= 30",
                        Timings.sincePassesEnded(),
                        client -> client.passes().daysSinceEnd()));
    }
}
