package io.regulars.drools;

import io.regulars.facts.Trigger.Kind;
import org.jspecify.annotations.Nullable;

/** What just happened to the client; null or NaN is what that kind has not. */
public record Trigger(
        String clientId,
        Kind kind,
        @Nullable String service,
        @Nullable String category,
        @Nullable String status,
        double startHour,
        double hoursUntilStart,
        boolean late,
        @Nullable String activityType,
        @Nullable String campaign,
        double stars,
        @Nullable String surveyKind,
        double score) {
    /** As the vocabulary sees it. */
    public static Trigger of(io.regulars.facts.Trigger trigger) {
        return new Trigger(
                trigger.client().id(),
                trigger.kind(),
                Known.text(trigger, "service"),
                Known.text(trigger, "category"),
                Known.text(trigger, "status"),
                Known.number(trigger, "startHour"),
                Known.number(trigger, "hoursUntilStart"),
                Known.flag(trigger, "late"),
                Known.text(trigger, "activityType"),
                Known.text(trigger, "campaign"),
                Known.number(trigger, "stars"),
                Known.text(trigger, "surveyKind"),
                Known.number(trigger, "score"));
    }
}
