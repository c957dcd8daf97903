package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.VocabularyShorthand.flag;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;
import static io.regulars.facts.vocabulary.VocabularyShorthand.oneOf;
import static io.regulars.facts.vocabulary.VocabularyShorthand.text;

import io.regulars.facts.Booking;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.SurveyState;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The words for what just happened. What a trigger is not about is unknown. A trigger lives for one evaluation, so time
 * changes nothing of it.
 */
final class TriggerProperties {
    private static final double MILLISECONDS_OF_HOUR = 3_600_000;

    private TriggerProperties() {}

    static List<Property<Trigger>> all() {
        return List.of(
                oneOf(
                        Trigger.Kind.class,
                        "kind",
                        "What happened: BOOKED, RESCHEDULED, COMPLETED, CANCELLED, NO_SHOW, ACTIVITY, SURVEY, REGISTERED or"
                                + " TIME.",
                        "kind == \"CANCELLED\"",
                        Timing.never(),
                        Trigger::kind),
                ofBooking(
                        "service",
                        "Code of the booking's service.",
                        "== \"massage\"",
                        booking -> booking.state().service()),
                ofBooking("category", "Category of the booking's service.", "== \"color\"", Booking::category),
                ofBooking(
                        "series",
                        "What the booking and others that were made with it have in common.",
                        "!= null",
                        booking -> booking.state().series()),
                oneOf(
                        Status.class,
                        "status",
                        "The booking's status as it stands now.",
                        "status == \"BOOKED\"",
                        Timing.never(),
                        trigger -> trigger.booking() == null
                                ? null
                                : trigger.booking().status()),
                numberOfBooking(
                        "startHour",
                        Unit.HOUR_OF_DAY,
                        "The hour the booking starts on the clock of its location, 0 to 23.",
                        "< 12",
                        Booking::startHour),
                numberOfBooking(
                        "hoursUntilStart",
                        Unit.HOURS,
                        "Hours from now to the booking's start; negative once it has started.",
                        "> 24",
                        TriggerProperties::hoursUntilStart),
                flag(
                        "late",
                        "Whether the client cancelled the booking, or moved it, with less than the notice before it was to start; unknown"
                                + " without a booking.",
                        "late == true",
                        List.of(),
                        Timing.never(),
                        (trigger, arguments) -> trigger.isLate()),
                ofActivity(
                        "activityType",
                        "The activity's type.",
                        "== \"PAGE_VIEWED\"",
                        activity -> activity.type().name()),
                ofActivity(
                        "activityName",
                        "The name of a custom activity.",
                        "== \"newsletter-read\"",
                        activity -> activity.text("name")),
                ofActivity(
                        "activityCategory",
                        "The category the activity is about, as sent.",
                        "== \"color\"",
                        activity -> activity.text("category")),
                ofActivity(
                        "campaign",
                        "The campaign whose message the activity is about.",
                        "== \"win-back\"",
                        activity -> activity.text("campaign")),
                text(
                        "channel",
                        "The channel of the activity's message, or through which the booking was made.",
                        "channel == \"email\"",
                        Timing.never(),
                        TriggerProperties::channel),
                number(
                        "stars",
                        Unit.STARS,
                        "The stars of the review.",
                        "stars <= 2",
                        Timing.never(),
                        trigger -> trigger.activity() == null
                                ? Double.NaN
                                : trigger.activity().number("stars")),
                oneOf(
                        SurveyState.Kind.class,
                        "surveyKind",
                        "CSAT (satisfaction) or NPS (recommendation).",
                        "surveyKind == \"CSAT\"",
                        Timing.never(),
                        trigger -> trigger.survey() == null
                                ? null
                                : trigger.survey().kind()),
                number(
                        "score",
                        Unit.SCORE,
                        "The score of the survey answer, 0 to 10.",
                        "score <= 6",
                        Timing.never(),
                        trigger -> trigger.survey() == null
                                ? Double.NaN
                                : trigger.survey().score()));
    }

    private static Property<Trigger> ofBooking(
            String name, String meaning, String comparison, Function<Booking, @Nullable String> reader) {
        return text(
                name,
                meaning,
                name + " " + comparison,
                Timing.never(),
                trigger -> trigger.booking() == null ? null : reader.apply(trigger.booking()));
    }

    private static Property<Trigger> numberOfBooking(
            String name, Unit unit, String meaning, String comparison, ToDoubleFunction<Booking> reader) {
        return number(
                name,
                unit,
                meaning,
                name + " " + comparison,
                Timing.never(),
                trigger -> trigger.booking() == null ? Double.NaN : reader.applyAsDouble(trigger.booking()));
    }

    private static Property<Trigger> ofActivity(
            String name, String meaning, String comparison, Function<Activity, @Nullable String> reader) {
        return text(
                name,
                meaning,
                name + " " + comparison,
                Timing.never(),
                trigger -> trigger.activity() == null ? null : reader.apply(trigger.activity()));
    }

    private static double hoursUntilStart(Booking booking) {
        long now = booking.client().now().toEpochMilli();
        return (booking.state().startsAt().toEpochMilli() - now) / MILLISECONDS_OF_HOUR;
    }

    private static @Nullable String channel(Trigger trigger) {
        if (trigger.activity() != null) {
            return trigger.activity().text("channel");
        }
        return trigger.booking() == null ? null : trigger.booking().state().channel();
    }
}
