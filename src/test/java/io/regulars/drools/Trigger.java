package io.regulars.drools;

import io.regulars.facts.Trigger.Kind;

/** What just happened to a booking of the client. */
public record Trigger(String clientId, Kind kind, double startHour) {
    /** As the vocabulary sees it. */
    public static Trigger of(io.regulars.facts.Trigger trigger) {
        return new Trigger(trigger.client().id(), trigger.kind(), Known.number(trigger, "startHour"));
    }
}
