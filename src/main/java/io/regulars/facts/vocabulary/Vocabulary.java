package io.regulars.facts.vocabulary;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Finding;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Survey;
import io.regulars.facts.Trigger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything a rule can name: the fact types and their properties, each with its meaning and an example. */
public final class Vocabulary {
    /** The client, with all that is known and computed of it. */
    public static final FactType<Client> CLIENT = FactType.of(
            "Client",
            "The client the rule is about.",
            Client.class,
            client -> client,
            Stream.of(
                            ProfileProperties.all(),
                            VisitProperties.all(),
                            ServiceProperties.all(),
                            MoneyProperties.all(),
                            PassProperties.all(),
                            HabitProperties.all(),
                            EngagementProperties.all())
                    .flatMap(List::stream)
                    .toList());

    /** One booking of the client. */
    public static final FactType<Booking> BOOKING = FactType.of(
            "Booking",
            "One booking of the client, in any status.",
            Booking.class,
            Booking::client,
            BookingProperties.all());

    /** One survey answer of the client. */
    public static final FactType<Survey> SURVEY = FactType.of(
            "Survey",
            "One answer of the client to a survey.",
            Survey.class,
            Survey::client,
            EventProperties.ofSurvey());

    /** What just happened. */
    public static final FactType<Trigger> TRIGGER = FactType.of(
            "Trigger", "What just happened to the client.", Trigger.class, Trigger::client, TriggerProperties.all());

    /** The client just came into a segment. */
    public static final FactType<Entered> ENTERED = FactType.of(
            "Entered",
            "The client just came into a segment.",
            Entered.class,
            Entered::client,
            EventProperties.ofEntered());

    /** The client just left a segment. */
    public static final FactType<Left> LEFT =
            FactType.of("Left", "The client just left a segment.", Left.class, Left::client, EventProperties.ofLeft());

    /** The client is in a segment. */
    public static final FactType<Member> MEMBER = FactType.of(
            "Member", "The client is in a segment.", Member.class, Member::client, EventProperties.ofMember());

    /** What another rule concluded. */
    public static final FactType<Finding> FINDING = FactType.of(
            "Finding",
            "What another rule concluded of the client: insertLogical( new Finding($c, \"name\") ).",
            Finding.class,
            Finding::client,
            EventProperties.ofFinding());

    private static final Map<String, FactType<?>> TYPES = byName();

    private Vocabulary() {}

    /** All fact types by name, in the order of the documentation. */
    public static Map<String, FactType<?>> types() {
        return TYPES;
    }

    private static Map<String, FactType<?>> byName() {
        var types = new LinkedHashMap<String, FactType<?>>();
        for (FactType<?> type :
                List.<FactType<?>>of(CLIENT, BOOKING, SURVEY, TRIGGER, ENTERED, LEFT, MEMBER, FINDING)) {
            types.put(type.name(), type);
        }
        return Collections.unmodifiableMap(types);
    }
}
