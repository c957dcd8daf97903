package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.VocabularyShorthand.day;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;
import static io.regulars.facts.vocabulary.VocabularyShorthand.oneOf;
import static io.regulars.facts.vocabulary.VocabularyShorthand.text;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Finding;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Survey;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.values.LocalTimes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words for surveys and for the facts of phase two: what was entered, left and held. */
final class EventProperties {
    private EventProperties() {}

    static List<Property<Survey>> ofSurvey() {
        return List.of(
                oneOf(
                        SurveyState.Kind.class,
                        "kind",
                        "CSAT (satisfaction) or NPS (recommendation).",
                        "kind == \"CSAT\"",
                        Timing.never(),
                        survey -> survey.state().kind()),
                number(
                        "score",
                        Unit.SCORE,
                        "The score, 0 to 10.",
                        "score <= 6",
                        Timing.never(),
                        survey -> survey.state().score()),
                day(
                        "answeredOn",
                        "The day it was answered, in the business's zone.",
                        "answeredOn >= \"2026-01-01\"",
                        Timing.never(),
                        Survey::answeredOn),
                number(
                        "daysAgo",
                        Unit.DAYS,
                        "Calendar days since it was answered.",
                        "daysAgo <= 30",
                        Timings.daysSince(Survey::client, Survey::answeredOn),
                        survey -> survey.client().todayNumber()
                                - survey.answeredOn().toEpochDay()));
    }

    static List<Property<Entered>> ofEntered() {
        return List.of(
                segment("The segment the client came into.", Entered::segment),
                day(
                        "since",
                        "The day it became true, in the business's zone.",
                        "since >= \"2026-01-01\"",
                        Timing.never(),
                        entered -> dayOf(entered.client(), entered.since())));
    }

    static List<Property<Left>> ofLeft() {
        return List.of(
                segment("The segment the client left.", Left::segment),
                day(
                        "since",
                        "The day the client had come into it, in the business's zone.",
                        "since >= \"2026-01-01\"",
                        Timing.never(),
                        left -> dayOf(left.client(), left.since())));
    }

    static List<Property<Member>> ofMember() {
        return List.of(
                segment("The segment the client is in.", Member::segment),
                day(
                        "since",
                        "The day it became true, in the business's zone.",
                        "since >= \"2026-01-01\"",
                        Timing.never(),
                        EventProperties::memberSince),
                number(
                        "days",
                        Unit.DAYS,
                        "Calendar days since it became true.",
                        "days >= 3",
                        Timings.daysSince(Member::client, EventProperties::memberSince),
                        member -> member.client().todayNumber()
                                - memberSince(member).toEpochDay()));
    }

    static List<Property<Finding>> ofFinding() {
        return List.of(text(
                "name",
                "The name that the concluding rule gave.",
                "name == \"high-season\"",
                Timing.never(),
                Finding::name));
    }

    private static <F> Property<F> segment(String meaning, Function<F, @Nullable String> reader) {
        return text("segment", meaning, "segment == \"lapsed\"", Timing.never(), reader);
    }

    private static LocalDate memberSince(Member member) {
        return dayOf(member.client(), member.since());
    }

    private static LocalDate dayOf(Client client, Instant moment) {
        return LocalTimes.date(moment, client.zone());
    }
}
